package ergodiag.replay.recording;

import ergodiag.bundle.NotABundle;
import ergodiag.bundle.foreign.ForeignJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * How rows are written, but for their values: names, signs and blanks in their order. Rows that one program wrote have one layout, or a few.
 *
 * @param bytes what stands before each value, and behind the last one
 * @param pieces the same as texts
 * @param names of the fields, in their order
 */
record Layout(List<byte[]> bytes, List<String> pieces, List<String> names) {

    /** @param quoted the names as they stand there */
    static Layout of(List<byte[]> bytes, List<String> quoted) {
        List<String> names = new ArrayList<>();
        try {
            for (String name : quoted) {
                names.add(ForeignJson.mapper().readValue(name, String.class).intern());
            }
        } catch (JacksonException e) {
            throw new NotABundle("Replaying: a recorded list cannot be read (" + e.getOriginalMessage() + ").", e);
        }
        return new Layout(
                List.copyOf(bytes),
                bytes.stream()
                        .map(piece -> new String(piece, StandardCharsets.UTF_8))
                        .toList(),
                List.copyOf(names));
    }
}
