package ergodiag.capture.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProfilesPageTest {

    @Test
    void thePageNamesEveryProfileWithItsWindow() throws IOException {
        String page = Files.readString(Path.of("PROFILES.md"));

        for (Profile profile : Profile.values()) {
            String window =
                    profile.window().isZero() ? "none" : profile.window().toSeconds() + " s";
            assertThat(page).contains("| `" + profile.word() + "` | " + window + " |");
        }
    }
}
