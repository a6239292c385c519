package ergodiag.incident.log;

import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes secrets out of messages by the rules for log files that are taken along. All have the same mark, so that the result is the same twice. */
final class WithoutSecrets {
    private final Redaction redaction = Redaction.withoutPseudonyms();

    /** @param nodes names that stay */
    WithoutSecrets(List<String> nodes) {
        nodes.forEach(redaction::spare);
    }

    /** Remembers the secrets of a line. */
    void learn(String line) {
        copy(line);
    }

    /** The message without secrets of its own and of lines that were learnt from. */
    String clean(String message) {
        return redaction.known(copy(message));
    }

    private String copy(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            redaction.copyLines(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.APPLICATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
