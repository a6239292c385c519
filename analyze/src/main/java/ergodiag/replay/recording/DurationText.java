package ergodiag.replay.recording;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go prints them: {@code 300ms}, {@code 1.5s}, {@code 1m0s}. */
public final class DurationText {
    private DurationText() {}

    public static String text(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return BigDecimal.valueOf(time.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
        }
        String hours = time.toHours() > 0 ? time.toHours() + "h" : "";
        String minutes = time.toMinutes() > 0 ? time.toMinutesPart() + "m" : "";
        BigDecimal seconds = BigDecimal.valueOf(time.toSecondsPart() * 1_000_000_000L + time.toNanosPart(), 9);
        return hours + minutes + seconds.stripTrailingZeros().toPlainString() + "s";
    }
}
