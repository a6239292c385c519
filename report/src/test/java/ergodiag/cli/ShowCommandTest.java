package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ShowCommandTest {
    private static final String BUNDLE = "../samples/blocked-consumer.zip";
    private static final String LIST = "nodes/node2@localhost/process_list.all.001.json";
    private static final String STACKS = "nodes/node2@localhost/pprof_goroutines.debug2.008.txt";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aValueStandsMarkedAmongItsNeighbours() {
        assertThat(run("show", BUNDLE, LIST + "#/8/MessagesIn")).isZero();
        assertThat(out.toString().lines())
                .contains(LIST + "#/8/MessagesIn", "> MessagesIn: 699", "  MessagesMailbox: 698")
                .anyMatch(line -> line.startsWith("node2@localhost answered process_list, reading 1, 2026-"));
    }

    @Test
    void aLineStandsMarkedAmongThoseAround() {
        assertThat(run("show", BUNDLE, STACKS + ":132")).isZero();
        assertThat(out.toString().lines()).anyMatch(line -> line.startsWith("> 132  main.awaitConfirmation("));
        assertThat(out.toString().lines()).anyMatch(line -> line.startsWith("  131  "));
    }

    @Test
    void theValueAloneIsForScripts() {
        assertThat(run("show", BUNDLE, LIST + "#/8/MessagesIn", "--value")).isZero();
        assertThat(out.toString().strip()).isEqualTo("699");
    }

    @Test
    void aFindingShowsAllItsEvidence() {
        assertThat(run("show", BUNDLE, "--finding", "ed0201")).isZero();
        assertThat(out.toString())
                .contains("ED0201 critical", "settlement_writer", "> MessagesIn: 699", "> 132  main.await");
    }

    @Test
    void aPlaceThatIsNotThereIsAWrongCommandLine() {
        assertThat(run("show", BUNDLE, LIST + "#/8/Nothing")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("show", BUNDLE, "nodes/none.json")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("show", BUNDLE, STACKS + ":99999999")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("show", BUNDLE)).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("/8/Nothing", "none.json", "no line", "--finding");
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
