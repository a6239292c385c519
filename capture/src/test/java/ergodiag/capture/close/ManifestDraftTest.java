package ergodiag.capture.close;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.ask.Progress;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifestDraftTest {
    @Test
    void whoeverWritesDraftsHandsEverythingOnThatIsToBeShown() {
        assertThat(Arrays.stream(ManifestDraft.class.getDeclaredMethods()).map(Method::getName))
                .contains(Arrays.stream(Progress.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toArray(String[]::new));
    }
}
