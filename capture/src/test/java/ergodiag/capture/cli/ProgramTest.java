package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** However a command ends, it ends with a code of the table. */
class ProgramTest {
    private final StringWriter said = new StringWriter();

    @Command(name = "fails")
    private record Failing(Throwable how) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (how instanceof Error error) {
                throw error;
            }
            throw (Exception) how;
        }
    }

    @Test
    void memoryThatRanOutIsSaidInOneLineWithWhatToDo() {
        assertThat(run(new OutOfMemoryError("Java heap space"))).isEqualTo(ExitCode.WORLD.number());

        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .contains("memory of", "ran out", "-Xmx")
                .doesNotContain("\tat ");
    }

    @Test
    void memoryThatRanOutElsewhereIsTheSame() {
        assertThat(run(new ExecutionException(new IllegalStateException(new OutOfMemoryError()))))
                .isEqualTo(ExitCode.WORLD.number());
        assertThat(said.toString()).contains("-Xmx").doesNotContain("\tat ");
    }

    @Test
    void anyOtherErrorIsABugAndNeverAWrongCommandLine() {
        assertThat(run(new StackOverflowError())).isEqualTo(ExitCode.BUG.number());
        assertThat(said.toString()).contains("this is a bug of ergodiag");
    }

    private int run(Throwable how) {
        PrintWriter both = new PrintWriter(said, true);
        return Program.run(new Failing(how), both, both);
    }
}
