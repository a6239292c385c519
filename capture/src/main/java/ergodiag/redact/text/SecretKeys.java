package ergodiag.redact.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Decides by the name of a key whether its value is a secret: by the words inside it, in any way of writing ({@code clientSecret},
 * {@code GITHUB_TOKEN_PROD}, {@code client-key-data}), and by those that the user added.
 */
public final class SecretKeys {
    /** Keys, in any case, below which all values are those of an environment. */
    public static final Set<String> ENVIRONMENT = oneOf("env environment");

    /** Keys, in any case, whose values are names that verdicts rest on. */
    private static final Set<String> NAMES =
            oneOf("name pid parent leader application behavior node event producer worker_behavior");

    /** Keys whose values are lists of such names. */
    private static final Set<String> LISTS_OF_NAMES = oneOf("Events Nodes Spool");

    /** Keys, in any case, whose value says what the value under {@code value} beside it is. */
    private static final Set<String> PAIR_NAMES = oneOf("name key");

    /** Keys, in any case, whose value belongs to the key that is named beside it. */
    private static final Set<String> PAIR_VALUES = oneOf("value values val content");

    private static final Pattern WORD_ENDS = Pattern.compile("([\\p{Ll}0-9])(\\p{Lu})");
    private static final Pattern CAPITALS_END = Pattern.compile("(\\p{Lu}+)(\\p{Lu}\\p{Ll})");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** {@code password2} is a password. */
    private static final Pattern DIGITS_END = Pattern.compile("(\\p{L})\\d{1,3}$");

    private static final Pattern NAMED_CHILD = Pattern.compile("[a-z_]{1,30}:'.*'");

    /** Keys repeat row by row; so many, up to so long, are judged once. */
    private static final int MOST_KNOWN = 4_096;

    private static final int LONGEST_KNOWN = 64;

    private final Map<String, Strength> known = new ConcurrentHashMap<>();

    /** The words of each name that the user added. */
    private final List<List<String>> added;

    /** @param added names of keys; one is found in any way of writing, {@code customer-id} in {@code oldCustomerId} too */
    public SecretKeys(List<String> added) {
        this.added = added.stream().map(SecretKeys::words).toList();
    }

    private static Set<String> oneOf(String words) {
        return Set.of(words.split(" "));
    }

    /** Whether a name has a letter or digit to be found by. */
    public static boolean usable(String name) {
        return !words(name).isEmpty();
    }

    /** What the name of a key says about its value. */
    public Strength strength(String key) {
        Strength before = known.get(key);
        if (before != null) {
            return before;
        }
        Strength strength = added(key) ? Strength.SURE : judged(key);
        if (key.length() <= LONGEST_KNOWN && known.size() < MOST_KNOWN) {
            known.put(key, strength);
        }
        return strength;
    }

    /** Whether the value under this key has to go; the key stands beside it as in JSON, so that even an ordinary word is one. */
    public boolean secret(String key, String value) {
        return switch (strength(key)) {
            case SURE -> added(key) || !Values.placeholder(value);
            case LIKELY -> !Values.placeholder(value) && !aboutTokens(key, value);
            case MAYBE -> Values.digest(value);
            case FAINT -> Values.random(value);
            case NONE -> false;
        };
    }

    /** Whether the key by itself says "secret". In {@code child:'token'} a supervisor only names its child (ERGO.md 5). */
    public boolean secretName(String key) {
        return strength(key).atLeast(Strength.LIKELY);
    }

