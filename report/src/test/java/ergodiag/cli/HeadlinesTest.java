package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.SafeWriter;
import ergodiag.capture.cli.Screen;
import ergodiag.findings.Basis;
import ergodiag.findings.Finding;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class HeadlinesTest {
    private static final Screen COLOURS = new Screen(() -> Screen.USUAL_WIDTH, Ansi.ON);

    @Test
    void aPersonSeesTheThreeMostImportantSentencesInColours() {
        assertThat(print(true, COLOURS))
                .containsExactly(
                        "\u001b[31mcritical \u001b[39m\u001b[0m ED0001  First.",
                        "\u001b[33mwarning  \u001b[39m\u001b[0m ED0002  Second.",
                        "\u001b[33mwarning  \u001b[39m\u001b[0m ED0003  Third□[31m.",
                        "          and 1 more, in the report");
    }

    @Test
    void whoWantsNoColoursGetsNone() {
        assertThat(print(true, Screen.PAPER)).hasSize(4).startsWith("critical  ED0001  First.");
    }

    @Test
    void aPipelineSeesAllOfThemAsText() {
        assertThat(print(false, Screen.PAPER))
                .containsExactly(
                        "critical  ED0001  First.",
                        "warning   ED0002  Second.",
                        "warning   ED0003  Third□[31m.",
                        "warning   ED0005  Last.");
    }

    private static List<String> print(boolean person, Screen screen) {
        StringWriter text = new StringWriter();
        Headlines.print(
                List.of(
                        finding("ED0001", Severity.CRITICAL, "First."),
                        finding("ED0002", Severity.WARNING, "Second."),
                        finding("ED0003", Severity.WARNING, "Third\u001b[31m."),
                        finding("ED0004", Severity.INFO, "By the way."),
                        finding("ED0005", Severity.WARNING, "Last.")),
                person,
                screen,
                SafeWriter.of(new PrintWriter(text), () -> true));
        return text.toString().lines().toList();
    }

    private static Finding finding(String code, Severity severity, String sentence) {
        return new Finding(
                code,
                1,
                severity,
                code,
                Optional.empty(),
                Subject.node("node1"),
                Prose.of(sentence),
                new Basis(List.of(), List.of()));
    }
}
