package ergodiag.incident.monitoring;

import ergodiag.bundle.BoundedLines;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.metrics.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Pages of metrics in the text forms of Prometheus and OpenMetrics, one after another, whose samples have their times: so Prometheus writes
 * them for federation and {@code promtool tsdb dump-openmetrics} for good.
 */
final class Scrapes {
    private static final int LONGEST_LINE = 1 << 16;
    private static final int LINES_AT_ONCE = 5000;

    private final Collected collected;
    private long untimed;

    private Scrapes(Collected collected) {
        this.collected = collected;
    }

    static void read(Reader text, Collected collected) throws IOException {
        Scrapes scrapes = new Scrapes(collected);
        BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
        StringBuilder page = new StringBuilder();
        int count = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().strip().equals("# EOF")) {
                page.append(line.get()).append('\n');
                count++;
            }
            if (count == LINES_AT_ONCE) {
                scrapes.page(page.toString());
                page.setLength(0);
                count = 0;
            }
        }
        scrapes.page(page.toString());
        if (scrapes.untimed > 0) {
            collected.unread(scrapes.untimed);
            collected.remark(
                    "Samples without a time, which cannot be placed: " + scrapes.untimed
                            + "; take them from Prometheus (query_range, or promtool tsdb dump-openmetrics), which has the times.");
        }
    }

    private void page(String text) throws IOException {
        MetricsPage read =
                MetricsPage.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), this::sample);
        collected.unread(read.unreadable());
    }

    private void sample(Sample sample) {
        if (sample.at().isEmpty() || sample.at().get().toEpochMilli() < 0) {
            untimed++;
            return;
        }
        Measured one = new Measured(sample.name(), sample.labels());
        one.add(sample.at().get().toEpochMilli(), collected.drawn(sample.value()));
        collected.add(one);
    }
}
