package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.redact.KnownSecrets.Sought;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory of secrets by fingerprints alone. */
class KnownSecretsTest {
    private final KnownSecrets known = new KnownSecrets();

    @Test
    void aHundredThousandSecretsAreAllFoundInOneWalkOverTheText() {
        int many = 100_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            known.add(secret(i), Sought.ANYWHERE);
            text.append("retry ").append(i).append(" with ").append(secret(i)).append(" failed\n");
        }

        String swept = known.replaced(text.toString(), false, found -> "*");

        assertThat(swept.lines()).hasSize(many).allMatch(line -> line.matches("retry \\d+ with \\* failed"));
        assertThat(known.replaced(text.toString().toUpperCase(java.util.Locale.ROOT), false, found -> "*"))
                .doesNotContain("*");
    }

    @Test
    void oneThatBeginsLikeManyOthersIsToldFromThem() {
        for (int length = 8; length < 200; length += 3) {
            known.add("the-same-beginning-of-all-".repeat(8).substring(0, length), Sought.BY_ITSELF);
        }

        assertThat(replaced("x the-sam y")).isEqualTo("x the-sam y");
        assertThat(replaced("x the-same y")).isEqualTo("x * y");
        assertThat(replaced("x the-same-beginnin y")).isEqualTo("x * y");
    }

    @ParameterizedTest
    @CsvSource({
        "20035112, 9200351124, 9200351124",
        "20035112, at 20035112., at *.",
        "20035112, id20035112, id*",
        "ocessing, processing_1, processing_1",
        "ocessing, see \\nocessing, see \\n*",
        "ocessing, k%3Docessing&x, k%3D*&x",
        "ocessing, \\u003docessing, \\u003d*",
        "worker_1, my-worker_12 x, my-worker_12 x",
        "worker_1, my-worker_1 x, my-* x"
    })
    void whatMayBeAPieceOfAWordOrNumberGoesOnlyWhereItStandsByItself(String secret, String text, String swept) {
        known.add(secret, Sought.BY_ITSELF);

        assertThat(replaced(text)).isEqualTo(swept);
    }

    @Test
    void whatCannotStandThereByChanceGoesInsideOfWords() {
        known.add("q7Sx2kP9aB4", Sought.ANYWHERE);

        assertThat(replaced("aaaq7Sx2kP9aB4aaa")).isEqualTo("aaa*aaa");
    }

    @Test
    void aNameStaysAndIsCountedOnceInWhateverOrderItComes() {
        known.add("settlement_4", Sought.BY_ITSELF);
        known.name("settlement_4");
        known.name("trading_app");
        known.add("trading_app", Sought.NOWHERE);
        known.add("trading_app", Sought.NOWHERE);

        assertThat(replaced("settlement_4 of trading_app")).isEqualTo("settlement_4 of trading_app");
        assertThat(known.namesThatAreSecrets()).isEqualTo(2);
    }

    @Test
    void noneIsLookedForInWhatStandsForAnother() {
        known.add("moved:0a1", Sought.ANYWHERE);

        assertThat(replaced("[removed:0a1b2c3d] moved:0a1")).isEqualTo("[removed:0a1b2c3d] *");
    }

    /** The slides of the window have to give what a fingerprint made anew gives. */
    @Test
    void aSecretIsFoundAtEveryPlaceOfARandomText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        known.add("\u20ac9q-Z\ud83d\ude00", Sought.ANYWHERE);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(50), 0, Character.MAX_VALUE).forEach(c -> text.append((char) c));
            String before = text.toString();
            assertThat(replaced(before + "\u20ac9q-Z\ud83d\ude00" + before))
                    .as("seed " + seed)
                    .isEqualTo(before + "*" + before);
        }
    }

    private String replaced(String text) {
        return known.replaced(text, false, found -> "*");
    }

    private static String secret(int number) {
        return "q" + Integer.toString((number + 50_000) * 7919, 36) + "Z"
                + Long.toString((number + 1) * 0x9E3779B97F4AL & Long.MAX_VALUE, 36);
    }
}
