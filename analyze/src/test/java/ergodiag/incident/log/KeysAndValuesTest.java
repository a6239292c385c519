package ergodiag.incident.log;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What slog, go-logfmt and zerolog write as pairs. */
class KeysAndValuesTest {
    @Test
    void escapesOfGoAndOfJsonAreUndone() {
        assertThat(KeysAndValues.of("a=\"x\\ty\\x1b\\u00a0\\U0001f600\\xff\\\"=\" b=\"\\u001b\""))
                .containsExactly(entry("a", "x\ty\u001b\u00a0\ud83d\ude00\ufffd\"="), entry("b", "\u001b"));
    }

    @Test
    void aBackslashOutsideOfQuotesIsOne() {
        assertThat(KeysAndValues.of("path=C:\\temp n=\u00a0x"))
                .containsExactly(entry("path", "C:\\temp"), entry("n", "\u00a0x"));
    }

    @Test
    void keysMayBeQuotedEmptyBareOrTwice() {
        assertThat(KeysAndValues.of("\"a key\"=1 \"\"=x \"g h.a\"=2 !BADKEY=y k= bare msg=one msg=two e=a=b"))
                .containsExactly(
                        entry("a key", "1"),
                        entry("", "x"),
                        entry("g h.a", "2"),
                        entry("!BADKEY", "y"),
                        entry("k", ""),
                        entry("bare", ""),
                        entry("msg", "one"),
                        entry("e", "a=b"));
    }

    @Test
    void aQuoteWithoutEndKeepsThePairsBefore() {
        assertThat(KeysAndValues.of("a=1 b=\"open \\")).containsExactly(entry("a", "1"), entry("b", "open \\"));
        assertThat(KeysAndValues.of("a=1 b=\"\\u12")).containsExactly(entry("a", "1"), entry("b", "u12"));
    }
}
