package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.findings.Threshold;
import ergodiag.playbooks.Playbooks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdFileTest {
    private static final List<Threshold> ALL = Playbooks.thresholds();

    private static Map<String, Double> read(String... lines) {
        return ThresholdFile.read("limits.txt", List.of(lines), ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "memory-growth.live-bytes = 32 MB, 32000000",
        "memory-growth.live-bytes = 32 MiB, 33554432",
        "memory-growth.live-bytes=1GiB, 1073741824",
        "network.rtt = 2 s, 2000",
        "performance-bottleneck.uptime = 2 min, 120",
        "performance-bottleneck.oldest-waits = 250ms, 0.25",
        "cluster-health.errors-logged = 1 messages/s, 60",
        "cluster-health.errors-logged = 30 messages/min, 30",
        "network.lost-share = 5 %, 5",
        "network.lost-share = 5%, 5",
        "cluster-health.zombees = 3, 3",
        "cluster-health.zombees = 3 processes # a job is killed now and then, 3",
        "goroutines.chance = 0.05, 0.05",
        "cpu-profiling.sampled = 500 ms, 0.5",
    })
    void readsAValueInAnyUnitOfItsKind(String line, double value) {
        assertThat(read("# mine", "", line).values()).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "network.rtts = 2 s; line 1: there is no limit 'network.rtts'; did you mean 'network.rtt'?",
                "nonsense = 2; 'ergodiag playbooks --thresholds' prints all of them",
                "network.rtt = 2 MB; is measured in 'ms'",
                "network.rtt = 2; is measured in 'ms'",
                "memory-growth.live-bytes = 16; is measured in 'bytes'",
                "cluster-health.errors-logged = 10; is measured in 'messages/min'",
                "cluster-health.errors-logged = 10 errors/min; is measured in 'messages/min'",
                "network.rtt = -2 s; '-2' is not a limit",
                "network.rtt = NaN s; 'NaN' is not a limit",
                "network.rtt = fast; 'fast' is not a limit",
                "goroutines.chance = 5; is a probability",
                "network.rtt; is not 'key = value unit'",
            })
    void saysWhatIsWrongAndWhere(String line, String said) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Reading limits.txt, line 1")
                .hasMessageContaining(said.replaceFirst("^line 1: ", ""));
    }

    @Test
    void refusesALimitGivenTwice() {
        assertThatThrownBy(() -> read("network.rtt = 2 s", "network.rtt = 3 s"))
                .hasMessageContaining("line 2", "twice");
    }

    @Test
    void printsAllLimitsAsAFileThatChangesNothing() {
        Map<String, Double> own = ALL.stream().collect(Collectors.toMap(Threshold::key, Threshold::value));
        assertThat(ThresholdFile.read("own", ThresholdFile.write(ALL).lines().toList(), ALL))
                .isEqualTo(own);
    }
}
