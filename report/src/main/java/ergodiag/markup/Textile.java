package ergodiag.markup;

import java.util.List;

/** Textile as Redmine reads it by default: each sign that may mean something as its number, which is not looked at again for links and mentions. */
public final class Textile extends NumberedSigns {
    private static final String HARMLESS = ",";

    public Textile() {
        super("textile");
    }

    @Override
    String listing(List<String> lines) {
        return lines.stream().anyMatch(line -> line.indexOf('<') >= 0)
                ? asWords(lines)
                : "<pre>\n" + String.join("\n", lines) + "\n</pre>";
    }

    @Override
    String picture(Block.Picture picture) {
        return "!{width:640px}" + picture.file() + "!\n" + words(picture.says(), true);
    }

    @Override
    boolean means(String text, int at, boolean first) {
        char c = text.charAt(at);
        return isSign(c, HARMLESS) && !isFullStop(text, at, c) || meansBeforeDigit(text, at, c);
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

    /** In code nothing is looked at but what ends it: no number either. */
    @Override
    String code(String text) {
        return text.indexOf('<') < 0 ? "<code>" + text + "</code>" : words(text, false);
    }
}