    /** Whether what follows in a list goes: {@code ["--db-password", "x"]}, {@code ["password", "x"]}; a list of the names of columns looks the same. */
    boolean listed(String before, String value) {
        boolean option = before.startsWith("-");
        return secretName(before)
                && before.indexOf('=') < 0
                && (option ? !value.startsWith("-") : Values.telling(value));
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

    /** Whether the values in a list under this key are names. */
    static boolean names(String key) {
        return LISTS_OF_NAMES.contains(key);
    }

    /** Whether the value under this key may be the key of the value beside it. */
    static boolean pairName(String key) {
        return PAIR_NAMES.contains(key.toLowerCase(Locale.ROOT));
    }

    /** Whether the value under this key belongs to the key that is named beside it. */
    static boolean pairValue(String key) {
        return PAIR_VALUES.contains(key.toLowerCase(Locale.ROOT));
    }

    private boolean added(String key) {
        if (added.isEmpty() || key.isEmpty()) {
            return false;
        }
        List<String> words = words(key);
        return added.stream().anyMatch(name -> Collections.indexOfSubList(words, name) >= 0);
    }

    private static Strength judged(String key) {
        if (NAMED_CHILD.matcher(key).matches()) {
            return Strength.NONE;
        }
        List<String> words = words(key);
        Strength strength = Strength.NONE;
        for (int i = 0; i < words.size(); i++) {
            strength = strength.or(judged(words, i));
        }
        return strength;
    }

    /** What one word says, where it stands: alone, before {@code key}, before what makes the name that of something else. */
    private static Strength judged(List<String> words, int at) {
        String word = words.get(at);
        String before = at > 0 ? words.get(at - 1) : "";
        Strength strength = KeyWords.of(word).or(before.isEmpty() ? Strength.NONE : KeyWords.glued(before + word));
        if (word.equals("key") || word.equals("keys")) {
            strength = keyAfter(before);
        }
        if (KeyWords.CODE.contains(word) && KeyWords.BEFORE_CODE.contains(before)) {
            strength = Strength.SURE;
        }
        if (word.equals("credential") && before.equals("amz")) {
            return Strength.NONE; // the id of the key and the scope, see the query of a presigned address of S3
        }
        if (word.equals("id")) {
            strength = before.equals("secret")
                    ? Strength.LIKELY
                    : before.equals("session") ? Strength.MAYBE : Strength.NONE;
        }
        return strength == Strength.NONE ? strength : followed(strength, words, at);
    }

    /** Whether the name is that of a place in a table or a map: {@code cache key}. */
    boolean innocent(String key) {
        List<String> words = words(key);
        return words.size() > 1 && KeyWords.INNOCENT_KEYS.contains(words.get(words.size() - 2));
    }

    private static Strength keyAfter(String before) {
        if (KeyWords.INNOCENT_KEYS.contains(before)) {
            return Strength.NONE;
        }
        for (Map.Entry<Strength, Set<String>> entry : KeyWords.BEFORE_KEY.entrySet()) {
            if (entry.getValue().contains(before)) {
                return entry.getKey();
            }
        }
        return Strength.FAINT;
    }

    /** Each word after it that is not known to leave the meaning takes some of it away. */
    private static Strength followed(Strength strength, List<String> words, int at) {
        Strength left = strength;
        for (int i = at + 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean number = word.chars().allMatch(Character::isDigit);
            if (number
                    || KeyWords.of(word).atLeast(Strength.LIKELY)
                    || KeyWords.NEUTRAL.contains(word) && !word.equals("id")) {
                continue;
            }
            if (KeyWords.ABOUT.contains(word) || word.equals("id")) {
                return Strength.NONE;
            }
            left = i == at + 1 ? left.less() : left;
        }
        return left;
    }

    /** "tokens: 17" of a rate limiter is a count. */
    private static boolean aboutTokens(String key, String value) {
        return key.toLowerCase(Locale.ROOT).endsWith("tokens") && value.matches("[0-9]{1,9}");
    }

    /** {@code AWS_SecretAccess-key} as aws, secret, access, key. */
    private static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        String spaced = WORD_ENDS.matcher(key).replaceAll("$1 $2");
        spaced = CAPITALS_END.matcher(spaced).replaceAll("$1 $2");
        for (String word : NO_WORD.split(spaced)) {
            if (!word.isEmpty()) {
                words.add(DIGITS_END.matcher(word.toLowerCase(Locale.ROOT)).replaceFirst("$1"));
            }
        }
        return words;
    }
}
