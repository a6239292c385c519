package ergodiag.markup;

import java.util.List;
import java.util.stream.Collectors;

/** Text without any markup, for mail, ServiceNow, and trackers that show what was typed. */
public final class NoMarkup extends LineMarkup {
    public NoMarkup() {
        super("txt");
    }

    @Override
    String heading(String text) {
        return text + "\n" + "-".repeat(text.length());
    }

    @Override
    String listing(List<String> lines) {
        return lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    @Override
    String picture(Block.Picture picture) {
        return "Picture " + picture.file() + ": " + picture.says();
    }

    @Override
    String numbered(int number) {
        return number + ". ";
    }

    @Override
    String bullet() {
        return "- ";
    }

    @Override
    String below(boolean numbered) {
        return "   - ";
    }

    @Override
    String words(String text, boolean first) {
        return text;
    }

    @Override
    String strong(String text) {
        return text;
    }

    @Override
    String code(String text) {
        return text;
    }
}
