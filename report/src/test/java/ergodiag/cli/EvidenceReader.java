package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads again what a piece of evidence points at. */
final class EvidenceReader {
    private EvidenceReader() {}

    /** The value at the pointer as JSON text without quotes, or the text of the line, trimmed where the evidence quotes it trimmed. */
    static String read(Bundle bundle, Evidence evidence) {
        String text = bundle.text(evidence.file());
        if (evidence.pointer().isPresent()) {
            JsonNode found = JsonMapper.shared()
                    .readTree(text)
                    .at(JsonPointer.compile(evidence.pointer().get()));
            return found.isString() ? found.asString() : found.toString();
        }
        List<String> lines = text.lines().toList();
        String line = evidence.line().getAsInt() <= lines.size()
                ? lines.get(evidence.line().getAsInt() - 1)
                : "";
        return line.contains(evidence.value()) ? evidence.value() : line;
    }
}
