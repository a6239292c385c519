package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.SkipReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkipReasonTest {
    private static final String LINE = """
            {"id": 1, "node": "a@h", "tool": "event_list", "started": "2026-11-23T20:15:00Z", "outcome": "%s", "error": {%s}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not asked: --without 9                                                             | NOT_ASKED
                    its sampler could not be started: not asked: --without 3                           | NOT_ASKED
                    excluded: not asked, as --nodes or --exclude says                                  | EXCLUDED
                    deadline: the 30 s of --deadline are over                                          | DEADLINE
                    deadline: there was no time left for it in this window                             | TIME
                    budget: 0.5 of the 1.0 MB of --max-size are used                                   | SIZE
                    budget: too many pairs of nodes, only the entry node pings                         | BUDGET
                    the entry node does not answer any more; breaker: the node failed 3 times in a row | BREAKER
                    not offered: pprof_cpu is not in the node's tools/list                             | NOT_OFFERED
                    not allowed: a visitor does not call it                                            | NOT_ALLOWED
                    cancelled                                                                          | CANCELLED
                    the profile before could not be fetched yet                                        | ABSENT""")
    void ledgersOfEarlierWritersHaveItInWords(String text, SkipReason reason) {
        assertThat(read("skipped", "\"message\": \"" + text + "\"")).contains(reason);
    }

    @Test
    void theWordOfTheLedgerDecidesWhateverTheTextSays() {
        assertThat(read("skipped", "\"message\": \"not asked: a name\", \"reason\": \"budget\""))
                .contains(SkipReason.BUDGET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    skipped    | "message": "budget: 1.0 MB of --max-size are used", "reason": "size" | 1.0 MB of --max-size are used
                    skipped    | "message": "its sampler could not be started: not asked: --without 3", "reason": "not_asked" | its sampler could not be started: left out by --without 3
                    skipped    | "message": "cancelled", "reason": "cancelled" | the capture was cancelled before it was asked
                    skipped    | "message": "budget: says the name", "reason": "absent"               | budget: says the name
                    tool_error | "message": "budget: says the application"                            | budget: says the application
                    timeout    | "code": 1                                                            | no answer came in time
                    skipped    | "reason": "cancelled"                                                | it was not asked""")
    void peopleAreToldWithoutTheWordsOfTheFormat(String outcome, String error, String why) {
        assertThat(BundleJson.call(LINE.formatted(outcome, error)).orElseThrow().why())
                .isEqualTo(why);
    }

    @Test
    void whatWasAskedHasNone() {
        assertThat(read("tool_error", "\"message\": \"not asked: says the application\""))
                .isEmpty();
    }

    @Test
    void itIsReadBackAsItWasWritten() {
        for (SkipReason reason : SkipReason.values()) {
            Call call = BundleJson.call(LINE.formatted("skipped", "\"reason\": \"" + reason.word() + "\""))
                    .orElseThrow();
            assertThat(BundleJson.call(BundleJson.write(call)).orElseThrow().skipReason())
                    .contains(reason);
        }
    }

    private static Optional<SkipReason> read(String outcome, String error) {
        return BundleJson.call(LINE.formatted(outcome, error)).orElseThrow().skipReason();
    }
}
