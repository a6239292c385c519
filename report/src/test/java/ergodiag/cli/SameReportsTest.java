package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.report.format.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reports of all samples, byte for byte, so that a change of the house is known to change nothing that anybody reads. Where they are
 * meant to change, read what changed (this test leaves the new reports in {@code target/reports}) and take the new sums with
 * {@code -Dergodiag.reports=accept}.
 */
class SameReportsTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Path SUMS = Path.of("src/test/resources/reports.sha256");
    private static final Path LEFT = Path.of("target/reports");

    @Test
    void theReportsOfAllSamplesAreTheSame(@TempDir Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String sample : samples()) {
            Path reports = folder.resolve(sample);
            write(SAMPLES.resolve(sample + ".zip"), reports);
            for (Path report : listed(reports)) {
                sums.put(sample + "/" + report.getFileName(), sha256(report));
            }
        }
        if ("accept".equals(System.getProperty("ergodiag.reports"))) {
            Files.writeString(SUMS, asLines(sums));
        }
        Map<String, String> known = known();
        for (String report : sums.keySet()) {
            if (!sums.get(report).equals(known.get(report))) {
                Path left = LEFT.resolve(report);
                Files.createDirectories(left.getParent());
                Files.write(left, Files.readAllBytes(folder.resolve(report)));
            }
        }
        assertThat(sums)
                .as("sums of the reports; those that differ are in %s", LEFT)
                .isEqualTo(known);
    }

    private static void write(Path sample, Path reports) {
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "report",
                sample.toString(),
                "--out",
                reports.toString(),
                "--format",
                Stream.of(Format.values()).map(Format::toString).collect(Collectors.joining(",")));
        assertThat(code).as("%s: %s", sample, err).isZero();
    }

    private static List<String> samples() throws IOException {
        return listed(SAMPLES).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".zip"))
                .map(name -> name.substring(0, name.length() - ".zip".length()))
                .toList();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** In the format of {@code sha256sum}. */
    private static String asLines(Map<String, String> sums) {
        return sums.entrySet().stream()
                .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        for (String line : Files.readAllLines(SUMS, StandardCharsets.UTF_8)) {
            String[] sum = line.split("  ", 2);
            known.put(sum[1], sum[0]);
        }
        return known;
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
