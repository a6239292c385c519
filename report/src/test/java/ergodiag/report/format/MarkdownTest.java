package ergodiag.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Basis;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.report.ReportOptions;
import ergodiag.report.SampleFindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary for a ticket. */
class MarkdownTest {
    @Test
    void aHundredNodesWithFiftyFaultsFitAComment() {
        List<String> nodes = IntStream.range(0, 100)
                .mapToObj(i -> "worker" + i + "@10.0.0.1")
                .toList();
        List<String> names = IntStream.range(0, 50).mapToObj(i -> "process" + i).toList();
        String text = Report.summary(with(SampleFindings.of(nodes), names));
        assertThat(text.lines().count()).isLessThan(60);
        assertThat(text).contains("more in the full report", "process0");
    }

    @Test
    void namesCannotMentionReferBreakOutOrMakeTags() {
        String text = Report.summary(with(
                SampleFindings.sick(),
                List.of("@admin", "see #123 and !45", "<b>bold</b>", "a|b", "*x* _y_ `z`", "&lt;", "${z}", "- item")));
        String outsideCode = text.replaceAll("``.*?``|`[^`\n]*`", "").replaceAll("\\*\\*(\\w+|\\d+ \\w+)\\*\\*", "");
        assertThat(outsideCode).doesNotContainPattern("[<>|&$*_~@\\[\\]\\\\]").doesNotContainPattern("[#!][0-9]");
        assertThat(text).contains("`<b>bold</b>`", "`a|b`", "`` *x* _y_ `z` ``");
    }

    @Test
    void aNodeOnAHostWithDotsIsNoMailAddress() {
        String dotted = "orders@orders-0.orders-headless.prod.svc.cluster.local";
        String text =
                Report.summary(with(SampleFindings.of(List.of(dotted, "b@10.0.0.7", "plain@host")), List.of(dotted)));
        assertThat(text).contains(". **Critical** `" + dotted + "` is blocked", "`b@10.0.0.7`", "`plain@host`");
        assertThat(text.replaceAll("`[^`\n]*`", "")).doesNotContainPattern("[A-Za-z0-9]@[A-Za-z0-9_-]+\\.[A-Za-z0-9]");
    }

    @Test
    void aTemplateOfTheUserCannotForgetToEscape(@TempDir Path own) throws IOException {
        Files.writeString(
                own.resolve("report.ftl"), "<#ftl output_format=\"Markdown\">${page.title} ${page.sections?size}");
        ReportOptions look =
                new ReportOptions("+ <b> @ada #12\n" + "x".repeat(800), ReportOptions.PLAIN.paper(), Optional.of(own));
        Path file = Report.write(SampleFindings.sick(), own, EnumSet.of(Format.MD), look)
                .get(0);
        assertThat(Files.readString(file))
                .startsWith("`+ <b> @ada #12` xxx")
                .endsWith("xxx… " + PlaybookName.values().length)
                .hasSizeLessThan(720);
    }

    @Test
    void thereAreNoTablesSinceNotEveryTrackerHasThem() {
        assertThat(Report.summary(SampleFindings.sick())).doesNotContainPattern("(?m)^\\|");
    }

    private static Findings with(Findings all, List<String> names) {
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            findings.add(new Finding(
                    "ED0201",
                    2,
                    Severity.CRITICAL,
                    "ED0201-" + names.indexOf(name),
                    Optional.of(SampleFindings.START),
                    Subject.process(Subject.Kind.PROCESS, "n", "", name, "main.X", ""),
                    new Prose("", name + " is blocked", "", name + " has to be looked at", "", "ergodiag capture"),
                    new Basis(List.of(), List.of())));
        }
        return SampleFindings.with(all, findings);
    }
}
