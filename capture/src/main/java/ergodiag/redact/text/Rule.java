package ergodiag.redact.text;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression whose group {@code s} is a secret. All loops are bounded or possessive: a long run of letters must cost neither minutes
 * nor the stack.
 *
 * @param accepts which values of the group are secrets
 */
record Rule(SecretKind kind, Pattern pattern, Predicate<String> accepts) {
    static Rule of(SecretKind kind, String regex) {
        return of(kind, regex, value -> !Values.placeholder(value));
    }

    static Rule of(SecretKind kind, String regex, Predicate<String> accepts) {
        return new Rule(kind, Pattern.compile(regex), accepts);
    }

    void find(String text, Found found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String value = matcher.group("s");
            if (value != null && accepts.test(value)) {
                found.add(matcher.start("s"), matcher.end("s"), kind);
            }
        }
    }
}
