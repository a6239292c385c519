package ergodiag.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page REDACTION.md and the code name the same secrets. */
class RedactionPageTest {
    @Test
    void the_words_that_always_make_a_secret_are_those_of_the_page() throws IOException {
        assertThat(words("one of its words is:", ",\n  or ends")).isEqualTo(new TreeSet<>(SecretKeys.ALWAYS));
    }

    @Test
    void the_words_before_key_are_those_of_the_page() throws IOException {
        assertThat(words("follows one of:", "\n\n")).isEqualTo(new TreeSet<>(SecretKeys.BEFORE_KEY));
    }

    @Test
    void the_words_that_make_a_token_harmless_are_those_of_the_page() throws IOException {
        assertThat(words("Not when one of these follows:", ". In")).isEqualTo(new TreeSet<>(SecretKeys.HARMLESS_AFTER));
    }

    @Test
    void the_forms_of_tokens_are_those_of_the_page() throws IOException {
        assertThat(page()).contains("Tokens of: " + String.join(", ", SecretText.FORMS.keySet()) + ".");
    }

    private static Set<String> words(String from, String to) throws IOException {
        String page = page();
        int start = page.indexOf(from) + from.length();
        return new TreeSet<>(Pattern.compile("`([a-z]+)`")
                .matcher(page.substring(start, page.indexOf(to, start)))
                .results()
                .map(word -> word.group(1))
                .toList());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("REDACTION.md"));
    }
}
