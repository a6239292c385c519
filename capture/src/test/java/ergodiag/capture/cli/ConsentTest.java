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
    void aUsualCaptureIsNotAskedAbout() {
        assertThatCode(() -> new Consent(false, about -> Optional.of("n")).check(USUAL))
                .doesNotThrowAnyException();
    }

    @Test
    void yesAtTheTerminalAndYesOnTheCommandLineAgree() {
        assertThatCode(() -> new Consent(false, about -> Optional.of(" Yes ")).check(INTRUSIVE))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Consent(true, about -> Optional.empty()).check(INTRUSIVE))
                .doesNotThrowAnyException();
    }

    @Test
    void anythingElseAtTheTerminalCapturesNothing() {
        assertThatThrownBy(() -> new Consent(false, about -> Optional.of("")).check(INTRUSIVE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("one@host stops for a dump")
                .hasMessageContaining("nothing was captured");
    }

    @Test
    void withoutATerminalTheOptionThatAgreesIsNamed() {
        assertThatThrownBy(() -> new Consent(false, about -> Optional.empty()).check(INTRUSIVE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--yes");
    }
}
