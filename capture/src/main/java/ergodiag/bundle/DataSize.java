package ergodiag.bundle;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much data there is on a disk or in a bundle, read and printed in the units of disks: 1 KB is 1,000 bytes, 1 MB is 1,000,000.
 *
 * @param bytes the number of bytes
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*([kmg]b)");

    /** What {@code 500KB}, {@code 50MB} or {@code 1GB} say; empty when the text is not of that form. */
    public static Optional<DataSize> of(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "kb" -> 1_000;
            case "mb" -> 1_000_000;
            default -> 1_000_000_000;
        };
        return Optional.of(new DataSize(Long.parseLong(matcher.group(1)) * unit));
    }

    /** For people: {@code 12 KB}, {@code 1.5 MB}, {@code 20 GB}. */
    public static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return bytes / 1_000 + " KB";
        }
        return bytes < 1_000_000_000 ? tenths(bytes / 1e6) + " MB" : tenths(bytes / 1e9) + " GB";
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%,.1f", value).replaceFirst("\\.0$", "");
    }

    @Override
    public String toString() {
        return text(bytes);
    }
}
