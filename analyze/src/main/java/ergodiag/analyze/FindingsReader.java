package ergodiag.analyze;

import ergodiag.analyze.Findings.BundleHead;
import ergodiag.analyze.Findings.NodeSummary;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Labels;
import ergodiag.bundle.NotABundle;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code findings.json} again, as far as results are compared: without charts, coverage and timeline. */
public final class FindingsReader {
    private static final String FORMAT = "ergodiag.findings/1";

    private FindingsReader() {}

    /**
     * The result written there.
     *
     * @param name how the file is called in messages
     * @throws NotABundle when it is no such file, or of a newer major format
     */
    public static Findings read(String name, String text) {
        try {
            JsonNode root = JsonMapper.shared().readTree(text);
            String format = text(root, "format");
            if (!format.equals(FORMAT)) {
                throw new NotABundle("Reading " + name + ": it is "
                        + (format.isEmpty() ? "no findings.json" : "of the format " + format) + ", and " + FORMAT
                        + " was expected; give what 'ergodiag analyze' wrote, or a bundle.");
            }
            return findings(root);
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
            throw new NotABundle(
                    "Reading " + name + ": it is no whole findings.json ("
                            + e.getClass().getSimpleName() + "); write it again with 'ergodiag analyze'.",
                    e);
        }
    }

    private static Findings findings(JsonNode root) {
        return new Findings(
                text(root.path("tool"), "version"),
                head(root.path("bundle")),
                all(root.path("nodes"), FindingsReader::node),
                all(root.path("verdicts"), FindingsReader::verdict),
                all(root.path("findings"), json -> finding(json, json)),
                all(root.path("tables"), FindingsReader::table),
                List.of(),
                List.of(),
                List.of(),
                all(
                        root.path("thresholds"),
                        json -> new Threshold(
                                text(json, "key"),
                                json.path("value").asDouble(0),
                                text(json, "unit"),
                                text(json, "origin"),
                                text(json, "reason"))),
                strings(root.path("notes")));
    }

    private static BundleHead head(JsonNode json) {
        return new BundleHead(
                text(json, "file"),
                text(json, "sha256"),
                Instant.parse(text(json, "started")),
                Instant.parse(text(json, "finished")),
                Duration.ofMillis(Math.round(json.path("window_seconds").asDouble(0) * 1000)),
                text(json, "profile"),
                json.path("complete").asBoolean(false),
                text(json, "entry_node"),
                text(json, "entry_url"),
                new Labels(
                        "",
                        Optional.of(text(json, "by")).filter(it -> !it.isEmpty()),
                        Optional.of(text(json, "ticket")).filter(it -> !it.isEmpty()),
                        Optional.of(text(json, "note")).filter(it -> !it.isEmpty())),
                "",
                json.path("redacted").asLong(0),
                List.of(),
                json.path("calls").asLong(0),
                json.path("failed_calls").asLong(0));
    }

    private static NodeSummary node(JsonNode json) {
        return new NodeSummary(
                text(json, "name"),
                text(json, "state"),
                Optional.of(text(json, "worst")).filter(word -> !word.isEmpty()).map(FindingsReader::severity),
                strings(json.path("facts")),
                Optional.empty());
    }

    private static Verdict verdict(JsonNode json) {
        return new Verdict(
                json.path("playbook").asInt(0),
                text(json, "name"),
                text(json, "title"),
                Verdict.State.valueOf(text(json, "verdict").toUpperCase(Locale.ROOT)),
                text(json, "looked_at"),
                all(
                        json.path("gaps"),
                        gap -> new Gap(
                                text(gap, "reason"), text(gap, "node"), text(gap, "what"), text(gap, "fetch_with"))));
    }

    /** A finding, or the same of another subject: what that one does not say it shares with the whole. */
    private static Finding finding(JsonNode json, JsonNode whole) {
        return new Finding(
                text(whole, "code"),
                whole.path("playbook").asInt(0),
                severity(text(whole, "severity")),
                text(json, "sentence"),
                Optional.of(text(json, "since")).filter(it -> !it.isEmpty()).map(Instant::parse),
                subject(json.path("subject")),
                all(
                        json.path("numbers"),
                        number -> new Measure(
                                text(number, "name"), number.path("value").asDouble(Double.NaN), text(number, "unit"))),
                all(json.path("evidence"), FindingsReader::evidence),
                strings(json.path("explains")),
                text(whole, "id"),
                text(whole, "advice"),
                text(whole, "would_change"),
                text(whole, "next_capture"),
                text(json, "headline"),
                all(json.path("also"), other -> finding(other, whole)));
    }

    private static Subject subject(JsonNode json) {
        return new Subject(
                text(json, "kind"),
                text(json, "node"),
                text(json, "pid"),
                text(json, "name"),
                text(json, "behavior"),
                text(json, "application"),
                text(json, "peer"),
                text(json, "event"),
                text(json, "function"));
    }

    private static Evidence evidence(JsonNode json) {
        return new Evidence(
                text(json, "file"),
                json.has("pointer") ? Optional.of(text(json, "pointer")) : Optional.empty(),
                json.has("line") ? OptionalInt.of(json.path("line").asInt(1)) : OptionalInt.empty(),
                text(json, "value"));
    }

    private static Table table(JsonNode json) {
        List<String> columns = strings(json.path("columns"));
        return new Table(
                text(json, "id"),
                json.path("playbook").asInt(0),
                text(json, "title"),
                columns,
                columns.stream().map(column -> false).toList(),
                all(json.path("rows"), FindingsReader::strings),
                json.path("more").asInt(0));
    }

    private static Severity severity(String word) {
        return Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static List<String> strings(JsonNode array) {
        return all(array, json -> json.asString(""));
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> each) {
        List<T> list = new ArrayList<>();
        array.forEach(json -> list.add(each.apply(json)));
        return List.copyOf(list);
    }
}
