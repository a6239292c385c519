package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.capture.scope.WatchedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class WatchOptionsTest {
    private static final Scope STANDARD = new Scope(Profile.STANDARD, Duration.ofSeconds(60));

    @Command
    private static final class Words {
        @Mixin
        private WatchOptions watch = new WatchOptions();
    }

    @Test
    void anEventIsNamedWithOrWithoutItsNode() {
        assertThat(events("--event", "ticks", "--event", "alerts@node2@localhost"))
                .containsExactly(
                        new WatchedEvent("ticks", Optional.empty()),
                        new WatchedEvent("alerts", Optional.of("node2@localhost")));
    }

    @Test
    void noEventIsListenedToByItself() {
        assertThat(events()).isEmpty();
    }

    @Test
    void whatNamesNoEventOrHasNoWindowIsRefused() {
        assertThatThrownBy(() -> events("--event", "@node")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> parsed("--event", "ticks").in(new Scope(Profile.QUICK, Duration.ZERO)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no window");
    }

    private static List<WatchedEvent> events(String... words) {
        return parsed(words).in(STANDARD).events();
    }

    private static WatchOptions parsed(String... words) {
        return CommandLine.populateCommand(new Words(), words).watch;
    }
}
