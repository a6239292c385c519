package ergodiag.markup;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * CommonMark as trackers read it: GitHub, GitLab, Gitea, Redmine with that setting. Each looks for mentions, references, commits, emoji and quick actions
 * of its own in what is left when escapes and entities are undone, so that only code keeps a text as it is.
 */
public final class TrackerMarkdown extends LineMarkup {
    /** What some tracker takes for a commit, an issue of another tracker, a revision, an address, an action or a milestone. */
    private static final Predicate<String> MEANT = Pattern.compile(
                    "(?i)\\b[0-9a-f]{7,}\\b|\\b[a-z][a-z0-9]*-\\d+|\\br\\d+\\b|^\\W*www\\.|^/|%\\d|!\\d|--|^[-+]\\D|^[-+]$|/.*/")
            .asPredicate();

    private static final Pattern LIST_BEGINS = Pattern.compile("^(\\d{1,9})([.)])(?= |$)");
    private static final Pattern BACKQUOTES = Pattern.compile("`+");

    private static final TrackerMarkdown ANYWHERE = new TrackerMarkdown(false);

    private final CodeWords words = new CodeWords(MEANT);
    private final boolean shows;

    /** @param shows whether the tracker shows an attached picture by the name of its file alone */
    public TrackerMarkdown(boolean shows) {
        super("md");
        this.shows = shows;
    }

    /**
     * Words as they can stand anywhere in a line of Markdown that something else lays out.
     *
     * @param text one line
     */
    public static String inline(String text) {
        return ANYWHERE.words(text, true);
    }

    @Override
    String heading(String text) {
        return "## " + words(text, false);
    }

    @Override
    String listing(List<String> lines) {
        String text = String.join("\n", lines);
        String fence = fence(text, 3);
        return fence + "\n" + text + "\n" + fence;
    }

    @Override
    String picture(Block.Picture picture) {
        String file = "`" + picture.file() + "`";
        return (shows ? "![" + picture.file() + "](" + picture.file() + ")\n" : "Picture " + file + ": ")
                + words(picture.says(), false);
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
        // Four blanks are below either kind for every reader.
        return "    - ";
    }

    @Override
    String words(String text, boolean first) {
        String line = words.written(text, this::code);
        return first ? LIST_BEGINS.matcher(line).replaceFirst("$1\\\\$2") : line;
    }

    @Override
    String strong(String text) {
        return "**" + words(text, false) + "**";
    }

    @Override
    String code(String text) {
        String fence = fence(text, 1);
        boolean padded = text.startsWith("`")
                || text.endsWith("`")
                || text.startsWith(" ") && text.endsWith(" ") && !text.isBlank();
        String pad = padded ? " " : "";
        return fence + pad + text + pad + fence;
    }

    private static String fence(String text, int least) {
        int longest = BACKQUOTES
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        return "`".repeat(Math.max(least, longest + 1));
    }
}
