package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bundle redacted again: other names, no secret, the same verdicts. */
class RedactCommandTest {
    private static final Path SAMPLES = Path.of("../samples");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> samples() {
        return Samples.all().stream().map(Samples.Sample::name);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("samples")
    void verdictsAreTheSameUnderOtherNames(String sample) throws IOException {
        Path before = SAMPLES.resolve(sample + ".zip");
        Path after = folder.resolve("after.zip");

        assertThat(run("redact", "" + before, "--out", "" + after, "--pseudonymise", "hosts,names"))
                .as(err.toString())
                .isZero();

        UnaryOperator<String> renamed = names(folder.resolve("after.names.json"));
        assertThat(lines(JudgedSamples.judge(after), word -> word))
                .containsExactlyInAnyOrderElementsOf(lines(JudgedSamples.of(sample), renamed));
        assertThat(contents(after)).doesNotContain("PLANTED-SECRET", "node1@localhost", "order_book", "1B30E9C5");
    }

    @Test
    void withTheKeyOfTheSiteTwoBundlesCallTheSameByTheSameNameAndTheKeyIsInNeither() throws IOException {
        String key = "0123456789abcdef".repeat(2) + "fedcba9876543210".repeat(2);
        Path file = Files.writeString(folder.resolve("site.key"), key);
        for (String sample : List.of("healthy-three-nodes", "blocked-consumer")) {
            assertThat(run(
                            "redact",
                            "" + SAMPLES.resolve(sample + ".zip"),
                            "--out",
                            "" + folder.resolve(sample + ".zip"),
                            "--pseudonymise",
                            "hosts,names",
                            "--site-key",
                            "" + file))
                    .as(err.toString())
                    .isZero();
            assertThat(contents(folder.resolve(sample + ".zip"))).doesNotContain(key, "node1@localhost");
        }
        UnaryOperator<String> one = names(folder.resolve("healthy-three-nodes.names.json"));
        UnaryOperator<String> other = names(folder.resolve("blocked-consumer.names.json"));

        for (String name : List.of("node1@localhost", "order_updates", "trading_app", "audit_log", "1B30E9C5")) {
            assertThat(other.apply(name)).isEqualTo(one.apply(name)).isNotEqualTo(name);
        }
    }

    /** Verdicts and findings, a line each. */
    private static List<String> lines(Findings findings, UnaryOperator<String> renamed) {
        return Stream.concat(
                        findings.verdicts().stream().map(v -> v.playbook() + " " + v.state()),
                        findings.findings().stream().map(f -> line(f, renamed)))
                .toList();
    }

    private static String line(Finding finding, UnaryOperator<String> renamed) {
        Subject s = finding.subject();
        return String.join(
                "|",
                finding.code(),
                finding.severity().toString(),
                s.kind().word(),
                renamed.apply(s.node()),
                renamed.apply(s.pid()),
                renamed.apply(s.name()),
                s.behavior(),
                renamed.apply(s.application()),
                renamed.apply(s.peer()),
                renamed.apply(s.event()),
                s.function());
    }

    /** What the map says of a name or a pid. */
    private static UnaryOperator<String> names(Path file) throws IOException {
        JsonNode map = JsonMapper.shared().readTree(Files.readString(file));
        Map<String, String> names = new HashMap<>();
        for (JsonNode kind : map) {
            kind.properties()
                    .forEach(one -> names.put(one.getKey(), one.getValue().asString()));
        }
        Pattern crc = Pattern.compile("(?<=<)[0-9A-F]{8}(?=[.:])");
        return word ->
                names.getOrDefault(word, crc.matcher(word).replaceAll(m -> names.getOrDefault(m.group(), m.group())));
    }

    /** Names and contents of all files. */
    private static String contents(Path bundle) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Bundle opened = Bundle.open(bundle)) {
            for (String file : opened.files()) {
                all.append(file).append('\n');
                try (InputStream in = opened.open(file)) {
                    all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return all.toString();
    }

    @Test
    void theNewBundleMayBeATarGz() throws IOException {
        Path after = folder.resolve("after.tar.gz");

        assertThat(run("redact", "" + SAMPLES.resolve("healthy-three-nodes.zip"), "--out", "" + after))
                .isZero();

        try (Bundle bundle = Bundle.open(after)) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.calls()).isNotEmpty();
        }
    }

    @Test
    void keysAndPatternsOfTheUsersGoAndTheOldBundleStays() throws IOException {
        Path before = SAMPLES.resolve("healthy-three-nodes.zip");
        byte[] bytes = Files.readAllBytes(before);
        Path after = folder.resolve("after.zip");

        int code = run(
                "redact",
                "" + before,
                "--out",
                "" + after,
                "--redact-key",
                "specs_total",
                "--redact-pattern",
                "quote=AAPL");

        assertThat(code).isZero();
        assertThat(contents(after))
                .doesNotContain("AAPL")
                .contains("node1@localhost", "pattern quote: ", "\"redacted\"");
        assertThat(Files.readAllBytes(before)).isEqualTo(bytes);
        assertThat(out.toString()).contains("values more than before", "Left out  ");
        assertThat(folder.resolve("after.names.json")).doesNotExist();
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");
        Path map = Files.writeString(folder.resolve("new.names.json"), "mine");
        String sample = "" + SAMPLES.resolve("healthy-three-nodes.zip");

        assertThat(run("redact", sample, "--out", "" + there)).isEqualTo(1);
        assertThat(run("redact", sample, "--out", "" + folder.resolve("new.zip"), "--pseudonymise", "names"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("there.zip exists already", "new.names.json: it exists already");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
        assertThat(map).hasContent("mine");
    }

    @Test
    void aWrongWordIsTold() {
        assertThat(run("redact", "x.zip", "--out", "y.zip", "--pseudonymise", "all"))
                .isEqualTo(1);
        assertThat(run("redact", "x.zip", "--out", "y.tar")).isEqualTo(1);
        assertThat(err.toString()).contains("use hosts or names", "does not end like a bundle");
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
