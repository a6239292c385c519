package ergodiag.redact;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The secrets met during one capture. The same value gets the same mark everywhere in a bundle, and marks of
 * another one differ. Safe for use by several threads.
 */
public final class Secrets {
    /** What stands in place of a value begins so. */
    public static final String MARK = "[removed:";

    /** Shorter values are not looked for elsewhere: they would be found in innocent places. */
    private static final int SHORTEST_REMEMBERED = 8;

    /** The endpoint's own token is looked for even when it is this short. */
    private static final int SHORTEST_FORBIDDEN = 6;

    /** Words as names are made of. Where such a one is somebody's password, {@code trading_app} has to stay a name elsewhere. */
    private static final Pattern WORDS = Pattern.compile(
            "(?=.{1,19}$)(?:[A-Z]?[a-z]{3,}+|[A-Z]{3,}+)(?:[._-]?(?:[A-Z]?[a-z]{3,}+|[A-Z]{3,}+))*+[.,:]?");

    private static final Pattern PID = Pattern.compile("<[0-9A-Fa-f]+\\.[0-9]+\\.[0-9]+");

    private static final int MOST_REMEMBERED = 5_000;

    private final KeyedDigest digests;
    private final Map<String, String> remembered;
    private final Set<String> spared;
    private final Map<String, AtomicLong> kinds = new ConcurrentSkipListMap<>();

    Secrets() {
        this(KeyedDigest.random(), new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet());
    }

    private Secrets(KeyedDigest digests, Map<String, String> remembered, Set<String> spared) {
        this.digests = digests;
        this.remembered = remembered;
        this.spared = spared;
    }

    /** The value is a name that everything rests on: a text that calls it a secret does not make it go everywhere. */
    void spare(String name) {
        spared.add(name);
        remembered.remove(name);
    }

    /** The same secrets, for looking into a value that goes as a whole: what is found is remembered and not counted. */
    Secrets uncounted() {
        return new Secrets(digests, remembered, spared);
    }

    /** Counts a removed value and gives what stands in its place. */
    String remove(String value, SecretKind kind) {
        return remove(value, kind.toString());
    }

    /** The same, and from now on the value is removed wherever it occurs. */
    String removeEverywhere(String value, SecretKind kind) {
        remember(value);
        return remove(value, kind.toString());
    }

    /** The same for what the user's pattern found. */
    String removeEverywhere(String value, SecretPattern pattern) {
        remember(value);
        return remove(value, "pattern " + pattern.name());
    }

    private String remove(String value, String kind) {
        if (value.isEmpty() || isMark(value)) {
            return value;
        }
        count(kind);
        return mark(value);
    }

    /** Whether a value begins with what stands in the place of another. */
    static boolean isMark(String value) {
        return value.startsWith(MARK);
    }

    /** From now on the value is removed wherever it occurs, unless it is too short or too ordinary to be told from a name. */
    void remember(String value) {
        if (value.length() >= SHORTEST_REMEMBERED && !WORDS.matcher(value).matches()) {
            keep(value);
        }
    }

    /**
     * The same for a value of which we know that it is a secret, even a short one, and in the ways it may be written elsewhere; only a
     * single word is not looked for.
     */
    void forbid(String value) {
        if (value.length() >= SHORTEST_FORBIDDEN && !value.matches("[A-Z]?[a-z]+")) {
            keep(value);
            Encodings.of(value).forEach(form -> remembered.putIfAbsent(form, mark(value)));
        }
    }

    private void keep(String value) {
        boolean holdsPid = PID.matcher(value).find();
        if (!holdsPid && !spared.contains(value) && !isMark(value) && remembered.size() < MOST_REMEMBERED) {
            remembered.putIfAbsent(value, mark(value));
            // as it stands inside a JSON string
            remembered.putIfAbsent(JsonText.encoded(value), mark(value));
        }
    }

    /** Grows with every value that is remembered: a text that was harmless before may not be any more. */
    int version() {
        return remembered.size();
    }

    /** Replaces every remembered value in a text. */
    String sweep(String text) {
        String swept = text;
        if (text.length() < SHORTEST_FORBIDDEN) {
            return text;
        }
        for (Map.Entry<String, String> entry : remembered.entrySet()) {
            if (swept.contains(entry.getKey())) {
                swept = swept.replace(entry.getKey(), entry.getValue());
                count(SecretKind.KNOWN.toString());
            }
        }
        return swept;
    }

    /** The values that must be nowhere. */
    Collection<String> remembered() {
        return remembered.keySet();
    }

    /** How many of each kind were removed. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }

    private void count(String kind) {
        kinds.computeIfAbsent(kind, any -> new AtomicLong()).incrementAndGet();
    }

    private String mark(String value) {
        return MARK + digests.shortOf(value) + "]";
    }
}
