package ergodiag.markup;

import java.util.List;

/** Wiki markup of Jira Server and Data Center: each sign that may mean something as its number. */
public final class JiraWiki extends NumberedSigns {
    private static final String HARMLESS = ".,;";

    public JiraWiki() {
        super("jira");
    }

    /** Nothing inside is looked at but what ends it. */
    @Override
    String listing(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("{noformat"))
                ? asWords(lines)
                : "{noformat}\n" + String.join("\n", lines) + "\n{noformat}";
    }

    @Override
    String picture(Block.Picture picture) {
        return "!" + picture.file() + "|width=640!\n" + words(picture.says(), true);
    }

    @Override
    boolean means(String text, int at, boolean first) {
        char c = text.charAt(at);
        return isSign(c, HARMLESS) || first && at < 8 && c == '.';
    }

    @Override
    String code(String text) {
        return "{{" + words(text, false) + "}}";
    }
}
