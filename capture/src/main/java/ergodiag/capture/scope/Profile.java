package ergodiag.capture.scope;

import java.time.Duration;
import java.util.Locale;

/** How much a capture asks, and how long it looks when the user does not say. The page {@code capture/PROFILES.md} tells what each costs. */
public enum Profile {
    /** One look, no window, under ten seconds. */
    QUICK(Duration.ZERO, 8, 30, Duration.ofSeconds(12)),
    /** Two readings and a window of a minute. */
    STANDARD(Duration.ofSeconds(60), 8, 30, Duration.ofSeconds(12)),
    /** Five minutes, and a closer look at more of what stands out. */
    DEEP(Duration.ofSeconds(300), 24, 100, Duration.ofSeconds(12)),
    /** Everything from everyone every few seconds: for test clusters, and for samples that can be replayed. */
    COMPLETE(Duration.ofSeconds(60), 24, 100_000, Duration.ofSeconds(4));

    private final Duration window;
    private final int suspects;
    private final int inspected;
    private final Duration round;

    Profile(Duration window, int suspects, int inspected, Duration round) {
        this.window = window;
        this.suspects = suspects;
        this.inspected = inspected;
        this.round = round;
    }

    /** How long to look unless the user says; zero for one look. */
    public Duration window() {
        return window;
    }

    /** At most so many processes of a node are looked at closer. */
    public int suspects() {
        return suspects;
    }

    /** At most so many supervisors and pools of a node are inspected. */
    public int inspected() {
        return inspected;
    }

    /** From one reading of the lists to the next. */
    public Duration round() {
        return round;
    }

    /** The word on the command line and in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
