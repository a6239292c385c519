package ergodiag.capture.metrics;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.CPU_PROFILING;
import static ergodiag.ergo.PlaybookName.PERFORMANCE_BOTTLENECK;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.MetricsSource;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.redact.Carrier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The readings of one source of metrics over a capture, a file and a line of the ledger each. What does not come is a gap that says why; a
 * source that fails several times in a row is asked at the end only.
 */
public final class MetricsSeries {
    /** Radar collects as often; asked more often it says the same again. */
    public static final Duration PERIOD = Duration.ofSeconds(10);

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int PATIENCE = 3;
    private static final long MOST_OF_ALL = 256L << 20;
    private static final int SNIPPET = 60;
    private static final Purpose WHY = Purpose.of(
            "what the site's metrics say of the nodes", CLUSTER_HEALTH, PERFORMANCE_BOTTLENECK, CPU_PROFILING);

    private final Session visit;
    private final MetricsSource source;
    private final MetricsReader reader;
    /** What tells the files of this source from those of the first. */
    private final List<String> words;

    private int readings;
    private int failedInARow;
    private long bytes;
    private boolean over;

    private MetricsSeries(Session visit, MetricsSource source, int number) {
        this.visit = visit;
        this.source = source;
        this.reader = MetricsReader.of(source);
        this.words = number == 1 ? List.of() : List.of("source-" + number);
    }

    /** Those of all sources that were named; nothing is read yet. */
    public static List<MetricsSeries> of(Session visit) {
        List<MetricsSource> sources = visit.scope().metrics();
        List<MetricsSeries> all = new ArrayList<>();
        for (MetricsSource source : sources) {
            all.add(new MetricsSeries(visit, source, all.size() + 1));
        }
        return all;
    }

    /** Reads it once more, unless it has nothing new to say. */
    public synchronized void read() {
        if (failedInARow < PATIENCE) {
            take();
        }
    }

    /** Reads it for the last time. */
    public synchronized void last() {
        take();
        over = true;
    }

    private void take() {
        if (over || visit.asker().cancelled()) {
            return;
        }
        over = source instanceof MetricsSource.Filed;
        Instant started = visit.clock().now();
        try {
            byte[] page = reader.read(visit.asker().within(LIMIT), visit.cancelled());
            Optional<Skip> tooMuch = objection(page);
            if (tooMuch.isPresent()) {
                over = true;
                append(
                        started,
                        Outcome.SKIPPED,
                        Failure.of(tooMuch.get().reason(), tooMuch.get().text()));
            } else {
                store(started, page);
                failedInARow = 0;
            }
        } catch (MetricsReader.NotRead e) {
            failedInARow++;
            append(started, e.outcome(), Failure.of(e.code(), visit.redaction().text(String.valueOf(e.getMessage()))));
        }
    }

    private Optional<Skip> objection(byte[] page) {
        bytes += page.length;
        return bytes > MOST_OF_ALL
                ? Optional.of(Skip.budget("the readings before it are long enough"))
                : visit.asker().takes(page.length);
    }

    private void store(Instant started, byte[] page) throws MetricsReader.NotRead {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(page.length);
        MetricsPage metrics;
        try {
            visit.redaction().copyLines(new ByteArrayInputStream(page), clean, Carrier.NODE);
            metrics = MetricsPage.read(new ByteArrayInputStream(clean.toByteArray()), sample -> {});
        } catch (IOException e) {
            throw new MetricsReader.NotRead(Outcome.GARBLED, 0, "it could not be scanned for secrets and was left out");
        }
        String text = clean.toString(StandardCharsets.UTF_8).strip();
        if (metrics.samples() == 0 && (metrics.unreadable() > 0 || text.startsWith("<"))) {
            throw new MetricsReader.NotRead(
                    Outcome.GARBLED,
                    0,
                    "what came is no metrics in the text form of" + " Prometheus: it begins with '" + snippet(text)
                            + "'; check the path, which is usually /metrics");
        }
        readings++;
        Stored stored = visit.writer().store(file(), clean.toByteArray());
        Outcome outcome = metrics.samples() == 0 ? Outcome.EMPTY : Outcome.OK;
        visit.ledger()
                .append(call(started, outcome, Failure.NONE)
                        .stored(OptionalInt.of(readings), Optional.of(stored))
                        .listed(list -> list.counted(metrics.samples(), metrics.beyond() > 0)));
    }

    private static String snippet(String text) {
        String line = text.substring(0, Math.min(SNIPPET, text.length())).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.strip();
    }

    private String file() {
        return "cluster/" + SafePath.file(MetricsPage.TOOL, words, String.format(Locale.ROOT, ".%03d.txt", readings));
    }

    private void append(Instant started, Outcome outcome, Failure failure) {
        visit.ledger().append(call(started, outcome, failure));
    }

    private Call call(Instant started, Outcome outcome, Failure failure) {
        return new Call(
                visit.ledger().nextId(),
                new Asked("", MetricsPage.TOOL, arguments(), WHY.text()),
                new Timing(started, Duration.between(started, visit.clock().now())),
                outcome,
                failure,
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.NONE);
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        String name = visit.redaction().text(source.toString());
        if (source instanceof MetricsSource.Filed filed) {
            arguments.put("file", name);
            modified(filed).ifPresent(at -> arguments.put("modified", at.toString()));
        } else {
            arguments.put("url", name);
        }
        return arguments;
    }

    /** When the file was written, which is when it was true at the latest. */
    private static Optional<Instant> modified(MetricsSource.Filed filed) {
        try {
            return Optional.of(Files.getLastModifiedTime(filed.file()).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
