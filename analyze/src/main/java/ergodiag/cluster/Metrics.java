package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.metrics.MetricName;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.metrics.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the metrics of the site say of the nodes over the readings that the capture took of them. They are read beside what the nodes said themselves,
 * and come from somebody else: where both tell of the same moment, the node is believed.
 *
 * @param tracks each series of a metric of Ergo, in the order in which it was first seen
 * @param readings the lines of the ledger about them, failed ones too
 * @param unreadable how many lines of the pages could not be read, or were too many
 */
public record Metrics(List<Track> tracks, List<Call> readings, long unreadable) {
    /** Of more series than so many the rest is left out: a page may come from anybody. */
    private static final int MOST_TRACKS = 50_000;

    /** The same for the values of all of them. */
    private static final int MOST_VALUES = 500_000;

    /** The label that says whose a series is. */
    private static final String NODE = "node";

    public Metrics {
        tracks = List.copyOf(tracks);
        readings = List.copyOf(readings);
    }

    /**
     * A series of a metric: what tells it from others, and its values.
     *
     * @param name of the metric
     * @param labels with that of the node
     * @param values in the order of time
     */
    public record Track(MetricName name, Map<String, String> labels, Series<Told> values) {
        /** The value of a label, or "". */
        public String label(String key) {
            return labels.getOrDefault(key, "");
        }

        /** The node that it is about. */
        public String node() {
            return label(NODE);
        }
    }

    /**
     * A value as a page told it.
     *
     * @param value in seconds, bytes or pieces
     * @param at its line
     */
    public record Told(double value, Source at) {}

    /** Nobody asked for any, or none came. */
    public boolean isEmpty() {
        return tracks.isEmpty();
    }

    /** When a page came for the last time; empty when none did. */
    public Optional<Instant> lastReading() {
        return readings.stream()
                .filter(call -> call.outcome().answered())
                .map(Reader::moment)
                .max(Comparator.naturalOrder());
    }

    /** Reads all that a bundle holds. */
    static Metrics of(Bundle bundle) {
        Reader reader = new Reader(bundle);
        List<Call> readings = bundle.calls().stream()
                .filter(call -> call.tool().equals(MetricsPage.TOOL))
                .sorted(Comparator.comparing(Reader::moment))
                .toList();
        readings.forEach(reader::read);
        return new Metrics(reader.tracks(), readings, reader.unreadable);
    }

    /** Puts the pages together, series by series. */
    private static final class Reader {
        private final Bundle bundle;
        private final Map<Key, List<Timed<Told>>> values = new LinkedHashMap<>();
        private int taken;
        private long unreadable;

        private record Key(MetricName name, Map<String, String> labels) {}

        Reader(Bundle bundle) {
            this.bundle = bundle;
        }

        /** When what a page says was true: of a file when it was written. */
        static Instant moment(Call call) {
            try {
                String modified = call.argument("modified");
                return modified.isEmpty() ? call.moment() : Instant.parse(modified);
            } catch (DateTimeException e) {
                return call.moment();
            }
        }

        void read(Call call) {
            if (!call.outcome().answered() || call.file().isEmpty()) {
                return;
            }
            try {
                Optional<InputStream> page = bundle.reply(call);
                if (page.isPresent()) {
                    read(call, page.get());
                }
            } catch (IOException | NotABundle e) {
                unreadable++;
            }
        }

        private void read(Call call, InputStream page) throws IOException {
            try (page) {
                MetricsPage read = MetricsPage.read(page, sample -> take(call, sample));
                unreadable += read.unreadable() + read.beyond();
            }
        }

        private void take(Call call, Sample sample) {
            Optional<MetricName> name = MetricName.of(sample.name());
            if (name.isEmpty() || sample.label(NODE).isEmpty() || !Double.isFinite(sample.value())) {
                return;
            }
            Key key = new Key(name.get(), sample.labels());
            if (taken == MOST_VALUES || values.size() == MOST_TRACKS && !values.containsKey(key)) {
                unreadable++;
                return;
            }
            List<Timed<Told>> track = values.computeIfAbsent(key, any -> new ArrayList<>());
            Instant at = sample.at().orElseGet(() -> moment(call));
            boolean isNew = track.isEmpty() || track.get(track.size() - 1).at().isBefore(at);
            if (isNew) {
                taken++;
                Source line = Source.file(call.file().orElseThrow()).atLine(sample.line());
                track.add(new Timed<>(
                        at, call, new Told(sample.value() * key.name().scale(), line)));
            }
        }

        List<Track> tracks() {
            return values.entrySet().stream()
                    .map(entry ->
                            new Track(entry.getKey().name(), entry.getKey().labels(), new Series<>(entry.getValue())))
                    .toList();
        }
    }
}
