package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.bundle.Bundle;
import ergodiag.ergo.process.ProcessRow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
    @TempDir
    private Path temp = Path.of("");

    @Test
    void knowsTheMostThatWaitedAndItsStates() {
        Path file = TestBundles.in(temp)
                .seconds(0, 30, 60)
                .node(
                        "a@host",
                        node -> node.process(
                                "<A.0.7>",
                                row -> row.set("MessagesMailbox", s -> s == 30 ? 9 : s / 30)
                                        .set("State", s -> s == 0 ? "zombee" : "sleep")))
                .write();
        try (Bundle bundle = Bundle.open(file)) {
            Process process =
                    Cluster.of(bundle).nodes().get(0).process("<A.0.7>").orElseThrow();

            assertThat(process.mostWaiting()).isEqualTo(9);
            assertThat(process.readings("sleep")).isEqualTo(2);
            assertThat(process.readings(ProcessRow.ZOMBEE)).isEqualTo(1);
            assertThat(process.readings(ProcessRow.RUNNING)).isZero();
        }
    }
}
