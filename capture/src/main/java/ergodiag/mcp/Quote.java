package ergodiag.mcp;

import ergodiag.bundle.foreign.ForeignText;
import java.util.function.UnaryOperator;

/**
 * What the other side said, inside of a sentence of ours. It is kept long until secrets are taken out of it, and cut only then: of a long token that was cut
 * before, a half would not be known any more.
 *
 * @param before our words before it
 * @param said the words of the other side
 * @param most how much of them is told
 * @param after our words behind it
 */
record Quote(String before, String said, int most, String after) {
    /** So much of what the other side said is looked at. */
    static final int LONGEST = 16 << 10;

    /** For what is told on one line. */
    static final int SNIPPET = 120;

    /** For a reason of its own. */
    static final int REASON = 2_000;

    Quote {
        said = ForeignText.whole(said.length() < LONGEST ? said : whole(said.substring(0, LONGEST)));
    }

    /** Without the last word, of which not all may be there. */
    private static String whole(String text) {
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? "a single word of more than " + LONGEST + " characters" : text.substring(0, end);
    }

    /** The sentence, with what the other side said in other words. */
    String text(UnaryOperator<String> words) {
        String clean = words.apply(said);
        return before + ForeignText.whole(clean.substring(0, Math.min(most, clean.length()))) + after;
    }
}
