package ergodiag.redact;

import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** Puts other words in the place of what a regular expression finds. */
final class Matches {
    private Matches() {}

    /** The text with one group of each match in other words; the same object when there is none, or when the groups are empty. */
    static String replaced(String text, Matcher matcher, ToIntFunction<Matcher> group, UnaryOperator<String> words) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            int which = group.applyAsInt(matcher);
            if (matcher.end(which) > matcher.start(which)) {
                out.append(text, done, matcher.start(which)).append(words.apply(matcher.group(which)));
                done = matcher.end(which);
            }
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
    }
}
