package ergodiag.cli;

import java.util.Locale;

/** Sizes and times as a person reads them. */
final class Amount {
    private Amount() {}

    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%d KB", Math.max(1, bytes >> 10))
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1048576.0);
    }

    static String seconds(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
