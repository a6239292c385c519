package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of rows in which no text is there twice, which takes many times its size in memory: it is left out and said, and the rest is judged. */
class TooLargeBundleTest {
    private static final String LIST = "nodes/a@h/process_list.all.001.json";
    /** In columns, where nothing is there twice, more than a share of that memory. */
    private static final int ROWS = 60_000;

    private static final String MEMORY = "96m";

    @TempDir
    private Path folder;

    private Path bundle = Path.of("");
    private SmallProgram program = new SmallProgram(MEMORY, bundle);

    @BeforeEach
    void bundle() throws IOException {
        program = new SmallProgram(MEMORY, folder.resolve("said"));
        bundle = folder.resolve("large.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
            zip.setLevel(Deflater.NO_COMPRESSION); // else its ratio alone is refused
            entry(zip, "manifest.json");
            text(zip, """
                    {"format":"ergodiag.bundle/1","capture":{"started":"2026-11-23T20:15:00Z","finished":"2026-11-23T20:16:00Z"},
                    "nodes":[{"name":"a@h","state":"captured"}]}""");
            entry(zip, "calls.jsonl");
            text(zip, line(1, "node_info", "nodes/a@h/node_info.001.json") + line(2, "process_list", LIST));
            entry(zip, "nodes/a@h/node_info.001.json");
            text(zip, "{\"Name\":\"a@h\",\"Uptime\":100,\"ProcessesTotal\":10}");
            entry(zip, LIST);
            text(zip, "[");
            StringBuilder some = new StringBuilder();
            for (long row = 0; row < ROWS; row++) {
                String text = letters(row);
                some.append("{\"PID\":\"")
                        .append(text)
                        .append("\",\"Name\":\"n")
                        .append(text);
                some.append("\",\"Application\":\"a")
                        .append(text)
                        .append("\",\"Behavior\":\"b")
                        .append(text);
                some.append("\",\"State\":\"s")
                        .append(text)
                        .append("\",\"Parent\":\"p")
                        .append(text)
                        .append("\"},");
                if (some.length() > 1 << 16) {
                    text(zip, some.toString());
                    some.setLength(0);
                }
            }
            text(zip, some.toString());
            text(zip, "{}]");
        }
    }

    @Test
    void whoeverReadsItSaysSoAndEndsWithLessThanAsked() throws IOException, InterruptedException {
        for (String[] command : new String[][] {
            {"analyze", "" + bundle, "--out", "" + folder.resolve("f.json")},
            {"report", "" + bundle, "--out", "" + folder.resolve("r"), "--format", "md"},
            {"diff", "" + bundle, "" + bundle},
            {"evidence", "" + bundle, "--out", "" + folder.resolve("e.zip")}
        }) {
            assertThat(program.run(command)).as(command[0] + program.words()).isEqualTo(ExitCode.INCOMPLETE.number());
            assertThat(program.words()).as(command[0]).contains("too large for the memory", LIST, "-Xmx");
        }
        assertThat(folder.resolve("f.json")).content().contains("\"too_large\" : [ \"" + LIST + "\" ]");
    }

    @Test
    void whoeverOnlyCopiesItTakesItWhole() throws IOException, InterruptedException {
        Path copy = folder.resolve("copy.zip");

        assertThat(program.run("redact", "" + bundle, "--out", "" + copy))
                .as(program.words())
                .isZero();

        try (Bundle redacted = Bundle.open(copy)) {
            assertThat(redacted.files()).contains(LIST);
        }
    }

    private static String line(long id, String tool, String file) {
        return "{\"id\":" + id + ",\"node\":\"a@h\",\"tool\":\"" + tool
                + "\",\"started\":\"2026-11-23T20:15:00Z\",\"outcome\":\"ok\",\"reading\":1,\"file\":\"" + file
                + "\"}\n";
    }

    /** A number without digits. */
    private static String letters(long number) {
        StringBuilder letters = new StringBuilder();
        for (long left = number; left > 0; left /= 26) {
            letters.append((char) ('a' + left % 26));
        }
        return letters.toString();
    }

    private static void entry(ZipOutputStream zip, String file) throws IOException {
        zip.putNextEntry(new ZipEntry("b/" + file));
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
