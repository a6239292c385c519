package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page REDACTION.md and the code name the same secrets. */
class RedactionPageTest {
    private static final String MARK = "[removed:";

    @Test
    void theWordsThatAlwaysMakeASecretAreThoseOfThePage() throws IOException {
        assertThat(words("one of its words is:", ",\n  or ends")).isEqualTo(new TreeSet<>(SecretKeys.ALWAYS));
    }

    @Test
    void theEndingsAndTheLastWordsAreThoseOfThePage() throws IOException {
        assertThat(words("or ends with", ";")).isEqualTo(new TreeSet<>(SecretKeys.ENDINGS));
        assertThat(words("its last word is", "(")).isEqualTo(new TreeSet<>(SecretKeys.LAST));
    }

    @Test
    void theWordsAroundKeyAreThoseOfThePage() throws IOException {
        assertThat(words("is a count and stays);", "follows one of:")).isEqualTo(new TreeSet<>(SecretKeys.KEY));
        assertThat(words("follows one of:", "\n\n")).isEqualTo(new TreeSet<>(SecretKeys.BEFORE_KEY));
    }

    @Test
    void theWordsThatMakeATokenHarmlessAreThoseOfThePage() throws IOException {
        assertThat(words("Not when one of these follows:", ". In")).isEqualTo(new TreeSet<>(SecretKeys.HARMLESS_AFTER));
    }

    @Test
    void theKeysOfAnEnvironmentAreThoseOfThePage() throws IOException {
        assertThat(words("- the values of", " of nodes,")).isEqualTo(new TreeSet<>(SecretKeys.ENVIRONMENT));
    }

    @Test
    void everyFormHasItsRowWhoseExampleItFinds() throws IOException {
        List<List<String>> rows = rows("| what goes | counted as | for example |");
        int next = 0;
        for (SecretForm form : SecretForm.values()) {
            if (form == SecretForm.TOKEN) {
                for (TokenForm token : TokenForm.values()) {
                    List<String> row = rows.get(next++);
                    assertThat(row.get(0)).isEqualTo(token.issuer());
                    assertThat(example(row)).matches(token.regex());
                    goes(row, form);
                }
            } else {
                List<String> row = rows.get(next++);
                assertThat(form.replaced(example(row), secret -> ""))
                        .as(row.get(0))
                        .isNotEqualTo(example(row));
                goes(row, form);
            }
        }
        assertThat(rows).hasSize(next);
    }

    private static void goes(List<String> row, SecretForm form) {
        Redaction redaction = new Redaction();
        assertThat(row.get(1)).as(row.get(0)).isEqualTo(form.kind().toString());
        assertThat(redaction.text(example(row))).contains(MARK);
        assertThat(redaction.summary().kinds()).containsExactly(row.get(1) + ": 1");
    }

    private static String example(List<String> row) {
        return row.get(2).substring(1, row.get(2).length() - 1);
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

    /** The cells of the table below this head. */
    private static List<List<String>> rows(String head) throws IOException {
        String page = page();
        return page.substring(page.indexOf(head))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Set<String> words(String from, String to) throws IOException {
        String page = page();
        int start = page.indexOf(from) + from.length();
        return new TreeSet<>(Pattern.compile("`([A-Za-z]+)`")
                .matcher(page.substring(start, page.indexOf(to, start)))
                .results()
                .map(word -> word.group(1))
                .toList());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("REDACTION.md"));
    }
}
