package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a capture may cost, at the edges of what is allowed. */
class BoundsTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    @Command
    private static final class Words {
        @Mixin
        private BudgetOptions budget = new BudgetOptions();

        @Mixin
        private ScopeOptions scope = new ScopeOptions();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "20000, 20000", "2147483647, 2147483647"})
    void anyPositiveNumberOfProcessesIsALimit(String word, int limit) {
        assertThat(parsed("--max-processes", word).scope.scope().maxProcesses()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-20000"})
    void noProcessAtAllIsNoLimit(String word) {
        assertThatThrownBy(() -> parsed("--max-processes=" + word).scope.scope())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Reading --max-processes: " + word + " is no number of processes; use 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "2147483648", "1.5", ""})
    void aNumberOfProcessesThatIsNoneIsRefusedByName(String word) {
        assertThatThrownBy(() -> parsed("--max-processes=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--max-processes");
    }

    @ParameterizedTest
    @CsvSource({"100KB, 100000", "100kb, 100000", "' 7 MB ', 7000000", "2GB, 2000000000", "999999GB, 999999000000000"})
    void aSizeIsAWholeNumberWithItsUnit(String word, long bytes) {
        assertThat(parsed("--max-size", word).budget.budget(WINDOW).bytes()).hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5MB, is not a size",
        "-1MB, is not a size",
        "100, is not a size",
        "1000000GB, is not a size",
        "MB, is not a size"
    })
    void aSizeWithoutUnitOrWithAFractionIsRefused(String word, String said) {
        assertThatThrownBy(() -> parsed("--max-size=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--max-size", said);
    }

    @ParameterizedTest
    @CsvSource({"99KB, 99 KB", "0MB, 0 B"})
    void aSizeBelowOneNodeIsRefusedAsItWouldBePrinted(String word, String printed) {
        assertThatThrownBy(() -> parsed("--max-size=" + word).budget.budget(WINDOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "Reading --max-size: " + printed + " holds not even one node; use 100 KB or more");
    }

    @ParameterizedTest
    @CsvSource({"65, 65", "65s, 65", "2m, 120", "' 2M ', 120", "999999m, 59999940"})
    void aDeadlineLeavesTheWindowAndFiveSeconds(String word, long seconds) {
        assertThat(parsed("--deadline", word).budget.budget(WINDOW).deadline()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"64, give at least 65s", "1m, give at least 65s", "0, give at least 65s"})
    void aDeadlineThatEndsBeforeTheWindowIsRefused(String word, String said) {
        assertThatThrownBy(() -> parsed("--deadline=" + word).budget.budget(WINDOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Reading --deadline: ")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-65", "1h", "65.5s", "1000000"})
    void aDeadlineThatIsNoTimeIsRefused(String word) {
        assertThatThrownBy(() -> parsed("--deadline=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--deadline", "is not a time; write 60, 60s or 2m");
    }

    @Test
    void withoutAWindowFiveSecondsAreEnough() {
        assertThat(parsed("--deadline", "5").budget.budget(Duration.ZERO).deadline())
                .contains(Duration.ofSeconds(5));
    }

    private static Words parsed(String... words) {
        return CommandLine.populateCommand(new Words(), words);
    }
}
