package ergodiag.capture.close;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import ergodiag.capture.ask.Ledger;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written before it was known to be a secret. */
class FinalScanTest {
    private static final String LIST = "nodes/a@b/process_list.001.json";

    @TempDir
    private Path folder;

    private BundleWriter writer;
    private final Redaction redaction = new Redaction();

    @BeforeEach
    void begin() {
        writer = BundleWriter.create(folder.resolve("b.zip"));
    }

    @Test
    void aSecretThatStandsInAFileGoesAndTheFileIsJsonStill() throws IOException {
        store(LIST, "[{\"PID\": \"x\", \"State\": \"letmein-4711\", \"at\": 1}]");
        redaction.text("password=letmein-4711");

        assertThat(scan()).isZero();
        assertThat(Files.readString(writer.path(LIST)))
                .matches("\\[\\{\"PID\": \"x\", \"State\": \"\\[removed:[0-9a-f]{8}]\", \"at\": 1}]");
        assertThat(writer.calls().get(0).stored()).contains(writer.describe(LIST));
    }

    @Test
    void aFileThatCannotBeLookedThroughIsLeftOutAndItsCallSaysSo() {
        store(LIST, "[{\"PID\": \"x\", ");
        redaction.text("password=letmein-4711");

        assertThat(scan()).isEqualTo(1);
        assertThat(writer.path(LIST)).doesNotExist();
        Call call = writer.calls().get(0);
        assertThat(call.file()).isEmpty();
        assertThat(call.outcome()).isEqualTo(Outcome.GARBLED);
        assertThat(call.error()).contains("could not be looked through");
    }

    @Test
    void noPieceOfTheLedgerIsTakenForASecret() throws IOException {
        store(LIST, "[]");
        for (String piece : new String[] {"\"outcome\":\"", "process_list", "2026-11-23T00:00:00Z", "\"file\":\""}) {
            redaction.text("password='" + piece + "' x");
        }
        String before = Files.readString(writer.path("calls.jsonl"));

        assertThat(scan()).isZero();
        assertThat(writer.path("calls.jsonl")).hasContent(before);
    }

    private int scan() {
        return new FinalScan(writer, redaction, new Ledger(writer, redaction)).run();
    }

    private void store(String file, String text) {
        Stored stored = writer.store(file, text.getBytes(StandardCharsets.UTF_8));
        writer.append(new Call(
                1,
                new Asked("a@b", "process_list", Map.of("sort_by", "process_list"), "why it was asked"),
                new Timing(Instant.parse("2026-11-23T00:00:00Z"), Duration.ZERO),
                Outcome.OK,
                Failure.of(""),
                OptionalInt.of(1),
                Optional.of(stored),
                ListPart.NONE));
    }
}
