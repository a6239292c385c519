package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Texts that a terminal would obey, in every place of a bundle and in every command: none of them reaches a terminal, nor a report. */
class HostileTextTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A title and a colour in both forms of the controls, marks of direction, what has no width, ends of lines of all kinds. */
    private static final String SIGNS =
            "\u001b]0;pwned\u0007\u001b[31m\u009b31m\u009d0;x\u009c\u202e\u2066\u200f\u200b\u2028\u2029\ufeff\u007f\u0085\b\u0000";

    private static final String HOSTILE = SIGNS + "\rspoofed\nspoofed";

    @TempDir
    private Path folder;

    private record Said(int code, String out, String err) {
        Said isHarmless() {
            for (String text : List.of(out, err)) {
                assertHarmless("printed", text);
                assertThat(text.lines()).noneMatch(line -> line.startsWith("spoofed"));
            }
            return this;
        }

        Said ends(ExitCode code) {
            assertThat(code()).as(out + err).isEqualTo(code.number());
            return isHarmless();
        }
    }

    private static void assertHarmless(String what, String text) {
        assertThat(text.codePoints().filter(c -> c != '\n' && ForeignText.isHarmful(c)))
                .as(() -> what + ": " + ForeignText.shown(text.substring(0, Math.min(3_000, text.length()))))
                .isEmpty();
    }

    private static Said say(boolean terminal, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Main.run(SafeWriter.of(new PrintWriter(out), () -> terminal), new PrintWriter(err), words(arguments));
        return new Said(code, out.toString(), err.toString());
    }

    private static String[] words(Object... arguments) {
        return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    }

    private static String quoted(String text) {
        String json = JSON.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    /** Names of a node, processes, types and functions are hostile in all replies, ledger and manifest. */
    private static ChangedSample hostile() {
        String escaped = quoted(HOSTILE);
        return ChangedSample.of("blocked-consumer", 4)
                .replies(
                        ".json",
                        text -> text.replace("node2@localhost", "node2" + escaped + "@localhost")
                                .replace("settlement_writer", "settlement" + escaped + "_writer")
                                .replace("main.Settlement", "main.Settl" + escaped + "ement")
                                .replace("\"name\": \"clearing_app\"", "\"name\": \"" + escaped + "\""))
                .replies(
                        ".txt",
                        text -> text.replace("main.await", "main.await" + SIGNS.replace("\u0085", ""))
                                .replace("node2@localhost", "node2" + SIGNS.replace("\u0085", "") + "@localhost"))
                .calls(call -> {
                    if (call.path("node").asString("").startsWith("node2")) {
                        call.put("node", "node2" + HOSTILE + "@localhost").put("why", HOSTILE);
                    }
                    if (call.path("tool").asString("").equals("network_ping")) {
                        call.put("outcome", "tool_error").remove("file");
                        call.putObject("error").put("code", -1).put("message", HOSTILE);
                    }
                    ((ObjectNode) call.path("arguments")).put("x" + HOSTILE, HOSTILE);
                    return call;
                })
                .manifest(manifest -> {
                    ObjectNode capture = (ObjectNode) manifest.path("capture");
                    for (String field : List.of("profile", "command", "ticket", "note", "cluster", "operator", "by")) {
                        capture.put(field, HOSTILE);
                    }
                    ((ObjectNode) capture.path("entry")).put("url", "http://" + HOSTILE);
                    ((ObjectNode) manifest.path("nodes").path(1)).put("name", "node2" + HOSTILE + "@localhost");
                    ((ObjectNode) manifest.path("tool")).put("name", HOSTILE).put("version", HOSTILE);
                    ((ObjectNode) manifest.path("redaction")).putArray("kinds").add(HOSTILE);
                    return manifest;
                });
    }

    @Test
    void noCommandPrintsWhatATerminalObeys() throws IOException {
        Path bundle = hostile().zip(folder.resolve("b.zip"), it -> it);
        say(false, "verify", bundle).ends(ExitCode.DONE);
        Said analyzed = say(false, "analyze", bundle).ends(ExitCode.DONE);
        assertThat(JSON.readTree(analyzed.out()).toString()).contains(quoted("node2" + SIGNS.substring(0, 8)));
        Path out = folder.resolve("r");
        say(false, "report", bundle, "--out", out, "--format", "html,pdf,md,json,sarif,junit")
                .ends(ExitCode.DONE);
        try (Stream<Path> written = Files.list(out)) {
            List<Path> texts =
                    written.filter(file -> !file.toString().endsWith(".pdf")).toList();
            assertThat(texts).hasSize(5);
            for (Path file : texts) {
                // the word joiner is ours: it keeps trackers from making links of names
                assertHarmless(
                        file.getFileName().toString(),
                        Files.readString(file).replace("\u2060", "").replace("\t", ""));
            }
        }
        for (String code : List.of("ED0109", "ED0811")) {
            say(false, "show", bundle, "--finding", code).ends(ExitCode.DONE);
        }
        Path json = folder.resolve("f.json");
        Files.writeString(json, analyzed.out());
        for (String form : List.of("text", "json")) {
            say(false, "diff", JudgedSamples.path("blocked-consumer"), bundle, "--format", form)
                    .ends(ExitCode.DONE);
        }
        // a page is many lines, and a name in it may be two of them
        assertHarmless(
                "diff.html",
                say(false, "diff", JudgedSamples.path("blocked-consumer"), bundle, "--format", "html")
                        .out());
        say(false, "diff", JudgedSamples.path("blocked-consumer"), json).ends(ExitCode.DONE);
        say(false, "evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say(false, "redact", bundle, "--out", folder.resolve("c.zip")).isHarmless();
        say(false, "redact", bundle, "--pseudonymise", "hosts,names", "--out", folder.resolve("p.zip"))
                .isHarmless();
        say(false, "recover", hostile().folder(folder.resolve("k.part"))).isHarmless();
    }

    @Test
    void aValueGoesAsItIsIntoAFileOnly() throws IOException {
        String place = "cluster/cluster_nodes.001.json";
        Path bundle = hostile().zip(folder.resolve("b.zip"), it -> it);
        String name = "node2" + HOSTILE + "@localhost";
        Said piped = say(false, "show", bundle, place + "#/1/name", "--value");
        assertThat(piped.out()).isEqualTo(name + "\n");
        assertThat(piped.err()).isEmpty();
        Said seen = say(true, "show", bundle, place + "#/1/name", "--value");
        assertHarmless("printed", seen.out());
        assertThat(seen.out()).contains("node2□]0;pwned□□[31m").hasLineCount(3);
        assertThat(seen.err()).contains("as they are");
        Said plain = say(true, "show", bundle, place + "#/0/name", "--value").ends(ExitCode.DONE);
        assertThat(plain.out()).isEqualTo("node1@localhost\n");
        assertThat(plain.err()).isEmpty();
        say(true, "show", bundle, place, "--value").ends(ExitCode.DONE);
    }

    @Test
    void sumsAndNamesOfFilesAreShownAndNotObeyed() throws IOException {
        String entry = "x"
                + SIGNS.replace("\u0000", "")
                        .replace("\u001b", "")
                        .replace("\u0007", "")
                        .replace("\b", "") + ".json";
        Path bundle = hostile()
                .zip(
                        folder.resolve("b.zip"),
                        it -> it.with(entry, "{}")
                                .with("SHA256SUMS", it.text("SHA256SUMS") + "0".repeat(64) + "  " + SIGNS + "x\n"));
        say(false, "verify", bundle).ends(ExitCode.NOT_A_BUNDLE);
        say(false, "analyze", bundle).ends(ExitCode.INCOMPLETE);
        say(false, "report", bundle, "--out", folder.resolve("r"), "--format", "md")
                .ends(ExitCode.INCOMPLETE);
        say(false, "show", bundle, entry + "#/a").isHarmless();
        say(false, "evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.INCOMPLETE);
        say(false, "diff", bundle, bundle).ends(ExitCode.INCOMPLETE);
        say(false, "redact", bundle, "--out", folder.resolve("c.zip")).isHarmless();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ergodiag.bundle/"})
    void aFormatThatIsNoneIsShownAndNotObeyed(String begin) throws IOException {
        Path bundle = hostile()
                .manifest(manifest -> manifest.put("format", begin + HOSTILE))
                .zip(folder.resolve("b.zip"), it -> it);
        for (List<Object> words : List.<List<Object>>of(
                List.of("verify", bundle),
                List.of("analyze", bundle),
                List.of("report", bundle, "--out", folder.resolve("r")),
                List.of("show", bundle, "--finding", "ED0201"),
                List.of("evidence", bundle, "--out", folder.resolve("e.zip")),
                List.of("diff", bundle, bundle),
                List.of("serve", bundle, "--port", "0"),
                List.of("redact", bundle, "--out", folder.resolve("c.zip")))) {
            say(false, words.toArray()).ends(ExitCode.NOT_A_BUNDLE);
        }
    }

    @Test
    void wordsOfTheCommandLineAreShownAndNotObeyed() {
        String bundle = JudgedSamples.path("blocked-consumer").toString();
        String[][] lines = {
            {HOSTILE},
            {"--" + HOSTILE},
            {"help", HOSTILE},
            {"verify", HOSTILE},
            {"verify", bundle, HOSTILE},
            {"report", HOSTILE},
            {"report", bundle, "--format", HOSTILE},
            {"report", bundle, "--out", HOSTILE + "/x\u0000"},
            {"report", bundle, "--fail-on", HOSTILE},
            {"report", bundle, "--thresholds", HOSTILE},
            {"report", bundle, "--threshold", HOSTILE},
            {"show", bundle, HOSTILE},
            {"show", bundle, HOSTILE + "#/a"},
            {"show", bundle, "manifest.json#/" + HOSTILE},
            {"show", bundle, "manifest.json#" + HOSTILE},
            {"show", bundle, "--finding", HOSTILE},
            {"playbooks", HOSTILE},
            {"completion", HOSTILE},
            {"demo", HOSTILE},
            {"serve", bundle, "--speed", HOSTILE},
            {"serve", bundle, "--dialect", HOSTILE},
            {"redact", HOSTILE},
            {"recover", HOSTILE},
            {"capture", HOSTILE},
            {"capture", "http://" + HOSTILE},
            {"capture", "http://127.0.0.1:1/mcp", "--profile", HOSTILE},
            {"capture", "http://127.0.0.1:1/mcp", "--window", HOSTILE},
            {"capture", "http://127.0.0.1:1/mcp", "--token-file", HOSTILE},
            {"capture", "http://127.0.0.1:1/mcp", "--attach", HOSTILE}
        };
        for (String[] line : lines) {
            Said said = say(false, (Object[]) line);
            assertThat(said.code())
                    .as(ForeignText.shown(String.join(" ", line)) + ": " + said.out() + said.err())
                    .isIn(ExitCode.USAGE.number(), ExitCode.NOT_A_BUNDLE.number());
            said.isHarmless();
        }
    }

    @Test
    void aCaptureShowsWhatAHostileClusterSaysAndDoesNotObeyIt() throws IOException {
        Path recorded = hostile().zip(folder.resolve("b.zip"), it -> it);
        for (String progress : List.of("plain", "json", "none")) {
            captured(recorded, "--progress", progress, "--dry-run").ends(ExitCode.DONE);
        }
        Path file = folder.resolve("c.zip");
        Said plain = captured(recorded, "--profile", "quick", "--progress", "json", "--out", file.toString());
        plain.isHarmless();
        assertThat(plain.code()).as(plain.err()).isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
        plain.err()
                .lines()
                .forEach(line -> assertThat(JSON.readTree(line).isObject()).isTrue());
        say(false, "verify", file).ends(ExitCode.DONE);
        say(false, "report", file, "--out", folder.resolve("r"), "--format", "md")
                .isHarmless();
    }

    private static Said captured(Path recorded, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (LeapingTime time = new LeapingTime();
                Bundle bundle = Bundle.open(recorded);
                ReplayServer server =
                        ReplayServer.start(bundle, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            String[] line = Stream.concat(Stream.of("capture", server.url().toString()), Stream.of(words))
                    .toArray(String[]::new);
            int code = Main.run(time, new PrintWriter(out), new PrintWriter(err), line);
            return new Said(code, out.toString(), err.toString());
        }
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws IOException {
        byte[] bad = "node2\u00ff@localhost".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(bad, StandardCharsets.UTF_8)).contains("\ufffd");
        String badly = new String(bad, StandardCharsets.ISO_8859_1);
        ChangedSample sample = ChangedSample.of("blocked-consumer", 4);
        String list = "cluster/cluster_nodes.001.json";
        sample.with(list, sample.text(list).replace("node2@localhost", badly).getBytes(StandardCharsets.ISO_8859_1));
        sample.zip(folder.resolve("summed.zip"), it -> it);
        for (String file : List.of("manifest.json", "calls.jsonl")) {
            String text = sample.text(file).replaceAll("(\": ?\")node2@localhost", "$1" + badly);
            sample.with(file, text.getBytes(StandardCharsets.ISO_8859_1));
        }
        Path bundle = sample.summed(folder.resolve("b.zip"), it -> it);
        Said said = say(false, "analyze", bundle).ends(ExitCode.DONE);
        assertThat(JSON.readTree(said.out()).toString()).contains("node2\ufffd@localhost");
        say(false, "report", bundle, "--out", folder.resolve("r"), "--format", "md")
                .ends(ExitCode.DONE);
        say(false, "evidence", bundle, "--out", folder.resolve("e.zip")).ends(ExitCode.DONE);
        say(false, "redact", bundle, "--out", folder.resolve("c.zip")).ends(ExitCode.DONE);
        say(false, "recover", sample.folder(folder.resolve("k.part"))).isHarmless();
    }
}
