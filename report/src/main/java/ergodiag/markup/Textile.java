package ergodiag.markup;

import java.util.List;
import java.util.stream.Collectors;

/** Textile as Redmine reads it by default: each sign that may mean something as its number, which is not looked at again for links and mentions. */
public final class Textile extends LineMarkup {
    private static final String HARMLESS = ",";

    public Textile() {
        super("textile");
    }

    @Override
    String heading(String text) {
        return "h2. " + words(text, true);
    }

    @Override
    String listing(List<String> lines) {
        return lines.stream().anyMatch(line -> line.indexOf('<') >= 0)
                ? lines.stream().map(line -> words(line, true)).collect(Collectors.joining("\n"))
                : "<pre>\n" + String.join("\n", lines) + "\n</pre>";
    }

    @Override
    String picture(Block.Picture picture) {
        return "!{width:640px}" + picture.file() + "!\n" + words(picture.says(), true);
    }

    @Override
    String numbered(int number) {
        return "# ";
    }

    @Override
    String bullet() {
        return "* ";
    }

    @Override
    String below(boolean numbered) {
        return numbered ? "#* " : "** ";
    }

    @Override
    String words(String text, boolean first) {
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean means = c < 0x80 && !Character.isLetterOrDigit(c) && HARMLESS.indexOf(c) < 0 && c != ' ';
            if (means && !isFullStop(text, at, c) || meansBeforeDigit(text, at, c)) {
                words.append("&#").append((int) c).append(';');
            } else {
                words.append(c);
            }
        }
        return words.toString();
    }

    /** A dot that ends a sentence or parts a number: behind more than a few letters, not one of several. */
    private static boolean isFullStop(String text, int at, char c) {
        if (c != '.' || at < 8) {
            return false;
        }
        char before = text.charAt(at - 1);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        boolean number = Character.isDigit(before) && Character.isDigit(next);
        return number || next == ' ' && before != '.' && before != ' ';
    }

    /** {@code r12} is a revision, {@code 2x3} and {@code 2 x 3} a size. */
    private static boolean meansBeforeDigit(String text, int at, char c) {
        int next = at + 1;
        while (c == 'x' && next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return (c == 'r' || c == 'x') && next < text.length() && Character.isDigit(text.charAt(next));
    }

    @Override
    String strong(String text) {
        return "*" + words(text, false) + "*";
    }

    /** In code nothing is looked at but what ends it: no number either. */
    @Override
    String code(String text) {
        return text.indexOf('<') < 0 ? "<code>" + text + "</code>" : words(text, false);
    }
}
