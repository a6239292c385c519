package ergodiag.report.format;

import ergodiag.findings.Comparison;
import ergodiag.report.DiffPage;
import ergodiag.report.DiffPage.Group;
import ergodiag.report.DiffPage.Row;
import ergodiag.report.DiffPage.Value;
import ergodiag.report.Templates;
import ergodiag.report.chart.Medium;
import ergodiag.report.chart.SafeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Help.Ansi.Style;

/** A comparison as HTML, and as text for a terminal. */
public final class DiffReport {
    private static final int MOST_VALUES = 40;
    private static final int WIDEST = 44;
    private static final Map<String, Style> COLOURS = Map.of(
            "critical", Style.fg_red,
            "warning", Style.fg_yellow,
            "ok", Style.fg_green,
            "info", Style.fg_cyan,
            "unknown", Style.fg_magenta);

    private final DiffPage page;
    private final BiFunction<String, Style, String> painting;
    private final StringBuilder text = new StringBuilder();

    private DiffReport(DiffPage page, BiFunction<String, Style, String> painting) {
        this.page = page;
        this.painting = painting;
    }

    /** One file that needs no script and no network. */
    public static String html(Comparison comparison, Optional<Path> templates) {
        return new Templates(templates).render("diff.ftlh", DiffPage.of(comparison), Medium.SCREEN);
    }

    /**
     * Lines for a terminal.
     *
     * @param painting gives a text its colour there
     */
    public static String text(Comparison comparison, BiFunction<String, Style, String> painting) {
        return new DiffReport(DiffPage.of(comparison), painting).lines();
    }

    private String lines() {
        page.sides()
                .forEach(side -> line(
                        "  " + dim(padded(side.word(), 4)) + SafeText.line(side.file()) + "  " + dim(side.period())));
        line("");
        line(bold(painted(page.tone(), page.title())));
        page.remarks().forEach(remark -> line("Note: " + SafeText.line(remark)));
        for (Group group : page.groups()) {
            line("");
            line(bold(group.title()) + "  " + dim(group.meaning()));
            group.rows().forEach(row -> row(group, row));
        }
        for (DiffPage.Changes changes : page.changes()) {
            line("");
            line(bold(changes.title()));
            table(changes.rows());
        }
        if (page.groups().isEmpty() && page.changes().isEmpty()) {
            line("Nothing differs.");
        }
        return text.toString();
    }

    private void row(Group group, Row row) {
        line(painted(group.tone(), group.sign()) + " "
                + painted(row.badge().tone(), padded(row.badge().word().toLowerCase(java.util.Locale.ROOT), 11))
                + (row.code().isEmpty() ? "" : " " + SafeText.line(row.code()) + " ") + " "
                + SafeText.line(row.sentence()));
        row.details().forEach(detail -> line("    " + dim(SafeText.line(detail))));
    }

    /** Columns as wide as what stands in them, up to a limit. */
    private void table(List<Value> rows) {
        List<Value> shown = rows.stream().limit(MOST_VALUES).toList();
        int subject = width(shown.stream().map(Value::subject).toList());
        int what = width(shown.stream().map(Value::what).toList());
        int before = width(shown.stream().map(Value::before).toList());
        for (Value value : shown) {
            line("  " + (subject == 0 ? "" : padded(SafeText.line(value.subject()), subject) + "  ")
                    + padded(SafeText.line(value.what()), what) + "  " + dim(padded(or(value.before()), before)) + " → "
                    + or(value.after()));
        }
        if (rows.size() > shown.size()) {
            line(dim("  " + (rows.size() - shown.size()) + " more with --format html or json"));
        }
    }

    private static String or(String value) {
        return value.isEmpty() ? "–" : SafeText.line(value);
    }

    private static int width(List<String> cells) {
        return Math.min(
                WIDEST,
                cells.stream()
                        .mapToInt(cell -> SafeText.line(cell).length())
                        .max()
                        .orElse(0));
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private static String padded(String value, int width) {
        return value + " ".repeat(Math.max(0, width - value.length()));
    }

    private String painted(String tone, String value) {
        return COLOURS.containsKey(tone) ? styled(value, COLOURS.get(tone)) : value;
    }

    private String bold(String value) {
        return styled(value, Style.bold);
    }

    private String dim(String value) {
        return styled(value, Style.faint);
    }

    private String styled(String value, Style style) {
        return value.isBlank() ? value : painting.apply(SafeText.line(value), style);
    }
}
