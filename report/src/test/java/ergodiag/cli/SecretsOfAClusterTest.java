package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import ergodiag.testing.SecretForms;
import ergodiag.testing.SecretLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster that writes secrets in all known forms into its logs, into what its processes say of themselves and into its stacks, and an operator
 * who attaches a log with all of them: nothing of a secret is in the bundle.
 */
class SecretsOfAClusterTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LOG = "series.sample_listen.log.jsonl";

    /** All lines are in the log while the capture listens. */
    private static final Duration LOGGED = Duration.ofSeconds(15);

    /** So many characters of a secret in a row occur nowhere by chance. */
    private static final int TELLING = 8;

    private final long seed = Long.getLong("redaction.seed", 7);

    @TempDir
    private Path folder;

    @Test
    void nothingOfTheirSecretsIsInTheBundle() throws IOException {
        List<SecretLine> lines =
                SecretForms.lines(Path.of("../capture/src/test/resources/ergodiag/redact/forms.tsv"), seed, 1);
        Path log = Files.write(
                folder.resolve("app.log"), lines.stream().map(SecretLine::line).toList());
        Path bundle = captured(recorded(lines), log);

        Set<String> secret = pieces(lines);
        try (Bundle made = Bundle.open(bundle)) {
            assertThat(made.text("attached/app.log").lines())
                    .containsAll(lines.stream()
                            .filter(line -> line.isHarmless() && !line.line().contains("\n"))
                            .map(SecretLine::line)
                            .toList());
            assertThat(made.files().stream().filter(file -> file.endsWith(LOG)))
                    .anySatisfy(file -> assertThat(made.text(file)).contains("token bucket refilled: 17 tokens"));
            for (String file : made.files()) {
                assertThat(found(made.text(file), secret))
                        .as(file + " with the seed " + seed)
                        .isEmpty();
            }
        }
    }

    /** All pieces of all secrets that tell. */
    private static Set<String> pieces(List<SecretLine> lines) {
        Set<String> pieces = new HashSet<>();
        for (SecretLine line : lines) {
            for (String secret : line.secrets()) {
                // a key told as its bytes is numbers like any others
                boolean numbers = secret.matches("[0-9 ]+");
                for (int i = 0; !numbers && i + TELLING <= secret.length(); i++) {
                    pieces.add(secret.substring(i, i + TELLING));
                }
            }
        }
        return pieces;
    }

    private static Set<String> found(String text, Set<String> pieces) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i + TELLING <= text.length(); i++) {
            String piece = text.substring(i, i + TELLING);
            if (pieces.contains(piece)) {
                found.add(piece + " of " + text.substring(Math.max(0, i - 60), Math.min(text.length(), i + 30)));
            }
        }
        return found;
    }

    /** A sample whose texts are these lines. */
    private Path recorded(List<SecretLine> lines) throws IOException {
        Path recorded = folder.resolve("recorded");
        try (Bundle sample = Bundle.open(JudgedSamples.path("healthy-three-nodes"))) {
            int inspected = 0;
            for (String file : sample.files()) {
                Path target = recorded.resolve(file);
                Files.createDirectories(target.getParent());
                String text = sample.text(file);
                if (file.endsWith(LOG)) {
                    text = logged(text, lines);
                } else if (file.contains("/process_inspect.") && text.startsWith("{")) {
                    text = saying(text, lines.get(inspected++ % lines.size()));
                } else if (file.contains("/pprof_goroutines.")) {
                    StringBuilder stacks = new StringBuilder(text);
                    lines.forEach(
                            line -> stacks.append("#\t").append(line.line()).append('\n'));
                    text = stacks.toString();
                }
                Files.writeString(target, text);
            }
        }
        return recorded;
    }

    /** The lines, one after the other. */
    private static String logged(String log, List<SecretLine> lines) {
        List<JsonNode> entries = log.lines().map(JSON::readTree).toList();
        Instant first = Instant.parse(entries.get(0).path("timestamp").asString());
        Duration between = LOGGED.dividedBy(lines.size());
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode entry = (ObjectNode) entries.get(0).deepCopy();
            String time = first.plus(between.multipliedBy(i)).toString();
            entry.put("sequence", i + 1).put("timestamp", time);
            ((ObjectNode) entry.path("data"))
                    .put("level", "error")
                    .put("message", lines.get(i).line())
                    .put("time", time);
            told.append(entry).append('\n');
        }
        return told.toString();
    }

    private static String saying(String inspected, SecretLine line) {
        return ((ObjectNode) JSON.readTree(inspected)).put("last", line.line()).toString();
    }

    private Path captured(Path recorded, Path log) throws IOException {
        Path bundle = folder.resolve("bundle.zip");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        try (LeapingTime time = new LeapingTime();
                Bundle cluster = Bundle.open(recorded);
                ReplayServer server =
                        ReplayServer.start(cluster, ReplayOptions.asRecorded().withTime(new ReplayedTime(time)))) {
            String[] words = Stream.of("capture", server.url(), "--window", "30s", "--attach", log, "--out", bundle)
                    .map(Object::toString)
                    .toArray(String[]::new);
            assertThat(Main.run(time, out, out, words))
                    .as(said.toString())
                    .isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
        }
        return bundle;
    }
}
