package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.bundle.ledger.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of the format names everything that is written. */
class FormatPageTest {
    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("FORMAT.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyFieldOfTheLedgerAndTheManifestIsThere() {
        Set<String> fields = new TreeSet<>();
        for (String json : List.of(
                BundleJson.write(BundleSamples.ok(1, new Stored("a.json", 1, "00"))),
                BundleJson.write(BundleSamples.failed(2)),
                BundleJson.write(BundleSamples.manifest()))) {
            collect(JsonMapper.builder().build().readTree(json), fields);
        }
        fields.removeAll(Set.of("sort_by"));
        assertThat(fields)
                .hasSizeGreaterThan(30)
                .allSatisfy(field -> assertThat(page).containsPattern("[`.{, ]" + field + "[`},\\[ ]"));
    }

    private static void collect(JsonNode node, Set<String> fields) {
        node.properties().forEach(property -> {
            fields.add(property.getKey());
            collect(property.getValue(), fields);
        });
        node.values().forEach(value -> collect(value, fields));
    }

    @Test
    void everyOutcomeIsThere() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(page).contains("| `" + outcome.word() + "` |");
            assertThat(Outcome.of(outcome.word())).isEqualTo(outcome);
        }
        assertThat(Outcome.of("from the future")).isEqualTo(Outcome.GARBLED);
    }

    @Test
    void everyReasonNotToAskIsThere() {
        for (SkipReason reason : SkipReason.values()) {
            assertThat(page).contains("| `" + reason.word() + "` |");
            assertThat(SkipReason.of(reason.word())).contains(reason);
        }
        assertThat(SkipReason.of("nonsense")).isEmpty();
    }

    @Test
    void theLengthsOfPathsAreThoseOfTheWriterAndTheirSumIsWhatWindowsTakes() {
        List<Integer> lengths = Pattern.compile("(?m)^\\| (\\d+) \\| ")
                .matcher(page)
                .results()
                .map(row -> Integer.parseInt(row.group(1)))
                .toList();
        int stamped = "ergodiag-".length() + SafePath.LONGEST_LABEL + "-20261123T201500Z".length();
        assertThat(stamped).isLessThanOrEqualTo(SafePath.LONGEST_ROOT);
        assertThat(lengths)
                .containsExactly(
                        40,
                        stamped + "-evidence".length() + 1,
                        SafePath.LONGEST_ROOT + 1,
                        "nodes/".length(),
                        SafePath.LONGEST_PART + 1,
                        SafePath.LONGEST_FILE,
                        259);
        assertThat(lengths.stream()
                        .limit(lengths.size() - 1)
                        .mapToInt(length -> length)
                        .sum())
                .isEqualTo(259);
        assertThat(page).contains("at most " + SafePath.LONGEST_LABEL + " of the host");
    }

    @Test
    void theExamplesAreNamesThatAWriterTakes() {
        var names = java.util.regex.Pattern.compile("`((?:nodes|cluster)/[^`<]+\\.(?:jsonl?|txt))`")
                .matcher(page);
        int count = 0;
        while (names.find()) {
            assertThat(SafePath.writable(names.group(1))).isNotEmpty();
            count++;
        }
        assertThat(count).isGreaterThan(6);
    }
}
