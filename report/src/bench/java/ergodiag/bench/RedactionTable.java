package ergodiag.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.testing.SecretForms;
import ergodiag.testing.SecretLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of the secrets in our forms, and in those of another corpus ({@code redaction.in}, a line of JSON for each text), is gone in every carrier,
 * and what else, as one table. Of the forms that were not looked at while the redaction was written, {@code unseen} were told by their dialect when they leaked, and
 * {@code last} not at all. It is printed and stands in {@code target/redaction.txt} with what leaks; of the forms that nobody is to look at only
 * their names, unless asked ({@code redaction.show}).
 */
class RedactionTable {
    private static final Path FORMS = Path.of("..", "capture", "src", "test", "resources", "ergodiag", "redact");
    private static final int OF_EACH = 2;

    /** The figures that are told are those of these values. */
    private static final long SEED = Long.getLong("redaction.seed", 7);

    /** What redaction may add to what a capture takes of the processor. */
    private static final double MOST_PERCENT = 15;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingOfASecretIsLeftInAnyCarrierAndEverythingElseIs() throws IOException, InterruptedException {
        boolean show = Boolean.getBoolean("redaction.show");
        ScoredCorpus known = ScoredCorpus.of("known", true, forms("forms.tsv"));
        ScoredCorpus unseen = ScoredCorpus.of("unseen", show, forms("forms-unseen.tsv"));
        ScoredCorpus last = ScoredCorpus.of("last", show, forms("forms-last.tsv"));
        List<ScoredCorpus> all = new ArrayList<>(List.of(known, unseen, last));
        String given = System.getProperty("redaction.in", "");
        if (!given.isEmpty()) {
            all.add(ScoredCorpus.of("given", true, given(Path.of(given))));
        }
        LargeTexts large = LargeTexts.tried();
        List<String> below = new ArrayList<>(known.below(1, 1, 0.99));
        below.addAll(unseen.below(0.95, 0.97, 0.98));
        below.addAll(last.below(0.85, 0.95, 0.98));
        below.addAll(large.faults());

        List<String> table = new ArrayList<>(List.of(ScoredCorpus.HEAD));
        all.forEach(corpus -> table.addAll(corpus.rows()));
        table.add("");
        table.addAll(large.lines());
        int turns = Integer.getInteger("redaction.turns", 0);
        if (turns > 0) {
            RedactionCost cost = RedactionCost.of("overload-and-stuck-call", turns, Path.of("..", "samples"), folder);
            table.add("");
            table.addAll(cost.lines());
            if (cost.morePercent() > MOST_PERCENT) {
                below.add("the cost of a capture");
            }
        }
        String text = String.join("\n", table) + "\n";
        System.out.println(text);
        all.forEach(corpus -> table.addAll(corpus.faults()));
        Files.writeString(Path.of("target", "redaction.txt"), String.join("\n", table) + "\n");
        assertThat(below).as("less than was reached").isEmpty();
    }

    private static List<SecretLine> forms(String table) throws IOException {
        return SecretForms.lines(FORMS.resolve(table), SEED, OF_EACH);
    }

    /** A corpus of lines of JSON: form, line, secrets. */
    private static List<SecretLine> given(Path corpus) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<SecretLine> lines = new ArrayList<>();
        for (String row : Files.readAllLines(corpus)) {
            JsonNode line = json.readTree(row);
            List<String> secrets = new ArrayList<>();
            line.path("secrets").forEach(secret -> secrets.add(secret.asString()));
            lines.add(new SecretLine(
                    line.path("form").asString(), line.path("line").asString(), secrets));
        }
        return lines;
    }
}
