package ergodiag.ergo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Go prints them: {@code 0.42ms}, {@code 312µs}, {@code 1m2.5s}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,18})?)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /** The time; empty for anything else, and for one that does not fit (292 years). */
    static Optional<Duration> read(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
            end = part.end();
        }
        return end == 0 || end < text.length() ? Optional.empty() : nanos(nanos);
    }

    /** A number of seconds without its unit. */
    public static Optional<Duration> seconds(String number) {
        return number.length() > 18 ? Optional.empty() : read(number + "s");
    }

    private static BigDecimal nanosOf(String unit) {
        return BigDecimal.valueOf(Objects.requireNonNull(NANOS.get(unit), "the pattern lets these units pass only"));
    }

    private static Optional<Duration> nanos(BigDecimal nanos) {
        BigDecimal whole = nanos.setScale(0, RoundingMode.HALF_EVEN);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(whole.longValueExact()));
    }
}
