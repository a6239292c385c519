package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.CustodyEntry.Did;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.close.RedactedCopy;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SiteKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The custody log of a bundle, from its capture on. */
class CustodyTest {
    private static final Instant LATER = Instant.parse("2026-11-28T18:00:00.125Z");
    private static final CustodyEntry COPIED =
            CustodyEntry.of(Did.REDACTED, LATER, "2", Optional.of("00ff"), Optional.of("Bob, at one@host"));
    private static final Privacy WITHOUT_NAMES =
            new Privacy(List.of(), List.of(), Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE);

    @TempDir
    private Path folder;

    @Test
    void itBeginsWithTheCapture() throws IOException {
        try (Bundle bundle = Bundle.open(captured(Labels.of("").with(Label.BY, Optional.of("Ann")), Privacy.USUAL))) {
            Manifest manifest = bundle.manifest();
            assertThat(manifest.custody())
                    .containsExactly(CustodyEntry.of(
                            Did.CAPTURED,
                            manifest.capture().finished().orElseThrow(),
                            "test",
                            Optional.empty(),
                            Optional.of("Ann")));
        }
    }

    @Test
    void nobodyIsNamedWhomNobodyNamed() throws IOException {
        try (Bundle bundle = Bundle.open(captured(Labels.of(""), Privacy.USUAL))) {
            assertThat(bundle.manifest().custody())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.by()).isEmpty());
            assertThat(bundle.text("manifest.json")).doesNotContain("\"by\" : \"");
        }
    }

    @Test
    void aCopyCarriesItOnAndWhoDidItHasPseudonymsLikeTheLabels() throws IOException {
        Labels labels = Labels.of("").with(Label.BY, Optional.of("Ann, at one@host"));
        try (Bundle whole = Bundle.open(captured(labels, Privacy.USUAL))) {
            RedactedCopy copy =
                    RedactedCopy.of(whole, folder.resolve("copy.zip"), Wrapping.PLAIN, WITHOUT_NAMES, COPIED);
            List<CustodyEntry> log = copy.manifest().custody();
            assertThat(log).hasSize(2);
            assertThat(log).extracting(CustodyEntry::did).containsExactly("captured", "redacted");
            assertThat(log)
                    .allSatisfy(entry ->
                            assertThat(entry.by().orElse("")).matches("(Ann|Bob), at node-[a-z]{4}@host-[a-z]{4}"));
            assertThat(log.get(1).from()).contains("00ff");
            try (Bundle written = Bundle.open(copy.bundle())) {
                assertThat(written.manifest().custody()).isEqualTo(log);
            }
        }
    }

    @Test
    void ofABundleWithoutOneItBeginsWithWhatIsKnown() throws IOException {
        Labels labels = Labels.of("").with(Label.BY, Optional.of("Ann"));
        try (Bundle bundle = Bundle.open(captured(labels, Privacy.USUAL))) {
            Manifest m = bundle.manifest();
            Manifest old = new Manifest(
                    m.format(),
                    m.tool(),
                    m.capture(),
                    m.nodes(),
                    m.redaction(),
                    m.calls(),
                    m.own(),
                    m.load(),
                    List.of());
            assertThat(old.after(COPIED).custody())
                    .containsExactlyElementsOf(m.after(COPIED).custody())
                    .hasSize(2);
        }
    }

    private Path captured(Labels labels, Privacy privacy) throws IOException {
        try (FakeNode cluster = new FakeNode()) {
            CaptureOptions usual = Captures.options(
                    Endpoint.of(cluster.url(), Optional.empty()), Duration.ZERO, folder.resolve("bundle.zip"));
            CaptureOptions options = new CaptureOptions(
                    usual.endpoints(),
                    usual.approach(),
                    usual.scope(),
                    labels,
                    privacy,
                    usual.budget(),
                    List.of(),
                    usual.target(),
                    Wrapping.PLAIN,
                    usual.version());
            return new Capture(options, Progress.SILENT).run().bundle();
        }
    }
}
