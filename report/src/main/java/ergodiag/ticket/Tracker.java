package ergodiag.ticket;

import ergodiag.markup.AtlassianDocument;
import ergodiag.markup.JiraWiki;
import ergodiag.markup.Markup;
import ergodiag.markup.NoMarkup;
import ergodiag.markup.Textile;
import ergodiag.markup.TracWiki;
import ergodiag.markup.TrackerMarkdown;
import java.util.Locale;

/**
 * The trackers for which texts are written: markup and limits as they are when nobody changed them. Whence each is known stands in
 * {@code report/TICKETS.md}.
 */
public enum Tracker {
    GITHUB("GitHub", new TrackerMarkdown(false), 256, 65_536, 25_000_000),
    GITLAB("GitLab", new TrackerMarkdown(false), 255, 1_000_000, 10_000_000),
    GITEA("Gitea and Forgejo", new TrackerMarkdown(false), 255, 65_536, 50_000_000),
    JIRA("Jira Server and Data Center", new JiraWiki(), 255, 32_767, 10_000_000),
    JIRA_CLOUD("Jira Cloud", new AtlassianDocument(), 255, 32_767, 10_000_000),
    REDMINE("Redmine, Textile", new Textile(), 255, 65_535, 5_242_880),
    REDMINE_MARKDOWN("Redmine, CommonMark", new TrackerMarkdown(true), 255, 65_535, 5_242_880),
    ROUNDUP("Roundup", new NoMarkup(), 255, 65_535, 10_000_000),
    TRAC("Trac", new TracWiki(), 255, 262_144, 262_144),
    SERVICENOW("ServiceNow", new NoMarkup(), 160, 4_000, 10_000_000),
    PLAIN("mail and everything else", new NoMarkup(), 120, 65_535, 10_000_000);

    private final String title;
    private final Markup markup;
    private final int longestTitle;
    private final int longestText;
    private final long largestFile;

    Tracker(String title, Markup markup, int longestTitle, int longestText, long largestFile) {
        this.title = title;
        this.markup = markup;
        this.longestTitle = longestTitle;
        this.longestText = longestText;
        this.largestFile = largestFile;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    public Markup markup() {
        return markup;
    }

    /** Characters that the title of a ticket may have. */
    public int longestTitle() {
        return longestTitle;
    }

    /** Characters that the text of a ticket may have. */
    public int longestText() {
        return longestText;
    }

    /** Bytes that an attached file may have. */
    public long largestFile() {
        return largestFile;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
