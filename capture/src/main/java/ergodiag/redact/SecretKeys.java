package ergodiag.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Decides by the name of a key whether its value is a secret: by the words of REDACTION.md, and by those that the user added. */
final class SecretKeys {
    /** A key with one of these words names a secret. */
    static final Set<String> ALWAYS = oneOf("password passwords passwd passphrase passcode pwd pass dbpass pw"
            + " secret secrets secretkey credential credentials authorization authtoken cookie cookies"
            + " apikey apikeys accesskey accesstoken privatekey jwt bearer");

    /** So does one with a word that ends like this, */
    static final Set<String> ENDINGS = oneOf("password passwd");

    /** one whose last word is one of these, */
    static final Set<String> LAST = oneOf("token tokens");

    /** and one in which a word of the first set stands before one of the second. */
    static final Set<String> BEFORE_KEY =
            oneOf("api access private secret encryption signing account master license ssh");

    static final Set<String> KEY = oneOf("key keys");

    /** A word after "token" that makes it a number about tokens, or a file name, and not a token. */
    static final Set<String> HARMLESS_AFTER = oneOf("go count total size limit len length");

    /** Keys, in any case, below which all values are those of an environment. */
    static final Set<String> ENVIRONMENT = oneOf("env environment");

    /** Keys, in any case, whose values are names that verdicts rest on. */
    private static final Set<String> NAMES =
            oneOf("name pid parent leader application behavior node event producer worker_behavior");

    /** Keys, in any case, whose value says what the value under {@code value} beside it is. */
    private static final Set<String> PAIR_NAMES = oneOf("name key");

    private static final Pattern WORD_ENDS = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern CAPITALS_END = Pattern.compile("([A-Z]+)([A-Z][a-z])");
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern NAMED_CHILD = Pattern.compile("[a-z_]{1,30}:'.*'");

    /** Keys repeat row by row; so many, up to so long, are judged once. */
    private static final int MOST_KNOWN = 4_096;

    private static final int LONGEST_KNOWN = 64;

    private final Map<String, Judged> known = new ConcurrentHashMap<>();

    /** The words of each name that the user added. */
    private final List<List<String>> added;

    /** @param added names of keys; one is found in any way of writing, {@code customer-id} in {@code oldCustomerId} too */
    SecretKeys(List<String> added) {
        this.added = added.stream().map(SecretKeys::words).toList();
    }

    private static Set<String> oneOf(String words) {
        return Set.of(words.split(" "));
    }

    /** Whether a name has a letter or digit to be found by. */
    static boolean usable(String name) {
        return !words(name).isEmpty();
    }

    /** What the name of a key says. */
    private record Judged(boolean added, boolean documented) {}

    private Judged judged(String key) {
        Judged before = known.get(key);
        if (before != null) {
            return before;
        }
        Judged judged = new Judged(added(key), documented(key));
        if (key.length() <= LONGEST_KNOWN && known.size() < MOST_KNOWN) {
            known.put(key, judged);
        }
        return judged;
    }

    /** Whether the value under this key has to go. */
    boolean secret(String key, String value) {
        Judged judged = judged(key);
        return judged.added() || judged.documented() && !plainCount(key, value);
    }

    /** Whether the key by itself says "secret". In {@code child:'token'} a supervisor only names its child (ERGO.md 5). */
    boolean secretName(String key) {
        Judged judged = judged(key);
        return judged.added() || judged.documented();
    }

    /** Whether all values below this key are those of an environment. */
    static boolean environment(String key) {
        for (String name : ENVIRONMENT) {
            if (key.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value under this key is a name. */
    static boolean name(String key) {
        return NAMES.contains(key.toLowerCase(Locale.ROOT));
    }

    /** Whether the value under this key may be the key of the value beside it. */
    static boolean pairName(String key) {
        return PAIR_NAMES.contains(key.toLowerCase(Locale.ROOT));
    }

    /** Whether the value under this key belongs to the key that is named beside it. */
    static boolean pairValue(String key) {
        return key.equalsIgnoreCase("value");
    }

    private boolean added(String key) {
        if (added.isEmpty() || key.isEmpty()) {
            return false;
        }
        List<String> words = words(key);
        return added.stream().anyMatch(name -> Collections.indexOfSubList(words, name) >= 0);
    }

    private static boolean documented(String key) {
        if (NAMED_CHILD.matcher(key).matches()) {
            return false;
        }
        List<String> words = words(key);
        if (words.isEmpty() || words.get(words.size() - 1).equals("go")) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String after = i + 1 < words.size() ? words.get(i + 1) : "";
            if (HARMLESS_AFTER.contains(after)) {
                continue;
            }
            if (ALWAYS.contains(word)
                    || ENDINGS.stream().anyMatch(word::endsWith)
                    || BEFORE_KEY.contains(word) && KEY.contains(after)
                    || LAST.contains(word) && after.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** "tokens: 17" of a rate limiter is a count. */
    private static boolean plainCount(String key, String value) {
        return key.toLowerCase(Locale.ROOT).endsWith("tokens") && value.matches("[0-9]{1,9}");
    }

    /** {@code AWS_SecretAccess-key} as aws, secret, access, key. */
    private static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        String spaced = WORD_ENDS.matcher(key).replaceAll("$1 $2");
        spaced = CAPITALS_END.matcher(spaced).replaceAll("$1 $2");
        for (String word : NO_WORD.split(spaced)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
