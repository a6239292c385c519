package ergodiag.capture;

import java.time.Duration;

/**
 * What to ask, and how long to look.
 *
 * @param profile how much to ask
 * @param window how long to look; zero for no window
 * @param maxProcesses a node with more processes than this gives the heads of its list by every key instead of all
 */
public record Scope(Profile profile, Duration window, int maxProcesses) {
    /** Above so many processes a node is not asked for all of them, unless the user says so. */
    public static final int MAX_PROCESSES = 20_000;

    public Scope(Profile profile, Duration window) {
        this(profile, window, MAX_PROCESSES);
    }

    /** How much to ask. */
    public enum Profile {
        /** One look, no window, under ten seconds. */
        QUICK,
        /** Two readings and a window of a minute. */
        STANDARD
    }
}
