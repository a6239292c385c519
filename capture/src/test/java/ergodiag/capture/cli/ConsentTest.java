package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.capture.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final Plan INTRUSIVE =
            new Plan(Map.of(), List.of(), 60, List.of("one@host stops for a dump"), Optional.empty());
    private static final Plan USUAL = new Plan(Map.of(), List.of(), 60, List.of(), Optional.empty());

    @Test
    void a_usual_capture_is_not_asked_about() {
        assertThatCode(() -> new Consent(false, about -> Optional.of("n")).check(USUAL))
                .doesNotThrowAnyException();
    }

    @Test
    void yes_at_the_terminal_and_yes_on_the_command_line_agree() {
        assertThatCode(() -> new Consent(false, about -> Optional.of(" Yes ")).check(INTRUSIVE))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Consent(true, about -> Optional.empty()).check(INTRUSIVE))
                .doesNotThrowAnyException();
    }

    @Test
    void anything_else_at_the_terminal_captures_nothing() {
        assertThatThrownBy(() -> new Consent(false, about -> Optional.of("")).check(INTRUSIVE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("one@host stops for a dump")
                .hasMessageContaining("nothing was captured");
    }

    @Test
    void without_a_terminal_the_option_that_agrees_is_named() {
        assertThatThrownBy(() -> new Consent(false, about -> Optional.empty()).check(INTRUSIVE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--yes");
    }
}
