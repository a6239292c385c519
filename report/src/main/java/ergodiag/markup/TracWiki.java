package ergodiag.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Wiki text of Trac. Words that might mean something become code: in {@code `...`}, where they hold such a quote in <code>{{{...}}}</code>. */
public final class TracWiki extends LineMarkup {
    /** A wiki word, a revision, marks of text, a definition, an address. */
    private static final Predicate<String> MEANT = Pattern.compile(
                    "\\p{Lu}\\p{Ll}+(?:\\p{Lu}\\p{Ll}*)+|\\b[rR]\\d+\\b|''|,,|!|::|\\.\\.\\.|^[-+]\\D|^[-+]$|^/|^\\W*(?i:www)\\.|--")
            .asPredicate();

    private static final Pattern LIST_BEGINS = Pattern.compile("^(?:\\d+|[A-Za-z]|[ivxIVX]+)[.)](?= |$)");
    private static final Pattern PIECES = Pattern.compile("\\}{3,}|(?:[^}`]|\\}(?!\\}\\}))+|`+");

    private final CodeWords words = new CodeWords(MEANT);

    public TracWiki() {
        super("trac");
    }

    @Override
    String heading(String text) {
        return "== " + words(text, false) + " ==";
    }

    @Override
    String listing(List<String> lines) {
        boolean nests = lines.stream().anyMatch(line -> line.contains("{{{") || line.contains("}}}"));
        return nests
                ? lines.stream().map(this::code).collect(Collectors.joining("[[BR]]\n"))
                : "{{{\n" + String.join("\n", lines) + "\n}}}";
    }

    @Override
    String picture(Block.Picture picture) {
        return "[[Image(" + picture.file() + ", 640px)]][[BR]]\n" + words(picture.says(), false);
    }

    @Override
    String numbered(int number) {
        return " " + number + ". ";
    }

    @Override
    String bullet() {
        return " * ";
    }

    @Override
    String below(boolean numbered) {
        return numbered ? "    * " : "   * ";
    }

    @Override
    String words(String text, boolean first) {
        Matcher list = LIST_BEGINS.matcher(text);
        String begins = first && list.find() ? list.group() : "";
        String rest = text.substring(begins.length());
        return (begins.isEmpty() ? "" : code(begins)) + words.written(rest, this::code);
    }

    @Override
    String strong(String text) {
        return "'''" + words(text, false) + "'''";
    }

    @Override
    String code(String text) {
        if (text.indexOf('`') < 0) {
            return "`" + text + "`";
        }
        List<String> pieces = new ArrayList<>();
        PIECES.matcher(text).results().forEach(piece -> pieces.add(piece.group()));
        return pieces.stream()
                .map(piece -> piece.startsWith("`") ? "{{{" + piece + "}}}" : "`" + piece + "`")
                .collect(Collectors.joining());
    }
}
