package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.redact.JsonLexer.Token;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of JSON as they stand, and nothing of the text lost. */
class JsonLexerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\r\n",
                "{\"a\\u0062\\\"\": [1.50e+3, true, null,{}], \"\":\"\"}",
                "[18446744073709551615,-0.0]\n[2]",
                "{{,,]: 'x' \u00a0 \ufeff [removed:0a1b2c3d] \ud83d\ude00",
                "\"\\\\\" \"\\\\\\\"\" \"\ud83d\ude00 \\ud83d\\ude00\""
            })
    void aTextCopiedTokenByTokenIsTheSame(String text) throws IOException {
        assertThat(copied(text)).isEqualTo(text);
    }

    @Test
    void aTextOfManyBuffersWithTokensAcrossTheirEndsIsTheSame() throws IOException {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            text.append(" ".repeat(i % 7))
                    .append("{\"k\\n")
                    .append(i)
                    .append("\": \"v\\\"")
                    .append(i)
                    .append("\"},");
        }
        text.append("7".repeat(30_000)).append(" ".repeat(30_000));

        assertThat(copied(text.toString())).isEqualTo(text.toString());
    }

    @Test
    void everyTokenIsToldByWhatItIs() throws IOException {
        List<String> tokens = new ArrayList<>();
        JsonLexer lexer = new JsonLexer(new StringReader("{\"a\\n\": [-1.5e3,true] }#"), 100);
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            tokens.add(token + " " + lexer.text());
        }

        assertThat(tokens)
                .containsExactly(
                        "OBJECT {",
                        "STRING a\n",
                        "COLON :",
                        "SPACE  ",
                        "ARRAY [",
                        "WORD -1.5e3",
                        "COMMA ,",
                        "WORD true",
                        "ARRAY_END ]",
                        "SPACE  ",
                        "OBJECT_END }",
                        "OTHER #");
    }

    @Test
    void aStringInOtherWordsIsEscapedAndOneInTheSameWordsStandsAsItDid() throws IOException {
        assertThat(reworded("\"\\u0061\\/\"", "a/")).isEqualTo("\"\\u0061\\/\"");
        assertThat(reworded("\"\\u0061\\/\"", "\"x\\\n")).isEqualTo("\"\\\"x\\\\\\n\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"abc", "\"abc\\", "\"abc\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\""})
    void aStringThatDoesNotEndOrHasAnUnknownEscapeIsNoJson(String text) {
        assertThatThrownBy(() -> copied(text)).isInstanceOf(NotJson.class);
    }

    @Test
    void aStringBeyondTheLimitIsNotReadToItsEnd() throws IOException {
        StringReader text = new StringReader('"' + "x".repeat(100_000) + '"');

        assertThatThrownBy(() -> new JsonLexer(text, 1000).next())
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("too long");
        assertThat(text.read()).isEqualTo('x');
    }

    private static String copied(String text) throws IOException {
        StringWriter out = new StringWriter();
        JsonLexer lexer = new JsonLexer(new StringReader(text), 1000);
        while (lexer.next() != Token.END) {
            lexer.copy(out);
        }
        return out.toString();
    }

    private static String reworded(String text, String other) throws IOException {
        StringWriter out = new StringWriter();
        JsonLexer lexer = new JsonLexer(new StringReader(text), 1000);
        lexer.next();
        lexer.copyAs(other, out);
        return out.toString();
    }
}
