package ergodiag.redact;

import ergodiag.redact.KnownSecrets.Sought;
import ergodiag.redact.text.Found;
import ergodiag.redact.text.SecretKind;
import java.util.Map;
import java.util.Optional;
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
    public static final String MARK = Found.MARK_BEGINS;

    /** What stands in a mark that does not tell one value from another. */
    private static final String ANY = "00000000";

    /** Shorter values are not looked for elsewhere: they would be found in innocent places. */
    private static final int SHORTEST_REMEMBERED = 8;

    /** So are values of fewer different characters than this, such as a row of stars. */
    private static final int FEWEST_CHARACTERS = 4;

    /** A secret that is looked for inside of words has at least this length, */
    private static final int SHORTEST_TELLING = 10;

    /** and goes from one kind of letters or digits to another at least once in so many characters. */
    private static final int LONGEST_RUN = 4;

    private static final String WORD = "(?:[A-Z]?[a-z]{3,15}+|[A-Z]{3,15}+)";

    /** Words as names are made of, and phrases. Where such a one is somebody's password, {@code trading_app} has to stay a name elsewhere. */
    private static final Pattern WORDS = Pattern.compile("(?=.{1,19}$)" + WORD + "(?:[._-]?" + WORD + ")*+[.,:]?"
            + "|(?:" + WORD + "|[A-Za-z]{1,2})(?:[,:]? (?:" + WORD + "|[A-Za-z]{1,2}))++[.,:!]?");

    private static final Pattern PID = Pattern.compile("<[0-9A-Fa-f]+\\.[0-9]+\\.[0-9]+");

    private final Optional<KeyedDigest> digests;
    private final KnownSecrets known;
    private final boolean telling;
    private final Map<String, AtomicLong> kinds;

    /** Marks of the secrets that were given to us, by the ways in which they may be written. */
    private final Map<String, String> disguises;

    /** @param digests tell one secret from another; empty when that is not wanted */
    Secrets(Optional<KeyedDigest> digests) {
        this(digests, new KnownSecrets(), new ConcurrentSkipListMap<>(), new ConcurrentHashMap<>(), false);
    }

    private Secrets(
            Optional<KeyedDigest> digests,
            KnownSecrets known,
            Map<String, AtomicLong> kinds,
            Map<String, String> disguises,
            boolean telling) {
        this.digests = digests;
        this.known = known;
        this.kinds = kinds;
        this.disguises = disguises;
        this.telling = telling;
    }

    /** The value is a name that verdicts rest on: it stays a name, also when it equals a secret. */
    void spare(String name) {
        known.name(name);
    }

    /** How many names equal a secret, and stay. */
    int namesKept() {
        return known.namesThatAreSecrets();
    }

    /** The same secrets, for looking into a value that goes as a whole: what is found is remembered and not counted. */
    Secrets uncounted() {
        return new Secrets(digests, known, new ConcurrentSkipListMap<>(), disguises, telling);
    }

    /** The same secrets, of which only those are looked for that cannot stand anywhere by chance; what is found is counted here. */
    Secrets telling() {
        return new Secrets(digests, known, kinds, disguises, true);
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
        if (value.isEmpty() || isMark(value) || PID.matcher(value).find()) {
            return;
        }
        boolean ordinary = value.length() < SHORTEST_REMEMBERED
                || value.chars().distinct().limit(FEWEST_CHARACTERS).count() < FEWEST_CHARACTERS
                || WORDS.matcher(value).matches();
        add(value, ordinary ? Sought.NOWHERE : isTelling(value) ? Sought.ANYWHERE : Sought.BY_ITSELF);
    }

    /**
     * The same for a value of which we know that it is a secret, even a short one, and in the ways it may be written elsewhere; only a
     * single word is not looked for.
     */
    void forbid(String value) {
        if (value.length() >= KnownSecrets.SHORTEST && !value.matches("[A-Z]?[a-z]+")) {
            add(value, Sought.FORBIDDEN);
            if (value.length() >= SHORTEST_TELLING) {
                add(value, Sought.ANYWHERE);
            }
            Encodings.of(value).forEach(form -> {
                disguises.putIfAbsent(form, mark(value));
                known.add(form, Sought.ANYWHERE);
            });
        }
    }

    private void add(String value, Sought how) {
        known.add(value, how);
        String inJson = JsonText.encoded(value);
        if (!inJson.equals(value)) {
            known.add(inJson, how);
        }
    }

    /** Whether a value cannot stand inside of an ordinary word, name or number by chance: a token, and not {@code worker_12}. */
    private static boolean isTelling(String value) {
        int changes = 0;
        int before = -1;
        for (int i = 0; i < value.length(); i++) {
            int kind = Character.isLetterOrDigit(value.charAt(i)) ? Character.getType(value.charAt(i)) : -1;
            if (kind >= 0) {
                changes += before >= 0 && kind != before ? 1 : 0;
                before = kind;
            }
        }
        return value.length() >= SHORTEST_TELLING && changes * LONGEST_RUN >= value.length();
    }

    /** Grows with every value that is remembered: a text that was harmless before may not be any more. */
    int version() {
        return known.version();
    }

    /** Replaces every remembered value in a text; the same object when there is none. */
    String sweep(String text) {
        return known.replaced(text, telling, found -> {
            count(SecretKind.KNOWN.toString());
            return markOfFound(found);
        });
    }

    /** Whether the whole value was given to us as a secret. */
    boolean forbids(String value) {
        return known.forbids(value);
    }

    /** Whether the whole value is a secret that is looked for. */
    boolean knows(String value) {
        return known.knows(value);
    }

    /** The same secret has the same mark, in whatever way it is written. */
    private String markOfFound(String found) {
        String disguise = disguises.get(found);
        if (disguise != null) {
            return disguise;
        }
        try {
            String decoded = JsonText.decoded(found);
            return mark(known.knows(decoded) ? decoded : found);
        } catch (NotJson e) {
            return mark(found);
        }
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
        return MARK + digests.map(digest -> digest.shortOf(value)).orElse(ANY) + "]";
    }
}
