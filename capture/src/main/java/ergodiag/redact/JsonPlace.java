package ergodiag.redact;

import ergodiag.redact.text.KeyTraits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** An object or array that is being walked through, and what is known of the value that comes next in it. */
final class JsonPlace {
    /** Names stand no deeper than this: {@code /Cron/Jobs/*}{@code /Name}. */
    private static final int DEEPEST_NAME = 4;

    /** Command lines have few words before their secrets, and short ones. */
    private static final int MOST_BEFORE = 12;

    private static final int LONGEST_ELEMENT = 100;

    private final boolean object;
    private final int depth;
    private final boolean environment;
    private final boolean secret;
    private String key;
    private KeyTraits traits;
    private boolean empty = true;
    private boolean secretPair;
    private boolean named;

    /** The strings of an array so far, the last ones. */
    private final Deque<String> before = new ArrayDeque<>();

    private JsonPlace(boolean object, int depth, String key, boolean environment, boolean secret) {
        this.object = object;
        this.depth = depth;
        this.key = key;
        this.traits = KeyTraits.of(key);
        this.environment = environment;
        this.secret = secret;
    }

    /** Around the whole text. */
    static JsonPlace root() {
        return new JsonPlace(false, 0, "", false, false);
    }

    /** An object or array that begins here. */
    JsonPlace opened(boolean opensObject, boolean isSecret) {
        return new JsonPlace(opensObject, depth + 1, opensObject ? "" : key, isEnvironment(), isSecret);
    }

    boolean isObject() {
        return object;
    }

    boolean isRoot() {
        return depth == 0;
    }

    int depth() {
        return depth;
    }

    /** The key of the value that comes next; of an element that of its array. */
    String key() {
        return key;
    }

    void key(String next) {
        key = next;
        traits = KeyTraits.of(next);
    }

    /** Whether nothing of it was seen yet; from now on something was. */
    boolean begins() {
        boolean first = empty;
        empty = false;
        return first;
    }

    /** Whether it stands below a key that names a secret. */
    boolean isSecret() {
        return secret;
    }

    /** Whether the next value is one of an environment. */
    boolean isEnvironment() {
        return environment || object && traits.environment();
    }

    /** Whether the next value, in the reply of a node, is a name that verdicts rest on. */
    boolean isName() {
        return depth <= DEEPEST_NAME && (object ? traits.name() : traits.names());
    }

    /** Whether the next value is that of a key which calls it a name. */
    boolean isNamed() {
        return object && traits.name();
    }

    /** Whether the next value may name what stands under {@code value} beside it. */
    boolean namesPair() {
        return object && traits.pairName();
    }

    /** {@code "name": "DB_PASSWORD"}, so that what comes under {@code value} beside it is a secret. */
    void namesSecret(boolean names) {
        secretPair = names;
        named = true;
    }

    /** Whether a key was named beside its value, which names a secret. */
    boolean namesSecret() {
        return secretPair;
    }

    /** Whether the next value may belong to a key that is named beside it later. */
    boolean mayBeNamed() {
        return object && !named && traits.pairValue();
    }

    /** The strings before this one, of an array. */
    List<String> before() {
        return List.copyOf(before);
    }

    /** Remembers one more string of an array. */
    void element(String value) {
        if (!object && depth > 0 && value.length() <= LONGEST_ELEMENT) {
            before.add(value);
            if (before.size() > MOST_BEFORE) {
                before.remove();
            }
        }
    }

    /** Whether the next value belongs to a secret key that is named beside it. */
    boolean isValueOfSecretPair() {
        return secretPair && traits.pairValue();
    }
}
