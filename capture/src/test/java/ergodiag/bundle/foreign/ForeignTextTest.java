package ergodiag.bundle.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
    @Test
    void everyControlCharacterIsShownAsABox() {
        IntStream.concat(IntStream.range(0, 32), IntStream.range(0x7f, 0xa0))
                .filter(c -> c != '\t')
                .forEach(c -> assertThat(ForeignText.shown("a" + Character.toString(c) + "b"))
                        .as(Integer.toHexString(c))
                        .isEqualTo("a□b"));
        assertThat(ForeignText.shown("a\tb")).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xad, 0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c,
                0x202d, 0x202e, 0x2060, 0x2061, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0xfeff, 0xfff9,
                0xfffb, 0xfdd0, 0xfffe, 0xffff, 0xd800, 0xdfff, 0xe0001, 0xe0041, 0xe007f, 0x1fffe, 0x10ffff
            })
    void soIsWhatIsNotSeen(int c) {
        assertThat(ForeignText.shown("a" + Character.toString(c) + "b")).isEqualTo("a□b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node1@host", "é", "Ω", "结果", "…", "\u00a0", "\ufffd", "😀", "ab\u0301"})
    void whatIsSeenStays(String text) {
        assertThat(ForeignText.shown(text)).isEqualTo(text);
        assertThat(ForeignText.whole(text)).isEqualTo(text);
    }

    @Test
    void halvesOfCharactersBecomeBytesOfAReplacement() {
        assertThat(ForeignText.bytes("\ud800x\udc00")).isEqualTo("\ufffdx\ufffd".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonSaysTheSameWithNothingHarmfulInIt() {
        String said = "[\"\u009b31m\u202e\udb40\udc41\",\n\"é\"]";
        String shown = ForeignText.shownJson(said);
        assertThat(shown).isEqualTo("[\"\\u009b31m\\u202e\\udb40\\udc41\",\n\"é\"]");
        assertThat(ForeignJson.mapper().readTree(shown))
                .isEqualTo(ForeignJson.mapper().readTree(said));
    }
}
