package ergodiag.bundle;

import ergodiag.bundle.ledger.Call;
import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Manifest and ledger as JSON, both directions. Fields are those of {@code FORMAT.md}. */
final class BundleJson {
    private static final JsonMapper JSON = Binding.mapper();

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
            return Optional.of(JSON.treeToValue(root, Manifest.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
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
            return JSON.readValue(line, LedgerLine.class).call();
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
