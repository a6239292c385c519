package ergodiag.report;

import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.report.chart.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words the report uses for instants, durations, severities and verdicts; the same in every zone and locale. */
public final class ReportWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Healthy, but for nodes of which not all was seen. */
    static final String WHERE_SEEN = "Healthy where seen";

    private ReportWords() {}

    static String period(Instant from, Instant to) {
        String first = DAY.format(from);
        String last = DAY.format(to);
        return first.equals(last)
                ? first + ", " + TIME.format(from) + " to " + TIME.format(to) + " UTC"
                : first + " " + TIME.format(from) + " to " + last + " " + TIME.format(to) + " UTC";
    }

    static String instant(Instant at) {
        return SHORT_DAY.format(at) + " UTC";
    }

    static String timeOfDay(Instant at) {
        return MILLIS.format(at);
    }

    static String duration(Duration duration) {
        return Numbers.time(duration);
    }

    /** "1 node", "2 nodes". */
    static String count(long number, String noun) {
        return Quantity.plain(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A severity as a badge. */
    public static Page.Badge badge(Severity severity) {
        return switch (severity) {
            case CRITICAL -> new Page.Badge("critical", "Critical");
            case WARNING -> new Page.Badge("warning", "Warning");
            case INFO -> new Page.Badge("info", "Info");
        };
    }

    static Page.Badge badge(Verdict verdict) {
        return switch (verdict.state()) {
            case FOUND -> new Page.Badge("found", "Found");
            case HEALTHY -> new Page.Badge("ok", "Healthy");
            case CANNOT_TELL -> new Page.Badge("unknown", verdict.healthyWhereSeen() ? WHERE_SEEN : "Cannot tell");
            case BROKEN -> new Page.Badge("broken", "Broken");
        };
    }

    /** The text with a full stop at its end. */
    public static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || ".!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
                ? stripped
                : stripped + ".";
    }

    /** A name as an anchor: letters, digits and hyphens. */
    public static String slug(String text) {
        String slug = text.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+|-+$", "");
        return slug.length() > 80 ? slug.substring(0, 80) : slug;
    }
}
