package ergodiag.bundle;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.bundle.ledger.Call;
import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Manifest and ledger as JSON, both directions. Fields are those of {@code FORMAT.md}. */
final class BundleJson {
    private static final JsonMapper JSON = Binding.mapper();

    private static final ObjectReader READER = ForeignJson.mapper().reader();

    private BundleJson() {}

    /**
     * The manifest; empty when the text is no JSON object.
     *
     * @throws NotABundle when it is the manifest of something else, or of a newer format
     */
    static Optional<Manifest> manifest(String text) {
        try {
            JsonNode root = READER.readTree(ForeignText.bytes(text));
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
            return Optional.of(manifest(new Lenient(root)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Manifest manifest(Lenient head) {
        Lenient tool = head.inside("tool");
        Lenient calls = head.inside("calls");
        return new Manifest(
                head.text("format"),
                new Manifest.Program(tool.text("name"), tool.text("version")),
                run(head.inside("capture")),
                head.objects("nodes", BundleJson::node),
                redaction(head.inside("redaction")),
                new Manifest.CallCounts(
                        calls.count("total"), calls.count("ok"), calls.count("failed"), calls.count("skipped")),
                own(head.inside("own")),
                head.optional("load", BundleJson::load),
                head.objects("custody", BundleJson::custody));
    }

    private static Manifest.Run run(Lenient capture) {
        Lenient entry = capture.inside("entry");
        return new Manifest.Run(
                capture.time("started"),
                capture.optionalTime("finished"),
                capture.flag("complete"),
                capture.text("profile"),
                capture.length("window_seconds"),
                new Manifest.Endpoint(entry.text("url"), entry.text("node")),
                Labels.read(capture.text("command"), capture.values()),
                new Manifest.Reached(
                        capture.objects("entries", BundleJson::entryPoint),
                        capture.texts("nodes_only"),
                        capture.texts("nodes_excluded"),
                        capture.texts("nodes_unmatched"),
                        capture.optionalCount("nodes_beyond")));
    }

    private static Manifest.EntryPoint entryPoint(Lenient it) {
        return new Manifest.EntryPoint(
                it.text("url"), it.text("node"), it.optionalDialect("dialect"), it.text("state"), it.text("said"));
    }

    private static Manifest.NodeEntry node(Lenient it) {
        return new Manifest.NodeEntry(
                it.text("name"),
                it.texts("known_from"),
                it.state("state"),
                it.optionalLength("clock_offset_ms"),
                it.optionalLength("clock_uncertainty_ms"));
    }

    private static Manifest.RedactionSummary redaction(Lenient it) {
        return new Manifest.RedactionSummary(
                it.flag("applied"),
                it.count("replaced"),
                it.texts("kinds"),
                it.optionalText("again"),
                it.optionalCount("names_kept"),
                it.optionalCount("left_out"));
    }

    private static Own own(Lenient own) {
        return new Own(
                own.objects(
                        "samplers",
                        it -> new Own.Sampler(it.text("id"), it.text("node"), it.text("runs"), it.time("started"))),
                own.objects("calls", it -> new Own.CallsTo(it.text("node"), it.count("calls"))),
                own.objects("connections", it -> new Own.Connection(it.text("from"), it.text("to"))));
    }

    private static Load load(Lenient it) {
        return new Load(
                it.smallCount("max_in_flight"),
                it.smallCount("max_per_node"),
                it.amount("requests_per_second"),
                it.count("max_requests_in_a_second"),
                it.length("p95_ms"),
                it.count("bytes"),
                it.optionalLength("deadline_seconds"),
                it.optionalCount("max_bytes"),
                it.count("not_asked"));
    }

    private static CustodyEntry custody(Lenient it) {
        return new CustodyEntry(
                it.text("did"),
                it.time("at"),
                it.text("version"),
                it.optionalText("from_sha256"),
                it.optionalText("by"));
    }

    static String write(Manifest manifest) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
    }

    /**
     * A line of the ledger; empty when it cannot be read.
     *
     * @throws NotABundle when it names a file outside the bundle
     */
    static Optional<Call> call(String line) {
        try {
            return LedgerLine.read(new Lenient(READER.readTree(ForeignText.bytes(line))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String write(Call call) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            LedgerLine.write(call, json);
        }
        return line.toString();
    }
}
