package ergodiag.redact;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pairs in a text, {@code key=value} and {@code key: value}, of which the key names a secret. Only such a value is taken as a whole: in that
 * of another key, such as an address, further keys may stand. All loops are bounded or possessive.
 */
final class KeyValuePairs {
    /** What a value follows. */
    private static final Pattern KEY =
            Pattern.compile("([A-Za-z][\\w.-]{0,80}+)(?:\\\\{0,8}+[\"'])?\\s{0,3}(?:=>|:=|[=:])\\s{0,3}");

    private static final Pattern VALUE =
            Pattern.compile("(\\\\{0,8}+[\"'])(.*?)(?:\\1|$)|((?=[^\\s&\"'\\\\])[^\\s&\"',;\\\\]*+"
                    + "(?:[,;](?!\\s|$|[\\w.-]{1,80}[=:])[^\\s&\"',;\\\\]*+)*+)");

    private final SecretKeys keys;

    KeyValuePairs(SecretKeys keys) {
        this.keys = keys;
    }

    /** The text with the values of such pairs in other words; the same object when there are none. */
    String replaced(String text, UnaryOperator<String> words) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return text;
        }
        Matcher key = KEY.matcher(text);
        Matcher value = VALUE.matcher(text);
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int from = 0; key.find(from); from = Math.max(done, key.end())) {
            boolean named = keys.secretName(key.group(1));
            if (named && value.region(key.end(), text.length()).lookingAt()) {
                int group = value.group(2) != null ? 2 : 3;
                String said = value.group(group);
                String tail = group == 2 ? "" : closers(said);
                String bare = said.substring(0, said.length() - tail.length());
                if (!harmless(bare) && keys.secret(key.group(1), bare)) {
                    out.append(text, done, value.start(group))
                            .append(words.apply(bare))
                            .append(tail);
                    done = value.end(group);
                }
            }
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
    }

    /** In "Authorization: Bearer x" the word Bearer is not the secret, and the next word was dealt with already. */
    private static boolean harmless(String value) {
        return value.chars().noneMatch(Character::isLetterOrDigit)
                || value.equalsIgnoreCase("bearer")
                || value.equalsIgnoreCase("basic");
    }

    /** Brackets and full stops that belong to the text around the value. */
    private static String closers(String value) {
        int end = value.length();
        while (end > 0 && "]})>.".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return Secrets.isMark(value) ? "" : value.substring(end);
    }
}
