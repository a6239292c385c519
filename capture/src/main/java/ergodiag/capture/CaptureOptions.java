package ergodiag.capture;

import ergodiag.mcp.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the user wants.
 *
 * @param endpoint where to ask
 * @param profile how much to ask
 * @param window how long to look; zero for no window
 * @param target the zip to write
 * @param command the command line, for the manifest
 * @param ticket for the manifest
 * @param note for the manifest
 * @param version version of this program
 */
public record CaptureOptions(
        Endpoint endpoint,
        Profile profile,
        Duration window,
        Path target,
        String command,
        Optional<String> ticket,
        Optional<String> note,
        String version) {

    /** How much to ask. */
    public enum Profile {
        /** One look, no window, under ten seconds. */
        QUICK,
        /** Two readings and a window of a minute. */
        STANDARD
    }
}
