package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is gone explains what others could not deliver from then on, and nothing that failed before. */
class GoneNodeTest {
    private static final String ONE = Scenario.NODES.get(0);
    private static final String TWO = Scenario.NODES.get(1);
    private static final double GONE = 30;

    @TempDir
    Path folder;

    @Test
    void whatFailedOnlyAfterwardsIsExplained() {
        assertThat(undelivered(s -> s < GONE ? 0 : 4 * (s - GONE))).containsOnly(Severity.INFO);
    }

    @Test
    void whatFailedBeforeAlreadyIsAFaultOfItsOwn() {
        assertThat(undelivered(s -> 4 * (s + 60))).containsOnly(Severity.WARNING);
    }

    /** How grave it is that the first node could not deliver messages to others, while the second fell silent. */
    private List<Severity> undelivered(DoubleUnaryOperator errors) {
        return new Scenario()
                .silent(TWO, GONE).adds(ONE, "node_info", "SendErrorsRemote", errors).judge(folder).findings().stream()
                        .filter(finding -> finding.code().equals("ED0103"))
                        .map(Finding::severity)
                        .toList();
    }
}
