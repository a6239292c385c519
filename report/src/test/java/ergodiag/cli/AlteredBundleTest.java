package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import ergodiag.findings.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle in which somebody changed something after it was written: whoever reads it says so, and nothing rests on what was changed. */
class AlteredBundleTest {
    private static final Path SAMPLE = Path.of("../samples/healthy-three-nodes.zip");

    @TempDir
    private Path folder;

    private Path bundle = Path.of("");
    private String list = "";

    private record Said(int code, String text) {}

    private static Said say(Object... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return new Said(Main.run(out, out, words), text.toString());
    }

    @BeforeEach
    void unpack() throws IOException {
        bundle = folder.resolve("bundle");
        try (Bundle whole = Bundle.open(SAMPLE)) {
            for (String file : whole.files()) {
                Path target = bundle.resolve(file);
                Files.createDirectories(target.getParent());
                try (InputStream in = whole.open(file)) {
                    Files.copy(in, target);
                }
            }
            list = whole.files().stream()
                    .filter(file -> file.contains("/process_list"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(bundle.resolve(file), Files.readString(bundle.resolve(file)) + text);
    }

    private Findings judged(Object... more) throws IOException {
        Path json = folder.resolve("findings.json");
        Object[] words = new Object[more.length + 4];
        System.arraycopy(new Object[] {"analyze", bundle, "--out", json}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        Said said = say(words);
        assertThat(said.code())
                .as(said.text())
                .isEqualTo((more.length == 0 ? ExitCode.INCOMPLETE : ExitCode.DONE).number());
        return FindingsJson.read("findings.json", Files.readString(json));
    }

    @Test
    void aBundleAsItWasWrittenSaysSo() throws IOException {
        Said said = say("report", bundle, "--out", folder.resolve("r"), "--format", "html,json");
        assertThat(said.code()).isEqualTo(ExitCode.DONE.number());
        assertThat(said.text()).doesNotContain("altered");
        assertThat(Files.readString(folder.resolve("r/report.html"))).contains("all as they were written");
    }

    @Test
    void anAlteredReplyCountsAsNotCapturedUntilItIsTrusted() throws IOException {
        append(list, " ");
        Findings findings = judged();
        assertThat(findings.bundle().integrity().orElseThrow().altered()).containsExactly(list);
        assertThat(findings.notes()).anyMatch(note -> note.contains(list) && note.contains("not captured"));
        assertThat(findings.verdicts())
                .filteredOn(verdict -> verdict.name().equals("process-leak"))
                .allMatch(verdict -> verdict.state() == Verdict.State.CANNOT_TELL)
                .allMatch(verdict ->
                        verdict.gaps().stream().anyMatch(gap -> gap.reason().contains("altered since captured")));
        Findings trusting = judged("--trust-altered");
        assertThat(trusting.bundle().integrity().orElseThrow().trusted()).isTrue();
        assertThat(trusting.verdicts()).allMatch(verdict -> verdict.state() == Verdict.State.HEALTHY);
        assertThat(trusting.notes()).anyMatch(note -> note.contains("--trust-altered"));
    }

    @Test
    void theFirstPageSaysWhatWasAlteredMissingAndAdded() throws IOException {
        append(list, " ");
        Files.delete(bundle.resolve("README.txt"));
        Files.writeString(bundle.resolve("nodes/extra.json"), "{}");
        Path out = folder.resolve("r");
        Said said = say("report", bundle, "--out", out, "--format", "html,md,sarif,json");
        assertThat(said.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(said.text()).contains("altered  " + list, "missing  README.txt", "added    nodes/extra.json");
        for (String file : List.of("report.html", "report.md")) {
            String text = Files.readString(out.resolve(file));
            assertThat(text.substring(0, text.length() / 2))
                    .as(file)
                    .contains("This bundle is not as it was captured: 3 files were altered, added or taken out since");
        }
        assertThat(Files.readString(out.resolve("report.sarif.json"))).contains("counts as not captured");
    }

    @Test
    void anAlteredLedgerLeavesNoPlaybookHealthy() throws IOException {
        append("calls.jsonl", "\n");
        assertThat(judged().verdicts()).noneMatch(verdict -> verdict.state() == Verdict.State.HEALTHY);
    }

    /** Whatever is read, though it is altered, is never told as left out. */
    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "calls.jsonl"})
    void whatIsReadAllTheSameIsSaidToBeRead(String head) throws IOException {
        append(head, "\n");
        Path out = folder.resolve("r");
        Said said = say("report", bundle, "--out", out, "--format", "html,pdf,md,sarif");
        assertThat(said.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(said.text()).contains("is left out, but not " + head, "altered  " + head);
        for (String page : List.of(
                Files.readString(out.resolve("report.html")),
                Files.readString(out.resolve("report.md")),
                inOneLine(out.resolve("report.pdf")))) {
            assertThat(page)
                    .contains("1 file was altered, added or taken out since; all of this rests on " + head)
                    .doesNotContain("nothing here rests on", "nothing rests on the others", "not captured");
        }
        assertThat(Files.readString(out.resolve("report.sarif.json")))
                .contains(head + " is not as it was when the bundle was written, and is read all the same")
                .doesNotContain("as not captured");
    }

    @Test
    void whatIsLeftOutBesidesIsToldApart() throws IOException {
        append("calls.jsonl", "\n");
        append(list, " ");
        Path out = folder.resolve("r");
        say("report", bundle, "--out", out, "--format", "md,sarif");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("2 files were altered", "rests on calls.jsonl,", "; nothing rests on the others.");
        assertThat(Files.readString(out.resolve("report.sarif.json")))
                .contains("1 file was altered since the bundle was written (" + list + ") and counts as not captured");
    }

    /** A ledger that the sums do not name was added, or put in the place of another. */
    @Test
    void aLedgerThatTheSumsDoNotNameLeavesNoPlaybookHealthy() throws IOException {
        Path sums = bundle.resolve("SHA256SUMS");
        Files.writeString(sums, Files.readString(sums).replaceAll("(?m)^.*  calls\\.jsonl\n", ""));
        Findings findings = judged();
        assertThat(findings.bundle().integrity().orElseThrow().added()).containsExactly("calls.jsonl");
        assertThat(findings.verdicts()).noneMatch(verdict -> verdict.state() == Verdict.State.HEALTHY);
    }

    private static String inOneLine(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    @Test
    void everyReaderLeavesItOut() throws IOException {
        append(list, " ");
        assertThat(say("show", bundle, list + "#/0").code()).isNotEqualTo(ExitCode.DONE.number());
        assertThat(say("show", bundle, list + "#/0", "--trust-altered").code()).isEqualTo(ExitCode.DONE.number());
        Path pack = folder.resolve("pack.zip");
        assertThat(say("evidence", bundle, "--out", pack).code()).isEqualTo(ExitCode.INCOMPLETE.number());
        Path copy = folder.resolve("copy.zip");
        Said redacted = say("redact", bundle, "--out", copy);
        assertThat(redacted.code()).as(redacted.text()).isEqualTo(ExitCode.INCOMPLETE.number());
        for (Path written : List.of(pack, copy)) {
            try (Bundle opened = Bundle.open(written)) {
                assertThat(opened.files()).as(written.toString()).doesNotContain(list);
            }
            assertThat(say("verify", written).code()).as(written.toString()).isEqualTo(ExitCode.DONE.number());
        }
        Said compared = say("diff", SAMPLE, bundle);
        assertThat(compared.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(compared.text()).contains("not as it was captured");
    }
}
