package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.cluster.Cluster;
import ergodiag.ergo.pprof.GoroutineGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutatedTest {
    @TempDir
    Path folder;

    @Test
    void aMutatedRecordingHasNoneOfTheOldNamesAndFewerReadings() {
        try (Bundle original = Mutated.original("blocked-consumer");
                Bundle mutated = Mutated.sample(folder, "blocked-consumer")) {
            for (String file : mutated.files()) {
                assertThat(file + mutated.text(file))
                        .doesNotContain("node2@localhost", "settlement_writer", "SettlementWriter")
                        .doesNotContain("awaitReportData", "9FF54552", "0.1050>", "trading_app");
            }
            Cluster before = Cluster.of(original);
            Cluster after = Cluster.of(mutated);
            assertThat(after.nodes().get(1).name()).isEqualTo(Mutated.renamed("node2@localhost"));
            assertThat(after.nodes().get(1).current())
                    .extracting(process -> process.last().name())
                    .contains(Mutated.renamedName("settlement_writer"));
            assertThat(after.nodes().get(1).infos().size())
                    .isBetween(2, before.nodes().get(1).infos().size() - 2);
            assertThat(after.nodes().get(1).stacks().readings().stream()
                            .flatMap(dump -> dump.it().groups().stream())
                            .map(GoroutineGroup::pid))
                    .contains(Mutated.renamed("<08151198.0.1050>"));
        }
    }
}
