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
    void any_positive_number_of_processes_is_a_limit(String word, int limit) {
        assertThat(parsed("--max-processes", word).scope.scope().maxProcesses()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-20000"})
    void no_process_at_all_is_no_limit(String word) {
        assertThatThrownBy(() -> parsed("--max-processes=" + word).scope.scope())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Reading --max-processes: " + word + " is no number of processes; use 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "2147483648", "1.5", ""})
    void a_number_of_processes_that_is_none_is_refused_by_name(String word) {
        assertThatThrownBy(() -> parsed("--max-processes=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--max-processes");
    }

    @ParameterizedTest
    @CsvSource({"100KB, 100000", "100kb, 100000", "' 7 MB ', 7000000", "2GB, 2000000000", "999999GB, 999999000000000"})
    void a_size_is_a_whole_number_with_its_unit(String word, long bytes) {
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
    void a_size_without_unit_or_with_a_fraction_is_refused(String word, String said) {
        assertThatThrownBy(() -> parsed("--max-size=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--max-size", said);
    }

    @ParameterizedTest
    @CsvSource({"99KB, 99 KB", "0MB, 0 B"})
    void a_size_below_one_node_is_refused_as_it_would_be_printed(String word, String printed) {
        assertThatThrownBy(() -> parsed("--max-size=" + word).budget.budget(WINDOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "Reading --max-size: " + printed + " holds not even one node; use 100 KB or more");
    }

    @ParameterizedTest
    @CsvSource({"65, 65", "65s, 65", "2m, 120", "' 2M ', 120", "999999m, 59999940"})
    void a_deadline_leaves_the_window_and_five_seconds(String word, long seconds) {
        assertThat(parsed("--deadline", word).budget.budget(WINDOW).deadline()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"64, give at least 65s", "1m, give at least 65s", "0, give at least 65s"})
    void a_deadline_that_ends_before_the_window_is_refused(String word, String said) {
        assertThatThrownBy(() -> parsed("--deadline=" + word).budget.budget(WINDOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Reading --deadline: ")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-65", "1h", "65.5s", "1000000"})
    void a_deadline_that_is_no_time_is_refused(String word) {
        assertThatThrownBy(() -> parsed("--deadline=" + word))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--deadline", "is not a time; write 60, 60s or 2m");
    }

    @Test
    void without_a_window_five_seconds_are_enough() {
        assertThat(parsed("--deadline", "5").budget.budget(Duration.ZERO).deadline())
                .contains(Duration.ofSeconds(5));
    }

    private static Words parsed(String... words) {
        return CommandLine.populateCommand(new Words(), words);
    }
}
