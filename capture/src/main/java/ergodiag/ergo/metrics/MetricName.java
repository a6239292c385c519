package ergodiag.ergo.metrics;

import java.util.Optional;

/**
 * The name of a metric of Ergo, taken apart: {@code ergo_mailbox_latency_top_seconds} is the heads of the stem {@code mailbox_latency}, in
 * seconds. How the newer ones are spelled is not certain (ERGO.md 6), so endings are read in any order, and say what is counted in what.
 *
 * @param whole as it is written
 * @param stem without {@code ergo_} and the endings
 * @param form what its samples are
 * @param scale by which a value becomes one in seconds, bytes, or pieces
 */
public record MetricName(String whole, String stem, Form form, double scale) {
    private static final String BEGIN = "ergo_";

    /** What the samples of a metric are. */
    public enum Form {
        /** A value of a node or a process. */
        PLAIN,
        /** Values of those processes or events that have most. */
        TOP,
        /** The largest value of a node. */
        MOST,
        /** How many of a node lie in a range. */
        DISTRIBUTION,
        /** Sums and counts beside a distribution, and times of creation. */
        ASIDE
    }

    /** Reads a name; empty for a metric that is not of Ergo. */
    public static Optional<MetricName> of(String whole) {
        if (!whole.startsWith(BEGIN)) {
            return Optional.empty();
        }
        String stem = whole.substring(BEGIN.length());
        Form form = Form.PLAIN;
        double scale = 1;
        for (int at = stem.lastIndexOf('_'); at > 0; at = stem.lastIndexOf('_')) {
            String ending = stem.substring(at + 1);
            Form said = form(ending);
            double unit = unit(ending);
            if (said == Form.PLAIN && unit == 0 && !ending.equals("total")) {
                break;
            }
            form = said == Form.PLAIN ? form : said;
            scale = unit == 0 ? scale : unit;
            stem = stem.substring(0, at);
        }
        boolean counts = form == Form.DISTRIBUTION || form == Form.ASIDE;
        return Optional.of(new MetricName(whole, stem, form, counts ? 1 : scale));
    }

    private static Form form(String ending) {
        return switch (ending) {
            case "top" -> Form.TOP;
            case "max" -> Form.MOST;
            case "distribution", "bucket" -> Form.DISTRIBUTION;
            case "sum", "count", "created", "info" -> Form.ASIDE;
            default -> Form.PLAIN;
        };
    }

    /** What one of a unit is in seconds, bytes or pieces; 0 for a word that is no unit. */
    private static double unit(String ending) {
        return switch (ending) {
            case "seconds", "bytes", "ratio" -> 1;
            case "milliseconds" -> 1e-3;
            case "microseconds" -> 1e-6;
            case "nanoseconds" -> 1e-9;
            case "percent" -> 1e-2;
            default -> 0;
        };
    }
}
