package ergodiag.ergo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private final Texts texts = new Texts();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "0",
                "007",
                "worker_000123",
                "<1B30E9C5.0.1005>",
                "node1@localhost:1041.1795809671",
                "a:b:c",
                ":",
                ":5",
                "5:",
                "99999999999999999999999999",
                "0000000000000000000000000001",
                "größe 12 €"
            })
    void tellsATextAsItWas(String text) {
        int stem = numbered(text);
        long number = texts.number();
        numbered("another 17");
        assertThat(texts.text(stem, number)).isEqualTo(text);
        assertThat(numbered(text)).isEqualTo(stem);
        assertThat(texts.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "<1B30E9C5.0.1005>, <1B30E9C5.0.17>",
        "node1@localhost:1041.1795809671, node1@localhost:7.1795809671",
        "worker_5, worker_1000"
    })
    void keepsOneStemForTextsThatDifferInANumber(String one, String other) {
        assertThat(numbered(one)).isEqualTo(numbered(other));
    }

    @Test
    void tellsManyTextsApart() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<String> told = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length >= 0; length--) {
                text.append("0123459ab:.<>".charAt(random.nextInt(13)));
            }
            told.add(text.toString());
            int stem = numbered(text.toString());
            kept.add(stem + " " + texts.number());
            assertThat(texts.text(stem, texts.number())).as("seed %d", seed).isEqualTo(text.toString());
        }
        assertThat(kept).as("seed %d", seed).hasSameSizeAs(told);
    }

    @Test
    void takesUpATextAsItIs() {
        int stem = texts.whole("app 12".toCharArray(), 0, 6);
        assertThat(texts.number()).isEqualTo(Texts.NONE);
        assertThat(texts.text(stem, Texts.NONE)).isEqualTo("app 12");
    }

    private int numbered(String text) {
        return texts.numbered(("x" + text + "y").toCharArray(), 1, text.length());
    }
}
