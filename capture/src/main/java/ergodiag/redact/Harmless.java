package ergodiag.redact;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Short texts in which nothing was found: replies say the same names over and over. Forgotten as soon as one more secret is known. Bounded, and
 * safe for use by several threads.
 */
final class Harmless {
    private static final int MOST = 20_000;
    private static final int LONGEST = 200;

    private volatile State state = new State(-1);

    private static final class State {
        final int version;
        final Set<String> texts = ConcurrentHashMap.newKeySet();

        State(int version) {
            this.version = version;
        }
    }

    /** Whether nothing was found in the text when that many secrets were known. */
    boolean knows(String text, int version) {
        State now = state;
        return now.version == version && now.texts.contains(text);
    }

    /** Nothing was found in the text when that many secrets were known before the search. */
    void keep(String text, int version) {
        if (text.length() > LONGEST) {
            return;
        }
        State now = state;
        if (now.version != version || now.texts.size() >= MOST) {
            now = new State(version);
            state = now;
        }
        now.texts.add(text);
    }
}
