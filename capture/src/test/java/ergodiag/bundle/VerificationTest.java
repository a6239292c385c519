package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.bytes;
import static ergodiag.bundle.BundleSamples.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.archive.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final String REPLY = "nodes/node1@localhost/process_list.mailbox.001.json";

    @TempDir
    private Path folder;

    private final Map<String, String> entries = new TreeMap<>();
    private Path whole = Path.of("");

    @BeforeEach
    void write() {
        BundleWriter writer = BundleWriter.create(folder.resolve("x.zip"));
        writer.append(BundleSamples.ok(1, writer.store(REPLY, bytes("[]"))));
        writer.log("it went well");
        whole = writer.close(manifest(), "Read me.\n");
        try (Bundle bundle = Bundle.open(whole)) {
            bundle.files().forEach(file -> entries.put("x/" + file, bundle.text(file)));
        }
    }

    @Test
    void aBundleAsItWasWrittenIsSoundAndItsSumIsThatOfTheFile() throws IOException {
        Verification verification = of(whole);
        assertThat(verification.faults()).isEmpty();
        assertThat(verification.complete()).isTrue();
        assertThat(verification.files()).isEqualTo(6);
        assertThat(verification.sum()).contains(Sha256.of(Files.readAllBytes(whole)));
        assertThat(of(zipped()).sound()).isTrue();
    }

    @Test
    void whatIsAlteredMissingOrAddedIsNamed() throws IOException {
        entries.put("x/" + REPLY, "[1]");
        entries.remove("x/capture.log");
        entries.put("x/nodes/extra.json", "{}");
        entries.put("elsewhere.txt", "?");
        assertThat(of(zipped()).faults())
                .containsExactlyInAnyOrder(
                        "altered  " + REPLY,
                        "missing  capture.log",
                        "added    nodes/extra.json",
                        "'elsewhere.txt' stands outside the root folder.");
    }

    @Test
    void whoeverAltersTheSumsAsWellIsToldByTheLedger() throws IOException {
        entries.put("x/" + REPLY, "[1]");
        entries.put(
                "x/SHA256SUMS", entries.get("x/SHA256SUMS").replace(Sha256.of(bytes("[]")), Sha256.of(bytes("[1]"))));
        assertThat(of(zipped()).faults()).containsExactly("altered  " + REPLY + " (the ledger has another sum)");
    }

    @Test
    void aFileThatStandsThereTwiceIsTold() throws IOException {
        List<String> all = flat();
        all.addAll(List.of("x/capture.log", "another story"));
        assertThat(of(BundleSamples.zip(folder.resolve("twice.zip"), all.toArray(String[]::new)))
                        .faults())
                .contains("'x/capture.log' stands in the file twice.");
    }

    @Test
    void aFolderThatWasNeverClosedHasNothingToBeCheckedAgainstButItsLedger() {
        BundleWriter writer = BundleWriter.create(folder.resolve("killed.zip"));
        writer.append(BundleSamples.ok(1, writer.store(REPLY, bytes("[]"))));
        Verification verification = of(writer.folder());
        assertThat(verification.complete()).isFalse();
        assertThat(verification.sum()).isEmpty();
        assertThat(verification.faults()).singleElement().asString().contains("SHA256SUMS is missing", "recover");
        writer.abandon();
    }

    private static Verification of(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            return Verification.of(bundle);
        }
    }

    private List<String> flat() {
        List<String> all = new ArrayList<>();
        entries.forEach((name, text) -> all.addAll(List.of(name, text)));
        return all;
    }

    private Path zipped() throws IOException {
        return BundleSamples.zip(folder.resolve("again.zip"), flat().toArray(String[]::new));
    }
}
