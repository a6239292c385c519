package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the cluster that nobody told the capture of is in no bundle: only who knows that it should be there can say so. */
class ExpectedNodesTest {
    private static final String HEALTHY =
            Path.of("..", "samples", "healthy-three-nodes.zip").toString();
    /** Made a quarter of an hour before, of four nodes. */
    private static final String EARLIER =
            Path.of("..", "samples", "bad-links.zip").toString();

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    private static Said say(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        return new Said(Main.run(out, out, arguments), text.toString());
    }

    @Test
    void anExpectedNodeOfWhichNobodyKnowsIsOnTheFirstPageAndNoPlaybookIsHealthyWithoutIt() throws IOException {
        Said said = say(
                "report",
                HEALTHY,
                "--expect-nodes",
                "node1@localhost,node9@localhost",
                "--out",
                folder.toString(),
                "--format",
                "md",
                "--fail-on",
                "critical");

        assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.FAIL_ON.number());
        assertThat(said.text()).contains("1 critical, 0 warning", "node9@localhost");
        String report = Files.readString(folder.resolve("report.md"));
        assertThat(report.substring(0, report.indexOf("ED0101"))).contains("not all was seen of `node9@localhost`");
        assertThat(report)
                .contains("`node9@localhost` is expected to be there, and the capture heard of no node of that name")
                .contains("`node9@localhost` is expected, and the capture heard of no such node")
                .doesNotContain("was not asked of node9");
    }

    @Test
    void severalAreAPartOfTheClusterThatWasNotSeen() {
        Said said = say("analyze", HEALTHY, "--expect-nodes", "b1@far,b2@far,b3@far");

        assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.DONE.number());
        assertThat(said.text())
                .contains("b1@far, b2@far, b3@far are expected, and nobody knows of them: they are cut off from"
                        + " node1@localhost, node2@localhost, node3@localhost");
        assertThat(said.text().split("\"severity\" ?: ?\"critical\"")).hasSize(2);
    }

    @Test
    void nodesThatAreThereChangeNothing() {
        assertThat(say("analyze", HEALTHY, "--expect-nodes", "node3@localhost,node1@localhost")
                        .text())
                .isEqualTo(say("analyze", HEALTHY).text());
    }

    @Test
    void whatIsNoNameOfANodeIsAWrongCommandLine() {
        Said said = say("report", HEALTHY, "--expect-nodes", "node9", "--out", folder.toString());

        assertThat(said.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.text()).contains("'node9' is no name of a node; write name@host");
    }

    @Test
    void nodesOfAnEarlierBundleShouldBeThere() throws IOException {
        Said said = say("analyze", HEALTHY, "--earlier", EARLIER);

        assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.DONE.number());
        assertThat(said.text())
                .contains("node4@localhost is expected to be there, and the capture heard of no node of that name");
        Path findings = folder.resolve("earlier.json");
        say("analyze", EARLIER, "--out", findings.toString());
        assertThat(say("analyze", HEALTHY, "--earlier", findings.toString()).text())
                .isEqualTo(said.text());
    }

    @Test
    void whatIsLaterOrOfAnotherClusterTellsNoNodesThatShouldBeThere() throws IOException {
        assertThat(say("analyze", EARLIER, "--earlier", HEALTHY).text()).contains("no earlier than what is judged");
        Path findings = folder.resolve("other.json");
        say("analyze", EARLIER, "--out", findings.toString());
        Files.writeString(findings, Files.readString(findings).replace("@localhost", "@elsewhere"));
        Said said = say("analyze", HEALTHY, "--earlier", findings.toString());
        assertThat(said.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.text()).contains("no node in common");
    }
}
