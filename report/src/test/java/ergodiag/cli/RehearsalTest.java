package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets properties of the program")
class RehearsalTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> called = new ArrayList<>();

    @AfterEach
    void forget() {
        System.clearProperty("ergodiag.whole");
        System.clearProperty("ergodiag.rehearse");
    }

    private void after(ExitCode ended) {
        Rehearsal.after(ended.number(), (out, err, words) -> {
            called.add(words[0]);
            int code = Main.run(out, err, words);
            assertThat(code).as(words[0]).isZero();
            return code;
        });
    }

    @Test
    void nothingIsDoneUnlessTheLauncherAsksForIt() {
        System.setProperty("ergodiag.rehearse", "yes");
        after(ExitCode.DONE);
        assertThat(called).isEmpty();
    }

    @Test
    void theFileIsThereWhenTheCommandCameToItsEnd() {
        Path whole = folder.resolve("whole");
        System.setProperty("ergodiag.whole", whole.toString());
        after(ExitCode.WORLD);
        assertThat(whole).doesNotExist();
        after(ExitCode.INCOMPLETE);
        assertThat(whole).exists();
        assertThat(called).isEmpty();
    }

    @Test
    void helpIsPrintedForNobodyBefore() {
        System.setProperty("ergodiag.rehearse", "yes");
        System.setProperty("ergodiag.whole", folder.resolve("whole").toString());
        after(ExitCode.DONE);
        assertThat(called).containsExactly("--help");
        assertThat(Files.exists(folder.resolve("whole"))).isTrue();
    }
}
