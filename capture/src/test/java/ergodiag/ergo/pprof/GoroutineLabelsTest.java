package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.testing.LinearTime;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutineLabelsTest {
    @Test
    void readsLabelsWithQuotesAndWithout() {
        assertThat(GoroutineLabels.read("{\"pid\":\"<ABC.0.1005>\", role: reader, \"a \\\"b\\\"\" : \"c\\\\\"}"))
                .isEqualTo(Map.of("pid", "<ABC.0.1005>", "role", "reader", "a \"b\"", "c\\"));
    }

    @Test
    void passesOverWordsThatAreNoLabels() {
        assertThat(GoroutineLabels.read("labels then \"quotes\" and pid: \"<ABC.0.1005>\"; \"never ended: x"))
                .isEqualTo(Map.of("pid", "<ABC.0.1005>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "\\\"", "\"", "a\"", "a \"\\", "x : ", "\":", "a "})
    void takesTimeThatGrowsWithTheLength(String unit) throws IOException {
        LinearTime.check("{", unit, GoroutineLabels::read);
    }
}
