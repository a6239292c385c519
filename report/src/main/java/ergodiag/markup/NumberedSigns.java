package ergodiag.markup;

import java.util.List;
import java.util.stream.Collectors;

/** A markup of the family of Textile, in which a sign that may mean something is written as its number. */
abstract class NumberedSigns extends LineMarkup {
    NumberedSigns(String extension) {
        super(extension);
    }

    /** Whether a sign has to be written as its number; signs are letters and digits as well. */
    abstract boolean means(String text, int at, boolean first);

    @Override
    final String words(String text, boolean first) {
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (means(text, at, first)) {
                words.append("&#").append((int) c).append(';');
            } else {
                words.append(c);
            }
        }
        return words.toString();
    }

    /** Whether it is a sign of ASCII other than those that mean nothing. */
    static boolean isSign(char c, String harmless) {
        return c < 0x80 && !Character.isLetterOrDigit(c) && harmless.indexOf(c) < 0 && c != ' ';
    }

    /** The lines as words, for those that would end what keeps lines as they are. */
    final String asWords(List<String> lines) {
        return lines.stream().map(line -> words(line, true)).collect(Collectors.joining("\n"));
    }

    @Override
    final String heading(String text) {
        return "h2. " + words(text, true);
    }

    @Override
    final String numbered(int number) {
        return "# ";
    }

    @Override
    final String bullet() {
        return "* ";
    }

    @Override
    final String below(boolean numbered) {
        return numbered ? "#* " : "** ";
    }

    @Override
    final String strong(String text) {
        return "*" + words(text, false) + "*";
    }
}
