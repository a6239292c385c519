package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildFindingsTest {
    private static final Map<String, Object> PID = Map.of("pid", "<A.0.1007>");

    @TempDir
    Path temp;

    @Test
    void aPoolThatReplacedThreeWorkersIsAWarningAndOneThatReplacedTwoIsNot() {
        assertThat(said(pool(4), pool(7))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0608");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.subject().name()).isEqualTo("risk");
        });
        assertThat(said(pool(4), pool(6))).isEmpty();
    }

    @Test
    void childrenThatAreSwitchedOffAreTold() {
        assertThat(said(supervisor(1), supervisor(1))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0609");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        });
        assertThat(said(supervisor(0), supervisor(0))).isEmpty();
    }

    private static String pool(int replaced) {
        return "{\"messages_forwarded\": \"9\", \"messages_unhandled\": \"0\", \"pool_size\": \"4\", \"worker_restarts\": \""
                + replaced + "\"}";
    }

    private static String supervisor(int disabled) {
        return "{\"type\": \"One For One\", \"restarts_count\": \"0\", \"intensity\": \"5\", \"period\": \"5\", \"children_disabled\": \""
                + disabled + "\"}";
    }

    private List<Finding> said(String first, String last) {
        return TestBundles.in(temp)
                .seconds(0, 30, 60)
                .node(
                        "a@host",
                        node -> node.process("<A.0.1007>", row -> row.set("Name", "risk"))
                                .reply(1, "process_inspect", PID, first)
                                .reply(59, "process_inspect", PID, last))
                .judge(new RestartLoop())
                .findings();
    }
}
