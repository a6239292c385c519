package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewerTest {
    private static final Path FILE = Path.of("report.html");

    @Test
    void eachSystemHasItsOwnCommand() {
        assertThat(Viewer.of("Linux", Map.of("DISPLAY", ":0")).command()).containsExactly("xdg-open");
        assertThat(Viewer.of("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")).command())
                .containsExactly("xdg-open");
        assertThat(Viewer.of("Mac OS X", Map.of()).command()).containsExactly("open");
        assertThat(Viewer.of("Windows 11", Map.of()).command().get(0)).isEqualTo("rundll32");
    }

    @Test
    void withoutAScreenNothingIsStarted() {
        assertThat(Viewer.of("Linux", Map.of("DISPLAY", "")).open(FILE)).contains("there is no screen here");
    }

    @Test
    void aCommandThatIsNotThereIsSaid() {
        assertThat(new Viewer(List.of("no-such-viewer-anywhere")).open(FILE))
                .contains("no-such-viewer-anywhere cannot be started");
    }

    @Test
    void aCommandThatFailsIsSaid() {
        assertThat(new Viewer(List.of("sh", "-c", "exit 4")).open(FILE)).contains("sh ended with 4");
    }
}
