package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle whose secrets were not taken out, with a reply in which they cannot be looked for. */
class UnsearchedTest {
    private static final Path SAMPLE = Path.of("../samples/blocked-consumer.zip");
    private static final String TOOL = "process_list";

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeLookedThroughIsLeftOutAndSaid() throws IOException {
        int cut = unpack();
        Path findings = folder.resolve("findings.json");
        StringWriter err = new StringWriter();

        int code = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "analyze",
                folder.resolve("b").toString(),
                "--trust-altered",
                "--out",
                findings.toString());

        assertThat(cut).isPositive();
        assertThat(code).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(err.toString()).contains(cut + " files cannot be looked through for them: left out.");
        assertThat(Files.readString(findings))
                .contains("the reply cannot be looked through for secrets and is not read");
    }

    /** Unpacks the sample, with half of each list; says how many those are. */
    private int unpack() throws IOException {
        int cut = 0;
        try (Bundle sample = Bundle.open(SAMPLE)) {
            for (String name : sample.files()) {
                Path file = folder.resolve("b").resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream in = sample.open(name)) {
                    byte[] content = in.readAllBytes();
                    boolean list = file.getFileName().toString().startsWith(TOOL);
                    String text = new String(content, StandardCharsets.UTF_8);
                    Files.writeString(file, list ? text.substring(0, text.length() / 2) : text);
                    cut += list ? 1 : 0;
                }
            }
        }
        return cut;
    }
}
