package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.close.Recovery;
import ergodiag.capture.close.RedactedCopy;
import ergodiag.capture.scope.Attachment;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.Redaction;
import ergodiag.redact.SiteKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture that is to hold no true names. */
class PseudonymousCaptureTest {
    private static final CustodyEntry MADE =
            CustodyEntry.of(CustodyEntry.Did.RECOVERED, Instant.EPOCH, "test", Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void noTrueNameIsInTheBundleAndTheMapStandsBesideIt() throws IOException {
        CaptureResult result;
        try (FakeNode cluster = new FakeNode()) {
            cluster.runs(FakeNode.OTHER, "shop_app", "main.Orders", 50, "sleep");
            result = new Capture(options(cluster), Progress.SILENT).run();
        }

        Path names = result.names().orElseThrow();
        assertThat(names).isEqualTo(folder.resolve("bundle.names.json"));
        assertThat(Files.readString(names)).contains("one@host", "two@host", "shop_app");
        assertThat(contents(result.bundle()))
                .doesNotContain("@host\"", "one@", "two@", "shop_app", "names.json", TrueNames.FILE)
                .contains("main.Orders", "pseudonyms of hosts: ", "pseudonyms of names: ");
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.calls())
                    .allSatisfy(call -> assertThat(call.node()).matches("|node-[a-z]{4}@host-[a-z]{4}"));
            assertThat(bundle.calls().stream().flatMap(call -> call.file().stream()))
                    .isSubsetOf(bundle.files())
                    .isNotEmpty();
            assertThat(bundle.manifest().capture().entry().node())
                    .isEqualTo(node(bundle, 0))
                    .isNotEqualTo(node(bundle, 1));
            for (Call call : bundle.calls()) {
                if (call.file().isPresent()) {
                    assertThat(bundle.text(call.file().get()).getBytes(StandardCharsets.UTF_8))
                            .as(call.file().get())
                            .hasSize((int) call.bytes());
                }
            }
        }
    }

    @Test
    void theMapIsForItsOwnerOnly() throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            CaptureResult result = new Capture(options(cluster), Progress.SILENT).run();

            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(result.names().orElseThrow())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aMapThatIsThereAlreadyIsToldBeforeAnybodyIsAsked() throws IOException {
        Files.writeString(folder.resolve("bundle.names.json"), "mine");
        try (FakeNode cluster = new FakeNode()) {
            Capture capture = new Capture(options(cluster), Progress.SILENT);

            assertThatThrownBy(capture::run).isInstanceOf(UserError.class).hasMessageContaining("exists already");
            assertThat(cluster.asked()).isEmpty();
        }
    }

    @Test
    void aCaptureThatWasKilledBecomesABundleWithThePseudonymsThatWereAskedFor() throws IOException {
        Path part = killedAtTheEnd(() -> {});
        assertThat(part.resolve(TrueNames.FILE)).content().contains("--pseudonymise hosts,names");
        assertThat(contents(part)).contains("one@host", "two@host", "shop_app");

        Recovery recovery =
                Recovery.of(part, folder.resolve("bundle.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);

        assertThat(contents(recovery.bundle()))
                .doesNotContain("@host\"", "one@", "two@", "shop_app", TrueNames.FILE)
                .contains("main.Orders", "pseudonyms of hosts: ", "pseudonyms of names: ");
        Path names = recovery.names().orElseThrow();
        assertThat(Files.readString(names)).contains("one@host", "two@host", "shop_app");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(names)))
                .isEqualTo("rw-------");
        assertThat(part).doesNotExist();
    }

    @Test
    void aCaptureThatWasKilledWhileTheNamesWereBeingReplacedGivesNoTrueNameAway() throws IOException {
        Path names = folder.resolve("bundle.names.json");
        Path part = killedAtTheEnd(() -> write(names, "of another bundle"));
        assertThat(part.resolve(TrueNames.FILE)).exists();

        assertThatThrownBy(() -> Recovery.of(
                        part, folder.resolve("bundle.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("bundle.names.json: it exists already");
        Recovery recovery =
                Recovery.of(part, folder.resolve("other.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);

        assertThat(contents(recovery.bundle())).doesNotContain("@host\"", "one@", "two@", "shop_app");
        assertThat(names).hasContent("of another bundle");
    }

    @Test
    void whereNobodyKnowsAnyMoreWhatWasToGoEverythingGoes() throws IOException {
        Path part = killedAtTheEnd(() -> {});
        Files.writeString(part.resolve(TrueNames.FILE), "");

        Recovery recovery =
                Recovery.of(part, folder.resolve("bundle.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);

        assertThat(contents(recovery.bundle())).doesNotContain("@host\"", "one@", "two@", "shop_app");
    }

    @Test
    void theFolderOfAKilledCaptureIsRedactedWithItsPseudonymsAndWarnsItsReader() throws IOException {
        Path part = killedAtTheEnd(() -> {});

        try (Bundle left = Bundle.open(part)) {
            RedactedCopy copy = RedactedCopy.of(left, folder.resolve("copy.zip"), Wrapping.PLAIN, Privacy.USUAL, MADE);

            assertThat(left.damage()).anyMatch(note -> note.contains("The names in this folder are the true ones"));
            assertThat(contents(copy.bundle())).doesNotContain("@host\"", "one@", "two@", "shop_app");
            assertThatThrownBy(() -> TrueNames.refuse(left, "Writing an excerpt"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("ergodiag recover");
        }
    }

    /** What a capture leaves that dies when it is about to close its bundle, or while it does. */
    private Path killedAtTheEnd(Runnable before) throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            cluster.runs(FakeNode.OTHER, "shop_app", "main.Orders", 50, "sleep");
            Progress dies = new Progress() {
                @Override
                public void phase(String what) {
                    if (what.startsWith("closing")) {
                        before.run();
                        if (!Files.exists(folder.resolve("bundle.names.json"))) {
                            throw new IllegalStateException("killed");
                        }
                    }
                }

                @Override
                public void call(String node, String tool, boolean failed) {}
            };
            assertThatThrownBy(() -> new Capture(options(cluster), dies).run()).isInstanceOf(RuntimeException.class);
        }
        return folder.resolve("bundle.part");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CaptureOptions options(FakeNode cluster) throws IOException {
        Path log = Files.writeString(folder.resolve("two@host.log"), "lost two@host, asked 'shop_app' in vain\n");
        CaptureOptions usual = Captures.options(
                Endpoint.of(cluster.url(), Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
        return new CaptureOptions(
                usual.endpoints(),
                usual.approach(),
                usual.scope(),
                usual.labels(),
                new Privacy(List.of(), List.of(), Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE),
                usual.budget(),
                List.of(new Attachment(Optional.of(FakeNode.OTHER), log)),
                usual.target(),
                Wrapping.PLAIN,
                usual.version());
    }

    private static String node(Bundle bundle, int index) {
        return bundle.manifest().nodes().get(index).name();
    }

    private static String contents(Path zip) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Bundle bundle = Bundle.open(zip)) {
            for (String file : bundle.files()) {
                try (InputStream in = bundle.open(file)) {
                    all.append(file).append('\n').append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }
}
