package ergodiag.redact;

import ergodiag.bundle.UserError;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A form of secrets that the user gave. Looking for it may take a number of steps that grows with the text and no more: a pattern that
 * tries all ways to split a long line would else hold up the capture for years.
 */
public final class SecretPattern {
    /** Steps for each character of the text. */
    private static final int STEPS = 200;

    private static final int FIRST_STEPS = 20_000;

    /** Harmless texts that a pattern with loops inside loops does not get through. */
    private static final List<String> HARMLESS = List.of(
            "a".repeat(60) + "!",
            "A".repeat(60) + " ",
            "0".repeat(60) + "x",
            "a1".repeat(30) + "\u0001",
            "a ".repeat(30) + "\u0001",
            "a.".repeat(30) + "\u0001",
            "x=".repeat(30) + "\u0001",
            "-".repeat(60) + "\u0001");

    private final String name;
    private final Pattern pattern;

    private SecretPattern(String name, Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
    }

    /**
     * Reads {@code NAME=REGEX}, a regular expression as Java knows them.
     *
     * @param where the option or the line of a file that it came from
     * @throws UserError when it is none, matches the empty text, or takes too long on harmless texts
     */
    public static SecretPattern of(String text, String where) {
        int equals = text.indexOf('=');
        if (equals < 1
                || equals == text.length() - 1
                || !text.substring(0, equals).matches("[\\w -]{1,40}")) {
            throw new UserError("Reading " + where + ": '" + text
                    + "' is not NAME=REGEX; give the pattern a name of letters, digits and dashes, for example"
                    + " iban=[A-Z]{2}[0-9]{20}.");
        }
        SecretPattern read = new SecretPattern(text.substring(0, equals), compiled(text.substring(equals + 1), where));
        read.tryOut(where);
        return read;
    }

    private static Pattern compiled(String regex, String where) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UserError(
                    "Reading " + where + ": the regular expression '" + regex + "' has a fault"
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)) + " ("
                            + e.getDescription() + "); mend it, it is written as Java has them.",
                    e);
        }
    }

    private void tryOut(String where) {
        if (pattern.matcher("").find()) {
            throw new UserError(
                    "Reading " + where + ": the pattern '" + name
                            + "' matches the empty text and so every place of every reply; make it match at least one character.");
        }
        try {
            HARMLESS.forEach(text -> replaced(text, match -> match));
        } catch (TooSlow e) {
            throw new UserError(
                    "Reading " + where + ": the pattern '" + name
                            + "' takes too long on a harmless text, it tries every way to split it; write loops without loops"
                            + " inside, or possessive ones (a++ instead of (a+)+).",
                    e);
        }
    }

    /** What the user calls it. */
    public String name() {
        return name;
    }

    /**
     * The text with what matches in other words: the first group where the pattern has one, else all of the match.
     *
     * @throws TooSlow when the pattern needs too many steps for this text
     */
    String replaced(String text, UnaryOperator<String> words) {
        Matcher matcher = pattern.matcher(new Counted(text, FIRST_STEPS + (long) STEPS * text.length()));
        try {
            return Matches.replaced(text, matcher, SecretPattern::secret, words);
        } catch (StackOverflowError e) {
            throw new TooSlow(name);
        }
    }

    private static int secret(Matcher match) {
        return match.groupCount() > 0 && match.group(1) != null ? 1 : 0;
    }

    /** The pattern did not come to an end. */
    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow(String pattern) {
            super("the pattern '" + pattern + "' takes too long");
        }
    }

    /** A text that can be looked at only so many times. */
    private final class Counted implements CharSequence {
        private final CharSequence text;
        private long left;

        Counted(CharSequence text, long left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (left-- <= 0) {
                throw new TooSlow(name);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
