package ergodiag.markup;

import java.util.List;
import java.util.stream.Collectors;

/** Wiki markup of Jira Server and Data Center: each sign that may mean something as its number. */
public final class JiraWiki extends LineMarkup {
    private static final String HARMLESS = ".,;";

    public JiraWiki() {
        super("jira");
    }

    @Override
    String heading(String text) {
        return "h2. " + words(text, true);
    }

    /** Nothing inside is looked at but what ends it. */
    @Override
    String listing(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("{noformat"))
                ? lines.stream().map(line -> words(line, true)).collect(Collectors.joining("\n"))
                : "{noformat}\n" + String.join("\n", lines) + "\n{noformat}";
    }

    @Override
    String picture(Block.Picture picture) {
        return "!" + picture.file() + "|width=640!\n" + words(picture.says(), true);
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
            boolean begins = first && at < 8 && c == '.';
            if (begins || c < 0x80 && !Character.isLetterOrDigit(c) && HARMLESS.indexOf(c) < 0 && c != ' ') {
                words.append("&#").append((int) c).append(';');
            } else {
                words.append(c);
            }
        }
        return words.toString();
    }

    @Override
    String strong(String text) {
        return "*" + words(text, false) + "*";
    }

    @Override
    String code(String text) {
        return "{{" + words(text, false) + "}}";
    }
}
