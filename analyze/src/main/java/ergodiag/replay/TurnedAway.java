package ergodiag.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Tells whoever started the replay of callers that were turned away: a line each, but no more than one in {@link #PAUSE}. */
final class TurnedAway {
    static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST = 200;

    private final TimeSource time;
    private final Consumer<String> console;
    private Instant quietUntil = Instant.MIN;
    private long untold;

    TurnedAway(TimeSource time, Consumer<String> console) {
        this.time = time;
        this.console = console;
    }

    synchronized void add(CallerCheck.Refusal refusal) {
        Instant now = time.now();
        if (now.isBefore(quietUntil)) {
            untold++;
            return;
        }
        String before = untold == 0 ? "" : ", after " + untold + " more that were not told";
        console.accept(
                "Turned away a caller (HTTP " + refusal.status() + "): " + harmless(refusal.why()) + before + ".");
        untold = 0;
        quietUntil = now.plus(PAUSE);
    }

    /** What a caller sent must not draw on a terminal. */
    private static String harmless(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
