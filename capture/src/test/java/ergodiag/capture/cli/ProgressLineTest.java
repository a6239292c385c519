package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private long now;

    @Test
    void aLineSaysHowFarHowLongStillWhatFailedAndWhatIsAskedOfWhom() {
        ProgressLine line = line(ProgressLine.Style.LINE, 120, false);
        line.planned(0, 0, 0, Duration.ofSeconds(99));
        seconds(25);
        line.call("a@h", "node_info", false);
        line.call("a@h", "node_info", true);
        line.phase("first readings");
        line.asking("a@h", "process_list");
        line.phase("second readings");

        assertThat(last()).startsWith("[#####---------------]  25 %  75 s left  2 asked, 1 failed: second readings");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 40, 59, 60, 80, 300})
    void aLineIsNeverAsWideAsTheTerminal(int width) {
        ProgressLine line = line(ProgressLine.Style.LINE, width, false);
        line.planned(0, 0, 0, Duration.ofSeconds(99));
        line.call("a-node-with-quite-a-long-name@a-host-with-a-long-name", "process_list", true);
        line.phase("a phase whose name is long enough to be cut on any terminal that is not very wide indeed");

        assertThat(Arrays.stream(err.toString().split("\r")))
                .allMatch(text -> text.length() == 0 || text.length() == width - 1);
    }

    @Test
    void coloursAreUsedOnlyWhereTheyAreWanted() {
        ProgressLine plain = line(ProgressLine.Style.LINE, 100, false);
        plain.call("a@h", "node_info", true);
        plain.phase("x");
        assertThat(err.toString()).doesNotContain("\u001b");

        ProgressLine coloured = line(ProgressLine.Style.LINE, 100, true);
        coloured.call("a@h", "node_info", true);
        coloured.phase("x");
        assertThat(last()).startsWith("1 asked, \u001b[31m1 failed\u001b[39m\u001b[0m: x");

        assertThat(Screen.colours("dumb")).isEqualTo(Ansi.OFF);
        assertThat(Screen.colours("xterm")).isEqualTo(Ansi.AUTO);
    }

    @Test
    void aLogGetsALineForAPhaseAndNowAndThenOneBetween() {
        ProgressLine line = line(ProgressLine.Style.PLAIN, 80, false);
        line.planned(0, 0, 0, Duration.ofSeconds(99));
        line.phase("window");
        for (int i = 0; i < 600; i++) {
            now += Duration.ofMillis(100).toNanos();
            line.call("a@h", "node_info", false);
        }

        assertThat(err.toString().lines())
                .hasSize(6)
                .anyMatch(text -> text.endsWith("15 %, 85 s left, 150 answered, 0 failed"));
    }

    @Test
    void machinesGetOneObjectALine() {
        ProgressLine line = line(ProgressLine.Style.JSON, 80, false);
        line.planned(0, 0, 0, Duration.ofSeconds(99));
        seconds(50);
        line.phase("say \"hello\"");
        line.longer(Duration.ofSeconds(60), "the heap rises");

        assertThat(err.toString().lines())
                .hasSize(3)
                .anyMatch(text -> text.equals("{\"event\":\"phase\",\"seconds\":50.0,\"phase\":\"say \\\"hello\\\"\","
                        + "\"calls\":0,\"failed\":0,\"percent\":50,\"seconds_left\":50}"))
                .anyMatch(text -> text.contains("\"event\":\"longer\"") && text.contains("\"seconds_left\":110"));
    }

    @Test
    void silenceIsSilent() {
        ProgressLine line = line(ProgressLine.Style.NONE, 80, false);
        line.phase("x");
        line.call("a@h", "node_info", true);
        line.interrupted();

        assertThat(err.toString()).isEmpty();
    }

    private ProgressLine line(ProgressLine.Style style, int width, boolean colours) {
        return new ProgressLine(
                SafeWriter.of(new PrintWriter(err, true), () -> true),
                style,
                new Screen(() -> width, colours ? Ansi.ON : Ansi.OFF),
                () -> now);
    }

    private void seconds(int count) {
        now += Duration.ofSeconds(count).toNanos();
    }

    private String last() {
        String[] lines = err.toString().split("\r");
        return lines[lines.length - 1];
    }
}
