package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code findings.json}, format {@code ergodiag.findings/1}: the whole result, the same bytes for the same bundle. */
public final class FindingsJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private FindingsJson() {}

    /** The result as pretty-printed JSON with a line feed at its end. */
    public static String write(Findings findings) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "ergodiag.findings/1");
        root.putObject("tool").put("name", "ergodiag").put("version", findings.toolVersion());
        bundle(root.putObject("bundle"), findings.bundle());
        ArrayNode nodes = root.putArray("nodes");
        for (Findings.NodeSummary node : findings.nodes()) {
            ObjectNode json = nodes.addObject().put("name", node.name()).put("state", node.state());
            json.put("worst", node.worst().map(Severity::word).orElse(null));
            strings(json.putArray("facts"), node.facts());
            node.clockOffset().ifPresent(offset -> json.put("clock_offset_ms", offset.toNanos() / 1e6));
        }
        ArrayNode verdicts = root.putArray("verdicts");
        findings.verdicts().forEach(verdict -> verdict(verdicts.addObject(), verdict));
        ArrayNode list = root.putArray("findings");
        findings.findings().forEach(finding -> finding(list.addObject(), finding));
        ArrayNode tables = root.putArray("tables");
        findings.tables().forEach(table -> table(tables.addObject(), table));
        ArrayNode charts = root.putArray("charts");
        findings.charts().forEach(chart -> chart(charts.addObject(), chart));
        ArrayNode coverage = root.putArray("coverage");
        findings.coverage()
                .forEach(cell -> coverage.addObject()
                        .put("node", cell.node())
                        .put("tool", cell.tool())
                        .put("state", cell.state())
                        .put("detail", cell.detail()));
        ArrayNode timeline = root.putArray("timeline");
        findings.timeline().forEach(entry -> {
            ObjectNode json = timeline.addObject()
                    .put("at", entry.at().toString())
                    .put("seconds", entry.length().toMillis() / 1000.0)
                    .put("node", entry.node())
                    .put("kind", entry.kind())
                    .put("text", entry.text());
            evidence(json.putArray("evidence"), entry.evidence());
        });
        ArrayNode thresholds = root.putArray("thresholds");
        findings.thresholds()
                .forEach(threshold -> thresholds
                        .addObject()
                        .put("key", threshold.key())
                        .put("value", threshold.value())
                        .put("unit", threshold.unit())
                        .put("origin", threshold.origin())
                        .put("reason", threshold.reason()));
        strings(root.putArray("notes"), findings.notes());
        return root.toPrettyString() + "\n";
    }

    private static void bundle(ObjectNode json, Findings.BundleHead head) {
        json.put("file", head.file()).put("sha256", head.sha256());
        json.put("started", head.started().toString())
                .put("finished", head.finished().toString());
        json.put("window_seconds", head.window().toMillis() / 1000.0);
        json.put("profile", head.profile()).put("complete", head.complete());
        json.put("entry_node", head.entryNode()).put("entry_url", head.entryUrl());
        json.put("by", head.labels().by().orElse(null));
        json.put("ticket", head.labels().ticket().orElse(null));
        json.put("note", head.labels().note().orElse(null));
        json.put("redacted", head.redacted()).put("calls", head.calls()).put("failed_calls", head.failedCalls());
    }

    private static void verdict(ObjectNode json, Verdict verdict) {
        json.put("playbook", verdict.playbook()).put("name", verdict.name()).put("title", verdict.title());
        json.put("verdict", verdict.state().word()).put("looked_at", verdict.lookedAt());
        ArrayNode gaps = json.putArray("gaps");
        verdict.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("reason", gap.reason())
                        .put("node", gap.node())
                        .put("what", gap.what())
                        .put("fetch_with", gap.fetchWith()));
    }

    private static void finding(ObjectNode json, Finding finding) {
        json.put("code", finding.code())
                .put("playbook", finding.playbook())
                .put("severity", finding.severity().word());
        json.put("headline", finding.headline()).put("sentence", finding.sentence());
        json.put("since", finding.since().map(Instant::toString).orElse(null));
        ObjectNode about = json.putObject("subject");
        subject(about, finding.subject());
        if (!finding.also().isEmpty()) {
            ArrayNode others = about.putArray("also");
            finding.also().forEach(other -> subject(others.addObject(), other.subject()));
        }
        numbers(json.putArray("numbers"), finding.numbers());
        evidence(json.putArray("evidence"), finding.evidence());
        strings(json.putArray("explains"), finding.explains());
        json.put("id", finding.id()).put("advice", finding.advice()).put("would_change", finding.wouldChange());
        json.put("next_capture", finding.nextCapture());
        if (!finding.also().isEmpty()) {
            ArrayNode also = json.putArray("also");
            finding.also().forEach(other -> also(also.addObject(), other));
        }
    }

    /** The same found of another subject: only what differs. */
    private static void also(ObjectNode json, Finding other) {
        json.put("sentence", other.sentence())
                .put("since", other.since().map(Instant::toString).orElse(null));
        subject(json.putObject("subject"), other.subject());
        numbers(json.putArray("numbers"), other.numbers());
        evidence(json.putArray("evidence"), other.evidence());
    }

    private static void subject(ObjectNode about, Subject subject) {
        about.put("kind", subject.kind());
        put(about, "node", subject.node());
        put(about, "pid", subject.pid());
        put(about, "name", subject.name());
        put(about, "behavior", subject.behavior());
        put(about, "application", subject.application());
        put(about, "peer", subject.peer());
        put(about, "event", subject.event());
        put(about, "function", subject.function());
    }

    private static void numbers(ArrayNode array, List<Measure> numbers) {
        numbers.forEach(number -> {
            ObjectNode node = array.addObject().put("name", number.name());
            if (Double.isFinite(number.value())) {
                node.put("value", number.value());
            } else {
                node.putNull("value");
            }
            node.put("unit", number.unit());
        });
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void evidence(ArrayNode array, List<Evidence> places) {
        places.forEach(place -> {
            ObjectNode json = array.addObject().put("file", place.file());
            place.pointer().ifPresent(pointer -> json.put("pointer", pointer));
            place.line().ifPresent(line -> json.put("line", line));
            json.put("value", place.value());
        });
    }

    private static void table(ObjectNode json, Table table) {
        json.put("id", table.id()).put("playbook", table.playbook()).put("title", table.title());
        strings(json.putArray("columns"), table.columns());
        ArrayNode rows = json.putArray("rows");
        table.rows().forEach(row -> strings(rows.addArray(), row));
        json.put("more", table.more());
    }

    private static void chart(ObjectNode json, Chart chart) {
        json.put("id", chart.id()).put("playbook", chart.playbook()).put("title", chart.title());
        json.put("topic", chart.topic()).put("code", chart.code());
        json.put("kind", chart.kind().name().toLowerCase(Locale.ROOT)).put("unit", chart.unit());
        ArrayNode series = json.putArray("series");
        for (Chart.ChartSeries line : chart.series()) {
            ObjectNode one = series.addObject().put("name", line.name());
            ArrayNode times = one.putArray("times");
            line.times().forEach(time -> times.add(time.toString()));
            ArrayNode values = one.putArray("values");
            line.values().forEach(value -> {
                if (Double.isFinite(value)) {
                    values.add(value);
                } else {
                    values.addNull();
                }
            });
        }
        strings(json.putArray("categories"), chart.categories());
        ArrayNode cells = json.putArray("cells");
        chart.cells().forEach(row -> {
            ArrayNode out = cells.addArray();
            row.forEach(cell -> out.addObject()
                    .put("text", cell.text())
                    .put("state", cell.state())
                    .put("hint", cell.hint()));
        });
        json.put("caption", chart.caption());
        ArrayNode levels = json.putArray("levels");
        chart.levels()
                .forEach(level -> levels.addObject().put("name", level.name()).put("value", level.value()));
    }

    private static void strings(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
