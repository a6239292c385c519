package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles with entries that no honest program writes: what is read says what it could not read, in a sentence, and ends with the number for it. */
class BombsTest {
    private static final Path SAMPLE = Path.of("../samples/healthy-three-nodes.zip");
    private static final int RECORD = 0x02014b50;
    private static final int METHOD = 10;
    private static final int FLAGS = 8;
    private static final int START = 42;
    private static final int NAME = 46;

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    private static Said say(Object... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        Said said = new Said(Main.run(out, out, words), text.toString());
        assertThat(said.text()).doesNotContain("\tat ").doesNotContain("bug of ergodiag");
        return said;
    }

    /** The sample, of which the directory says something else about one entry. */
    private Path lying(String entry, Consumer<ByteBuffer> lie) throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(SAMPLE)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] end = entry.getBytes(StandardCharsets.UTF_8);
        int found = 0;
        for (int i = 0; i < zip.limit() - NAME; i++) {
            if (zip.getInt(i) == RECORD) {
                int length = zip.getShort(i + 28);
                String name = new String(zip.array(), i + NAME, length, StandardCharsets.UTF_8);
                if (name.endsWith(entry)) {
                    lie.accept(zip.slice(i, NAME + end.length).order(ByteOrder.LITTLE_ENDIAN));
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(1);
        return Files.write(folder.resolve("lying.zip"), zip.array());
    }

    private static String list() throws IOException {
        try (ZipFile zip = new ZipFile(SAMPLE.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.contains("/process_list"))
                    .map(name -> name.substring(name.indexOf('/') + 1))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void oneReplyIsLost(Path bundle, String because) throws IOException {
        String lost = list();
        Said verified = say("verify", bundle);
        assertThat(verified.code()).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
        assertThat(verified.text().lines().filter(line -> line.contains(lost)))
                .singleElement()
                .asString()
                .startsWith("altered  " + lost + " (it cannot be read: ")
                .contains(because);
        Said judged = say("analyze", bundle, "--out", folder.resolve("findings.json"));
        assertThat(judged.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(judged.text()).contains(because);
        Said shown = say("show", bundle, lost);
        assertThat(shown.code()).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
        assertThat(shown.text()).contains("it is not as it was written").contains(because);
        assertThat(Files.readString(folder.resolve("findings.json"))).contains(" as not captured");
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 95, 14, 12, 20})
    void aReplyPackedInAnotherWayCostsItselfOnly(int method) throws IOException {
        oneReplyIsLost(
                lying(list(), record -> record.putShort(METHOD, (short) method)), "packed by the method " + method);
    }

    @Test
    void anEncryptedReplyCostsItselfOnly() throws IOException {
        oneReplyIsLost(lying(list(), record -> record.putShort(FLAGS, (short) 1)), "encrypted");
    }

    @Test
    void aReplyThatIsAnotherEntryAsWellCostsBoth() throws IOException {
        oneReplyIsLost(lying(list(), record -> record.putInt(START, 0)), "another entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "analyze", "report", "show", "evidence", "diff", "redact", "serve", "recover"})
    void withoutALedgerThatCanBeReadNothingIsLeft(String command) throws IOException {
        Path bundle = lying("/calls.jsonl", record -> record.putShort(METHOD, (short) 93));
        Map<String, List<Object>> more = Map.of(
                "show", List.of("manifest.json"),
                "diff", List.of(SAMPLE),
                "serve", List.of("--port", "0"),
                "analyze", List.of("--out", folder.resolve("out")),
                "report", List.of("--out", folder.resolve("out")),
                "redact", List.of("--out", folder.resolve("out.zip")),
                "evidence", List.of("--out", folder.resolve("out.zip")));
        Object[] words = new Object[2 + more.getOrDefault(command, List.of()).size()];
        words[0] = command;
        words[1] = bundle;
        for (int i = 2; i < words.length; i++) {
            words[i] = more.getOrDefault(command, List.of()).get(i - 2);
        }
        Said said = say(words);
        if (command.equals("recover")) {
            assertThat(said.code()).isEqualTo(ExitCode.USAGE.number());
        } else {
            assertThat(said.code()).as(said.text()).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
            assertThat(said.text()).contains("packed by the method 93").hasLineCount(1);
        }
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("out.zip")).doesNotExist();
    }

    /** What it says is taken from the ledger. */
    @Test
    void aManifestThatCannotBeReadCostsItselfOnly() throws IOException {
        Path bundle = lying("/manifest.json", record -> record.putShort(METHOD, (short) 93));
        assertThat(say("verify", bundle).code()).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
        Said judged = say("analyze", bundle, "--out", folder.resolve("findings.json"));
        assertThat(judged.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(Files.readString(folder.resolve("findings.json"))).contains("is taken from the ledger");
    }

    @Test
    void sumsThatCannotBeReadCostTheComparisonOnly() throws IOException {
        Path bundle = lying("/SHA256SUMS", record -> record.putShort(METHOD, (short) 93));
        assertThat(say("verify", bundle).text()).contains("altered  SHA256SUMS (it cannot be read");
        assertThat(say("analyze", bundle, "--out", folder.resolve("findings.json"))
                        .code())
                .isEqualTo(ExitCode.INCOMPLETE.number());
    }

    /** A ledger of one endless line, packed to nothing; the true calls stand before it. */
    @Test
    void aLedgerThatDoesNotEndIsReadAsFarAsALedgerCanBe() throws IOException {
        Path bundle = folder.resolve("endless.zip");
        try (ZipFile sample = new ZipFile(SAMPLE.toFile());
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
            for (ZipEntry entry : Collections.list(sample.entries())) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                sample.getInputStream(entry).transferTo(zip);
                if (entry.getName().endsWith("/calls.jsonl")) {
                    byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 500; i++) {
                        zip.write(piece);
                    }
                }
            }
        }
        Said verified = say("verify", bundle);
        assertThat(verified.code()).isEqualTo(ExitCode.NOT_A_BUNDLE.number());
        assertThat(verified.text()).contains("altered  calls.jsonl (it cannot be read: it is larger than 512 MB");
        Said judged = say("analyze", bundle, "--out", folder.resolve("findings.json"));
        assertThat(judged.code()).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(Files.readString(folder.resolve("findings.json"))).contains("it is longer than 512 MB");
    }
}
