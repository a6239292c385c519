package ergodiag.ergo.metrics;

import ergodiag.bundle.BoundedLines;
import ergodiag.ergo.NameKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a page of metrics says, in the text form of Prometheus (0.0.4) or of OpenMetrics (1.0). A line that cannot be read is counted and costs itself only. It may come
 * from anybody: how long lines are that are looked at, how many labels a series may have and how many series are taken, is bounded.
 *
 * @param samples how many were taken
 * @param unreadable how many lines are neither sample nor comment
 * @param beyond how many samples more there are than are taken
 */
public record MetricsPage(int samples, long unreadable, long beyond) {
    /** The ledger's name for a reading of such a page. */
    public static final String TOOL = "metrics";

    /** Whose names labels hold: those of Radar, and the one by which Prometheus tells its targets. */
    private static final Map<String, NameKind> NAMES = Map.of(
            "node", NameKind.NODE,
            "remote_node", NameKind.NODE,
            "name", NameKind.PROCESS,
            "application", NameKind.APPLICATION,
            "event", NameKind.EVENT,
            "instance", NameKind.HOST);

    static final int LONGEST_LINE = 1 << 16;
    static final int MOST_LABELS = 64;

    /** Names in Ergo have at most 255 characters. */
    static final int LONGEST_VALUE = 1024;

    static final int MOST_SAMPLES = 200_000;

    /** What stands at the end of a page of OpenMetrics; nothing behind it counts. */
    private static final String END = "# EOF";

    /** Whose name a label holds, if it holds one. */
    public static Optional<NameKind> nameAt(String label) {
        return Optional.ofNullable(NAMES.get(label));
    }

    /**
     * Reads a page to its end; does not close it.
     *
     * @param each takes one sample after the other
     */
    public static MetricsPage read(InputStream in, Consumer<Sample> each) throws IOException {
        BoundedLines lines = new BoundedLines(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16), LONGEST_LINE);
        int samples = 0;
        long unreadable = 0;
        long beyond = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = line.get().strip();
            if (text.equals(END)) {
                break;
            }
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Optional<Sample> sample = lines.cut() ? Optional.empty() : SampleLine.read(text, lines.number());
            if (sample.isEmpty()) {
                unreadable++;
            } else if (samples < MOST_SAMPLES) {
                samples++;
                each.accept(sample.get());
            } else {
                beyond++;
            }
        }
        return new MetricsPage(samples, unreadable, beyond);
    }
}
