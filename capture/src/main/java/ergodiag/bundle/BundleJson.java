package ergodiag.bundle;

import ergodiag.bundle.Manifest.CallCounts;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Manifest.State;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifest and ledger as JSON, both directions. Fields are those of {@code FORMAT.md}. */
final class BundleJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    /** Times outside these years are damage, and would not bear arithmetic. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");
    /** The same for lengths of time. */
    private static final double LONGEST_MILLIS = 366.0 * 24 * 3600 * 1000;

    private BundleJson() {}

    /**
     * The manifest; empty when the text is no JSON object.
     *
     * @throws NotABundle when it is the manifest of something else, or of a newer format
     */
    static Optional<Manifest> manifest(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject()) {
                return Optional.empty();
            }
            String format = root.path("format").asString("");
            if (!format.startsWith("ergodiag.bundle/")) {
                throw new NotABundle("Reading manifest.json: its format is '" + format
                        + "' and not ergodiag.bundle; give the file that 'ergodiag capture' wrote.");
            }
            if (!format.equals(Manifest.FORMAT)) {
                throw new NotABundle("Reading manifest.json: the bundle has format " + format + ", this program reads "
                        + Manifest.FORMAT + "; use a newer ergodiag.");
            }
            JsonNode capture = root.path("capture");
            List<NodeEntry> nodes = new ArrayList<>();
            for (JsonNode node : root.path("nodes")) {
                nodes.add(new NodeEntry(
                        node.path("name").asString(""),
                        strings(node.path("known_from")),
                        state(node.path("state").asString("")),
                        millis(node.path("clock_offset_ms")),
                        millis(node.path("clock_uncertainty_ms"))));
            }
            JsonNode calls = root.path("calls");
            return Optional.of(new Manifest(
                    format,
                    root.path("tool").path("name").asString(""),
                    root.path("tool").path("version").asString(""),
                    instant(capture.path("started")).orElse(Instant.EPOCH),
                    instant(capture.path("finished")),
                    capture.path("complete").asBoolean(false),
                    capture.path("profile").asString(""),
                    span(capture.path("window_seconds").asDouble(0) * 1000),
                    capture.path("entry").path("url").asString(""),
                    capture.path("entry").path("node").asString(""),
                    new Labels(
                            capture.path("command").asString(""),
                            optional(capture.path("by")),
                            optional(capture.path("ticket")),
                            optional(capture.path("note"))),
                    List.copyOf(nodes),
                    new RedactionSummary(
                            root.path("redaction").path("applied").asBoolean(false),
                            root.path("redaction").path("replaced").asLong(0),
                            strings(root.path("redaction").path("kinds")),
                            optional(root.path("redaction").path("again"))),
                    new CallCounts(
                            calls.path("total").asLong(0),
                            calls.path("ok").asLong(0),
                            calls.path("failed").asLong(0),
                            calls.path("skipped").asLong(0),
                            LoadJson.read(root.path("load"))),
                    reached(capture),
                    OwnJson.read(root.path("own"))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What can be said of a bundle whose capture never wrote a manifest. */
    static Manifest manifestOfUnfinished(List<Call> calls) {
        TreeSet<String> names = new TreeSet<>();
        calls.stream().map(Call::node).filter(node -> !node.isEmpty()).forEach(names::add);
        List<NodeEntry> nodes = names.stream()
                .map(name -> new NodeEntry(name, List.of("ledger"), State.PARTIAL, Optional.empty(), Optional.empty()))
                .toList();
        Instant started =
                calls.stream().map(Call::started).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Optional<Instant> finished = calls.stream().map(Call::ended).max(Comparator.naturalOrder());
        return new Manifest(
                Manifest.FORMAT,
                "",
                "",
                started,
                finished,
                false,
                "",
                Duration.between(started, finished.orElse(started)),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                nodes,
                new RedactionSummary(true, 0, List.of()),
                counts(calls));
    }

    private static Manifest.Reached reached(JsonNode capture) {
        List<Manifest.EntryPoint> entries = new ArrayList<>();
        for (JsonNode entry : capture.path("entries")) {
            entries.add(new Manifest.EntryPoint(
                    entry.path("url").asString(""),
                    entry.path("node").asString(""),
                    entry.path("state").asString(""),
                    entry.path("said").asString("")));
        }
        return new Manifest.Reached(
                List.copyOf(entries),
                strings(capture.path("nodes_only")),
                strings(capture.path("nodes_excluded")),
                strings(capture.path("nodes_unmatched")));
    }

    private static void reached(ObjectNode capture, Manifest.Reached reached) {
        ArrayNode entries = capture.putArray("entries");
        for (Manifest.EntryPoint entry : reached.entries()) {
            entries.addObject()
                    .put("url", entry.url())
                    .put("node", entry.node())
                    .put("state", entry.state())
                    .put("said", entry.said());
        }
        reached.only().forEach(capture.putArray("nodes_only")::add);
        reached.without().forEach(capture.putArray("nodes_excluded")::add);
        reached.unmatched().forEach(capture.putArray("nodes_unmatched")::add);
    }

    /** A draft that a capture left, completed from its ledger. */
    static Manifest manifestOfUnfinished(Manifest draft, List<Call> calls) {
        Manifest ledger = manifestOfUnfinished(calls);
        List<NodeEntry> nodes = new ArrayList<>(draft.nodes());
        ledger.nodes().stream()
                .filter(node ->
                        draft.nodes().stream().noneMatch(known -> known.name().equals(node.name())))
                .forEach(nodes::add);
        Instant finished = ledger.finished().orElse(draft.started());
        Duration lasted = Duration.between(draft.started(), finished);
        return new Manifest(
                draft.format(),
                draft.toolName(),
                draft.toolVersion(),
                draft.started(),
                Optional.of(finished),
                false,
                draft.profile(),
                draft.window().compareTo(lasted) < 0 || lasted.isNegative() ? draft.window() : lasted,
                draft.entryUrl(),
                draft.entryNode(),
                draft.labels(),
                List.copyOf(nodes),
                draft.redaction(),
                counts(calls).with(draft.calls().load()),
                draft.reached(),
                draft.own());
    }

    static CallCounts counts(List<Call> calls) {
        long ok = calls.stream().filter(call -> call.outcome().answered()).count();
        long skipped =
                calls.stream().filter(call -> call.outcome() == Outcome.SKIPPED).count();
        return new CallCounts(calls.size(), ok, calls.size() - ok - skipped, skipped);
    }

    static String write(Manifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", manifest.format());
        root.putObject("tool").put("name", manifest.toolName()).put("version", manifest.toolVersion());
        ObjectNode capture = root.putObject("capture");
        capture.put("started", manifest.started().toString());
        capture.put("finished", manifest.finished().map(Instant::toString).orElse(null));
        capture.put("complete", manifest.complete());
        capture.put("profile", manifest.profile());
        capture.put("window_seconds", manifest.window().toMillis() / 1000.0);
        capture.putObject("entry").put("url", manifest.entryUrl()).put("node", manifest.entryNode());
        Labels labels = manifest.labels();
        capture.put("command", labels.command());
        capture.put("by", labels.by().orElse(null));
        capture.put("ticket", labels.ticket().orElse(null));
        capture.put("note", labels.note().orElse(null));
        reached(capture, manifest.reached());
        ArrayNode nodes = root.putArray("nodes");
        for (NodeEntry entry : manifest.nodes()) {
            ObjectNode node = nodes.addObject();
            node.put("name", entry.name());
            ArrayNode from = node.putArray("known_from");
            entry.knownFrom().forEach(from::add);
            node.put("state", entry.state().name().toLowerCase(Locale.ROOT));
            entry.clockOffset().ifPresent(offset -> node.put("clock_offset_ms", offset.toNanos() / 1e6));
            entry.clockUncertainty().ifPresent(offset -> node.put("clock_uncertainty_ms", offset.toNanos() / 1e6));
        }
        ObjectNode redaction = root.putObject("redaction");
        redaction.put("applied", manifest.redaction().applied());
        redaction.put("replaced", manifest.redaction().replaced());
        ArrayNode kinds = redaction.putArray("kinds");
        manifest.redaction().kinds().forEach(kinds::add);
        manifest.redaction().again().ifPresent(again -> redaction.put("again", again));
        CallCounts counts = manifest.calls();
        root.putObject("calls")
                .put("total", counts.total())
                .put("ok", counts.ok())
                .put("failed", counts.failed())
                .put("skipped", counts.skipped());
        OwnJson.write(manifest.own(), root.putObject("own"));
        counts.load().ifPresent(load -> LoadJson.write(load, root));
        return root.toPrettyString() + "\n";
    }

    /** A line of the ledger; empty when it cannot be read. */
    static Optional<Call> call(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Optional<Instant> started = instant(node.path("started"));
            if (!node.isObject() || started.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> file = optional(node.path("file"));
            file.ifPresent(SafePath::checked);
            return Optional.of(new Call(
                    node.path("id").asLong(0),
                    node.path("node").asString(""),
                    node.path("tool").asString(""),
                    object(node.path("arguments")),
                    integer(node.path("reading")),
                    node.path("list").asString(""),
                    node.path("part").asInt(1),
                    node.path("complete").isBoolean()
                            ? Optional.of(node.path("complete").asBoolean())
                            : Optional.empty(),
                    number(node.path("expected")),
                    node.path("why").asString(""),
                    started.get(),
                    span(node.path("took_ms").asDouble(0)),
                    Outcome.of(node.path("outcome").asString("")),
                    integer(node.path("error").path("code")),
                    node.path("error").path("message").asString(""),
                    file,
                    node.path("bytes").asLong(0),
                    node.path("sha256").asString(""),
                    number(node.path("rows")),
                    number(node.path("limit")),
                    node.path("truncated").asBoolean(false)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String write(Call call) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", call.id());
        node.put("node", call.node());
        node.put("tool", call.tool());
        node.set("arguments", JSON.valueToTree(call.arguments()));
        call.reading().ifPresent(reading -> node.put("reading", reading));
        if (!call.list().isEmpty()) {
            node.put("list", call.list());
            node.put("part", call.part());
        }
        call.complete().ifPresent(complete -> node.put("complete", complete));
        call.expected().ifPresent(expected -> node.put("expected", expected));
        node.put("why", call.why());
        node.put("started", call.started().toString());
        node.put("took_ms", call.took().toNanos() / 1e6);
        node.put("outcome", call.outcome().word());
        if (!call.error().isEmpty() || call.errorCode().isPresent()) {
            ObjectNode error = node.putObject("error");
            call.errorCode().ifPresent(code -> error.put("code", code));
            error.put("message", call.error());
        }
        call.file()
                .ifPresent(file ->
                        node.put("file", file).put("bytes", call.bytes()).put("sha256", call.sha256()));
        call.rows().ifPresent(rows -> node.put("rows", rows));
        call.limit().ifPresent(limit -> node.put("limit", limit));
        if (call.truncated()) {
            node.put("truncated", true);
        }
        return node.toString();
    }

    private static State state(String word) {
        try {
            return State.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return State.PARTIAL;
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return Optional.of(node)
                    .filter(JsonNode::isString)
                    .map(text -> Instant.parse(text.asString()))
                    .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A length of time that is not negative. */
    private static Duration span(double millis) {
        return Duration.ofNanos(Math.round(Math.min(Math.max(millis, 0), LONGEST_MILLIS) * 1e6));
    }

    /** A difference of clocks, which may be negative. */
    private static Optional<Duration> millis(JsonNode node) {
        return node.isNumber() && Math.abs(node.asDouble()) <= Manifest.WRONGEST_CLOCK.toMillis()
                ? Optional.of(Duration.ofNanos(Math.round(node.asDouble() * 1e6)))
                : Optional.empty();
    }

    private static Optional<String> optional(JsonNode node) {
        return node.isString() && !node.asString().isEmpty() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static OptionalInt integer(JsonNode node) {
        return node.canConvertToInt() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
    }

    private static OptionalLong number(JsonNode node) {
        return node.canConvertToLong() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asString("")));
        return List.copyOf(strings);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(JsonNode node) {
        return node.isObject() ? JSON.convertValue(node, Map.class) : Map.of();
    }
}
