package ergodiag.cli;

import ergodiag.bundle.UserError;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 60}, {@code 60s} or {@code 2m}. */
final class TimeOption {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m)?");
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private TimeOption() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UserError("Reading --window: '" + text + "' is not a time; write 60, 60s or 2m.");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time = "m".equals(matcher.group(2)) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new UserError("Reading --window: " + text
                    + " is out of range; use 5s to 30m, or --profile quick for no" + " window at all.");
        }
        return time;
    }
}
