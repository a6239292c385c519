package ergodiag.incident.monitoring;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.findings.Chart;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import ergodiag.redact.Redaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * A file of monitoring: answers of Prometheus to {@code query_range}, alerts of Prometheus and Alertmanager, pages of metrics with times. Which
 * it is shows in what is in it. Of the numbers the points are kept, in 16 bytes each.
 */
public final class MonitoringFile {
    /** A larger file is refused; it has up to three million points. */
    public static final long LARGEST = 64_000_000;

    /** A longer line, of many, is passed over. */
    private static final int LONGEST_LINE = 4_000_000;

    private final Path path;
    private final String file;
    private final Surroundings surroundings;
    private final Alerts alerts;
    private final Collected collected;

    private MonitoringFile(Path path, Surroundings surroundings) {
        Path name = path.getFileName();
        this.path = path;
        this.file = name == null ? path.toString() : name.toString();
        this.surroundings = surroundings;
        Redaction redaction = Redaction.withoutPseudonyms();
        surroundings.nodes().forEach(redaction::spare);
        this.alerts = new Alerts(file, surroundings);
        this.collected = new Collected(alerts, redaction);
    }

    /**
     * What it tells.
     *
     * @throws UserError when it cannot be read, is larger than {@link #LARGEST} bytes, is the answer that something went wrong, or nothing
     *     of it is of monitoring
     */
    public static SourceReading read(Path path, Surroundings surroundings) {
        MonitoringFile reading = new MonitoringFile(path, surroundings);
        try {
            GivenFile.check(path);
            if (Files.size(path) > LARGEST) {
                throw new IOException("it is larger than " + DataSize.text(LARGEST)
                        + "; ask for less time, fewer series or a longer step");
            }
            return reading.all();
        } catch (IOException e) {
            throw new UserError("Reading the monitoring data in " + path + ": " + e.getMessage() + ".", e);
        }
    }

    private SourceReading all() throws IOException {
        boolean json = begin() == '{' || begin() == '[';
        if (!json) {
            try (BufferedReader text = open()) {
                Scrapes.read(text, collected);
            }
        } else if (isOfLines()) {
            lines();
        } else {
            stream();
        }
        Map<String, List<Measured>> metrics = new TreeMap<>();
        for (Measured series : collected.series()) {
            metrics.computeIfAbsent(series.name, name -> new ArrayList<>()).add(series.sorted());
        }
        List<Event> events = new ArrayList<>(alerts.events());
        if (collected.isUnknown()) {
            throw new UserError("Reading the monitoring data in " + path
                    + ": nothing in it is known; give an answer of Prometheus"
                    + " (/api/v1/query_range or /api/v1/alerts), notifications of Alertmanager (a webhook's JSON, or /api/v2/alerts),"
                    + " or pages of metrics whose samples have times."
                    + collected.remarks().stream().map(remark -> " " + remark).collect(Collectors.joining()));
        }
        List<String> remarks = new ArrayList<>(collected.remarks());
        List<Chart> charts = MonitoringCharts.of(metrics, remarks);
        events.addAll(SinceWhen.events(metrics, surroundings, file));
        events.sort(Comparator.comparing(Event::at));
        return new SourceReading(
                file, format(json, events), events, charts, collected.read(), collected.unread(), remarks);
    }

    private String format(boolean json, List<Event> events) {
        boolean alerted = events.stream().anyMatch(event -> event.kind() == Event.Kind.ALERT);
        if (!json) {
            return "pages of metrics";
        }
        return !alerted
                ? "answers of Prometheus"
                : collected.series().isEmpty() ? "alerts" : "answers of Prometheus and alerts";
    }

    /** The first sign that is no blank. */
    private int begin() throws IOException {
        try (BufferedReader text = open()) {
            int sign = text.read();
            while (sign == '\ufeff' || sign >= 0 && Character.isWhitespace(sign)) {
                sign = text.read();
            }
            return sign;
        }
    }

    /** Whether the first line is a whole object, and there are more. */
    private boolean isOfLines() throws IOException {
        try (BufferedReader text = open()) {
            BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
            Optional<String> first = lines.next();
            boolean whole =
                    first.isPresent() && !lines.cut() && first.get().strip().endsWith("}");
            return whole && lines.next().filter(line -> !line.isBlank()).isPresent();
        }
    }

    private void lines() throws IOException {
        int queries = 0;
        try (BufferedReader text = open()) {
            BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (lines.cut()) {
                    broken("line " + lines.number() + " is too long");
                } else if (!line.get().isBlank()) {
                    try (JsonParser parser = ForeignJson.mapper().createParser(line.get())) {
                        queries = new MonitoringJson(parser, collected, file, queries).read();
                    } catch (JacksonException e) {
                        broken("line " + lines.number() + " is no whole JSON");
                    }
                }
            }
        }
    }

    private void stream() throws IOException {
        try (InputStream in = Files.newInputStream(path);
                JsonParser parser = ForeignJson.mapper().createParser(in)) {
            new MonitoringJson(parser, collected, file, 0).read();
        } catch (JacksonException e) {
            broken("the JSON breaks off"
                    + (e.getLocation() == null
                            ? ""
                            : " in line " + e.getLocation().getLineNr()));
        }
    }

    private void broken(String why) {
        collected.unread(1);
        collected.remark("Not all of it was read: " + why + ".");
    }

    private BufferedReader open() throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }
}
