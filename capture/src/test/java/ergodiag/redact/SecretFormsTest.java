package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.testing.SecretCarrier;
import ergodiag.testing.SecretForms;
import ergodiag.testing.SecretLine;
import ergodiag.testing.SecretScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Secrets in the forms in which programs of many languages write them, in everything that carries texts into a bundle.
 * {@code .ci/redaction} tells the same as a table, with other values where it is given another seed.
 */
class SecretFormsTest {
    private static final Path FORMS = Path.of("src", "test", "resources", "ergodiag", "redact");
    private static final int OF_EACH = 2;
    private static final double MOST_WORDS_LOST = 0.01;

    private final long seed = Long.getLong("redaction.seed", 7);

    @ParameterizedTest
    @EnumSource
    void nothingOfASecretIsLeftAndEverythingElseIs(SecretCarrier carrier) throws IOException {
        SecretScore score = score("forms.tsv", carrier);

        assertThat(score.leaks()).as("leak with the seed " + seed).isEmpty();
        assertThat(score.changes()).as("are harmless").isEmpty();
        assertThat(score.broken()).isZero();
        assertThat(score.wordsLeft()).isGreaterThan((long) (score.words() * (1 - MOST_WORDS_LOST)));
    }

    /** Forms that whoever changes the redaction does not look at: how many of them it knows tells of those that nobody wrote down. */
    @ParameterizedTest
    @EnumSource
    void mostFormsAreKnownThatNobodyLookedAt(SecretCarrier carrier) throws IOException {
        SecretScore score = score("forms-unseen.tsv", carrier);

        assertThat(score.gone()).isGreaterThan((long) (score.secrets() * 0.95));
        assertThat(score.kept()).isGreaterThan((long) (score.harmless() * 0.97));
        assertThat(score.broken()).isZero();
    }

    private SecretScore score(String table, SecretCarrier carrier) throws IOException {
        List<SecretLine> lines = SecretForms.lines(FORMS.resolve(table), seed, OF_EACH);
        return SecretScore.of(lines, carrier);
    }
}
