package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Captures in a JVM with a heap smaller than the reply; the million of {@link BigEntry} is too long for a test. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class SmallHeapTest {
    @TempDir
    private Path folder;

    @Test
    void aListLargerThanTheHeapIsKeptWholeAndItsLastRowsAreLookedAt() throws IOException, InterruptedException {
        BigEntry.Result result = BigEntry.capture(80_000, "list", "32m", folder);

        assertThat(result.said())
                .contains("process_list OK rows 80000")
                .contains("suspect <1B30E9C5.0.80997> 7: killed and still there")
                .contains("suspect <1B30E9C5.0.80993> 2: its oldest message");
        assertThat(result.code()).isZero();
    }

    @Test
    void halfAGigabyteOfGarbageCostsItsOwnAnswerOnly() throws IOException, InterruptedException {
        BigEntry.Result result = BigEntry.capture(1_200_000, "garbage", "64m", folder);

        assertThat(result.said()).contains("process_list GARBLED rows -1 bytes 0 the reply is no list");
        assertThat(result.code()).isZero();
    }

    @Test
    void aReplyLargerThanTheHeapThatIsNoListDoesNotEndTheCapture() throws IOException, InterruptedException {
        assertThat(BigEntry.capture(80_000, "numbers", "32m", folder).code()).isZero();
    }
}
