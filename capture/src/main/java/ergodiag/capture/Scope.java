package ergodiag.capture;

import java.time.Duration;

/**
 * What to ask, and how long to look.
 *
 * @param profile how much to ask
 * @param window how long to look; zero for no window
 */
public record Scope(Profile profile, Duration window) {

    /** How much to ask. */
    public enum Profile {
        /** One look, no window, under ten seconds. */
        QUICK,
        /** Two readings and a window of a minute. */
        STANDARD
    }
}
