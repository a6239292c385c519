package ergodiag.cli;

import ergodiag.bundle.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the command line takes them: {@code 500KB}, {@code 50MB}, {@code 1GB}, in powers of ten. */
final class SizeOption {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})\\s*([kmg]b)");

    private SizeOption() {}

    /** The bytes of that size. */
    static long bytes(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UserError("Reading " + option + ": '" + text + "' is not a size; write 500KB, 50MB or 1GB.");
        }
        long unit = switch (matcher.group(2)) {
            case "kb" -> 1_000;
            case "mb" -> 1_000_000;
            default -> 1_000_000_000;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
