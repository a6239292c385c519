package ergodiag.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Cuts a line into words that mean nothing to a markup and those that might. Where no escape is safe, as for {@code #12} in Markdown with a
 * tracker behind it, those become code, which readers leave alone and people read as names.
 */
final class CodeWords {
    private static final String BEFORE = "(\"“„‘";
    private static final String BEHIND = ".,;:!?…\"”’";

    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{M}\\p{N}.,;:?!()'\"%/+–—·…→’‘“”„×°µ-]+");
    private static final Pattern TIME = Pattern.compile("\\(?\\d{1,2}:\\d\\d(?::\\d\\d)?[.,;)]*");
    private static final Pattern COLON_INSIDE = Pattern.compile(":.");

    private final Predicate<String> meant;

    /** @param meant which words of letters, digits and marks of a sentence mean something to the markup all the same */
    CodeWords(Predicate<String> meant) {
        this.meant = meant;
    }

    /** The line with the words that might mean something as code. */
    String written(String line, UnaryOperator<String> code) {
        return cut(line).stream()
                .map(span -> span instanceof Span.Code it ? code.apply(it.text()) : span.text())
                .collect(Collectors.joining());
    }

    /** The line in pieces, words and code in turns; put together their texts are the line. */
    List<Span> cut(String line) {
        List<Span> pieces = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int blank = line.indexOf(' ', at);
            int end = blank < 0 ? line.length() : blank;
            word(line.substring(at, end), pieces);
            at = blank < 0 ? end : end + 1;
            if (blank >= 0) {
                add(new Span.Words(" "), pieces);
            }
        }
        return joined(pieces);
    }

    private void word(String word, List<Span> pieces) {
        if (isPlain(word)) {
            add(new Span.Words(word), pieces);
            return;
        }
        int from = 0;
        while (from < word.length() && BEFORE.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        int to = word.length();
        while (to > from && isBehind(word, from, to)) {
            to--;
        }
        if (from == to || !isPlain(word.substring(to))) {
            add(new Span.Code(word), pieces);
            return;
        }
        add(new Span.Words(word.substring(0, from)), pieces);
        add(new Span.Code(word.substring(from, to)), pieces);
        add(new Span.Words(word.substring(to)), pieces);
    }

    /** Whether a word means nothing, wherever in a line it stands. */
    private boolean isPlain(String word) {
        return word.isEmpty()
                || SAFE.matcher(word).matches()
                        && (TIME.matcher(word).matches()
                                || !COLON_INSIDE.matcher(word).find())
                        && !meant.test(word);
    }

    /** Whether the last character belongs to the sentence; a bracket does where it closes none of the word. */
    private static boolean isBehind(String word, int from, int to) {
        char last = word.charAt(to - 1);
        return BEHIND.indexOf(last) >= 0
                || last == ')' && word.substring(from, to).indexOf('(') < 0;
    }

    private static void add(Span piece, List<Span> pieces) {
        int last = pieces.size() - 1;
        if (piece.text().isEmpty()) {
            return;
        }
        if (piece instanceof Span.Words && last >= 0 && pieces.get(last) instanceof Span.Words before) {
            pieces.set(last, new Span.Words(before.text() + piece.text()));
        } else {
            pieces.add(piece);
        }
    }

    /** The same with code that only a blank parts as one. */
    private static List<Span> joined(List<Span> pieces) {
        List<Span> joined = new ArrayList<>();
        for (Span piece : pieces) {
            int last = joined.size() - 1;
            if (piece instanceof Span.Code
                    && last >= 1
                    && joined.get(last).text().equals(" ")
                    && joined.get(last - 1) instanceof Span.Code before) {
                joined.remove(last);
                joined.set(last - 1, new Span.Code(before.text() + " " + piece.text()));
            } else {
                joined.add(piece);
            }
        }
        return joined;
    }
}
