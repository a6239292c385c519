package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.redact.text.SecretKeys;
import ergodiag.redact.text.SecretKind;
import ergodiag.redact.text.Strength;
import ergodiag.redact.text.TokenForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page REDACTION.md says is what happens: each of its examples is tried. */
class RedactionPageTest {
    private static final String MARK = "[removed:";

    /** What is secret in every example of a dialect; most hold it as it is, some in another alphabet of signs. */
    private static final String SECRET = "Hunter-22x";

    private static List<List<String>> dialects() throws IOException {
        return rows("| how it is written | for example |");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void nothingIsLeftOfTheSecretInTheExampleOfADialect(List<String> row) {
        String example = example(row, 1);

        String clean = new Redaction().text(example.replace("⏎", "\n"));

        assertThat(clean).as(row.get(0)).contains(MARK).doesNotContain(SECRET, "nter-2", "Hunter");
    }

    private static List<List<String>> harmless() throws IOException {
        return rows("| what stays | for example |");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void theExampleOfWhatStaysIsNotChanged(List<String> row) {
        String example = example(row, 1).replace("⏎", "\n");

        assertThat(new Redaction().text(example)).as(row.get(0)).isEqualTo(example);
    }

    private static Stream<List<String>> keys() throws IOException {
        return rows("| a key such as | its value goes |").stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyOfThePageSaysAsMuchAsThePageSays(List<String> row) {
        Strength strength = switch (row.get(1)) {
            case "unless it only says something about the secret" -> Strength.SURE;
            case "unless it is an ordinary word or a number" -> Strength.LIKELY;
            case "if it is random, or a long number in hexadecimal digits" -> Strength.MAYBE;
            case "if it looks random" -> Strength.FAINT;
            case "never" -> Strength.NONE;
            default -> throw new AssertionError("The page says '" + row.get(1) + "'");
        };
        SecretKeys secretKeys = new SecretKeys(List.of());

        for (String key : words(row.get(0))) {
            assertThat(secretKeys.strength(key)).as(key).isEqualTo(strength);
        }
    }

    @Test
    void theKeysOfAnEnvironmentAreThoseOfThePage() throws IOException {
        assertThat(words(page(), "- the values of", " of nodes,")).isEqualTo(new TreeSet<>(SecretKeys.ENVIRONMENT));
    }

    @Test
    void everyIssuerHasItsRowWhoseExampleGoes() throws IOException {
        List<List<String>> rows = rows("| issuer | for example |");

        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        Arrays.stream(TokenForm.values()).map(TokenForm::issuer).toList());
        for (List<String> row : rows) {
            Redaction redaction = new Redaction();
            assertThat(redaction.text("sent " + example(row, 1) + " on"))
                    .as(row.get(0))
                    .matches("sent \\[removed:[0-9a-f]{8}] on");
            assertThat(redaction.summary().kinds()).as(row.get(0)).containsExactly(SecretKind.TOKEN + ": 1");
        }
    }

    @Test
    void whatTheManifestCountsIsWhatThePageSays() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (SecretKind kind : SecretKind.values()) {
            kinds.add(kind.toString());
        }
        kinds.add("pattern NAME");

        assertThat(rows("| counted as | what |")).extracting(row -> row.get(0)).isEqualTo(kinds);
    }

    private static String example(List<String> row, int cell) {
        return row.get(cell).substring(1, row.get(cell).length() - 1);
    }

    /** The cells of the table below this head. */
    private static List<List<String>> rows(String head) throws IOException {
        String page = page();
        return page.substring(page.indexOf(head))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(cell -> cell.strip().replace("\\|", "|"))
                        .toList())
                .toList();
    }

    private static Set<String> words(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return words(text.substring(start, text.indexOf(to, start)));
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(word -> word.group(1))
                .toList());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("REDACTION.md"));
    }
}
