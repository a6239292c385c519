package ergodiag.analyze;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Units of limits, and how they become each other: an MB is 10^6 bytes as on the command line ({@link ergodiag.bundle.DataSize}), an MiB 2^20. */
final class Units {
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "m", 60.0, "h", 3600.0, "d", 86_400.0);
    private static final Map<String, Double> BYTES = Map.of(
            "b",
            1.0,
            "byte",
            1.0,
            "bytes",
            1.0,
            "kb",
            1e3,
            "kib",
            1024.0,
            "mb",
            1e6,
            "mib",
            1048576.0,
            "gb",
            1e9,
            "gib",
            1073741824.0);

    private Units() {}

    /** By what a value in one unit is multiplied to be in another; empty when they are not of one kind. */
    static OptionalDouble factor(String given, String wanted) {
        String from = given.strip().toLowerCase(Locale.ROOT);
        String to = wanted.strip().toLowerCase(Locale.ROOT);
        if (from.equals(to) || (from.isEmpty() && isCount(to))) {
            return OptionalDouble.of(1);
        }
        int perFrom = from.lastIndexOf('/');
        int perTo = to.lastIndexOf('/');
        if (perFrom > 0 && perTo > 0) {
            boolean same = from.substring(0, perFrom)
                    .strip()
                    .equals(to.substring(0, perTo).strip());
            OptionalDouble time = ratio(SECONDS, from.substring(perFrom + 1), to.substring(perTo + 1));
            return same && time.isPresent() ? OptionalDouble.of(1 / time.getAsDouble()) : OptionalDouble.empty();
        }
        String bare = to.replaceFirst("^(s|ms|%) .*", "$1");
        if (from.equals(bare)) {
            return OptionalDouble.of(1);
        }
        OptionalDouble time = ratio(SECONDS, from, bare);
        return time.isPresent() ? time : ratio(BYTES, from, bare);
    }

    /** Whether it counts things or names a mere ratio: a number says it all. */
    private static boolean isCount(String unit) {
        return !unit.contains("/")
                && !unit.startsWith("%")
                && !SECONDS.containsKey(unit.replaceFirst(" .*", ""))
                && !BYTES.containsKey(unit);
    }

    static boolean isChance(String unit) {
        return unit.equals("1") || unit.equals("probability");
    }

    private static OptionalDouble ratio(Map<String, Double> kind, String from, String to) {
        Double a = kind.get(from.strip());
        Double b = kind.get(to.strip());
        return a == null || b == null ? OptionalDouble.empty() : OptionalDouble.of(a / b);
    }
}
