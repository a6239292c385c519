package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String MARK = "\\[removed:[0-9a-f]{8}]";

    private final Redaction redaction = new Redaction();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db login user=trading password=Hunter-22x",
                "password: Hunter-22x",
                "password=\"Hunter-22x\" host=db",
                "connecting to postgres://trading:Hunter-22x@db.internal:5432/trading",
                "https://Hunter-22x-abcdefghijkl@git.example/x",
                "user:Hunter-22x@tcp(db:3306)/orders",
                "Authorization: Bearer Hunter-22x",
                "authorization: bearer Hunter-22x",
                "Proxy-Authorization: Basic SHVudGVyLTIyeA==Hunter-22x",
                "GET /x?api_key=Hunter-22x&page=2",
                "{Host:127.0.0.1 Token:Hunter-22x ReadOnly:false}",
                "map[db_password:Hunter-22x user:x]",
                "options {\\\"Token\\\":\\\"Hunter-22x\\\"} given",
                "AWS_SECRET_ACCESS_KEY=Hunter-22x",
                "X-Api-Key: Hunter-22x",
                "clientSecret=Hunter-22x,realm=a",
                "the password is Hunter-22x",
                "secret:=Hunter-22x",
                "Get \"https://api.host/v1?token=Hunter-22x\": EOF",
                "http://127.0.0.1:9922/mcp?access_token=Hunter-22x",
                "url=https://api.host/v1?page=1;api_key=Hunter-22x",
                "msg=\"login failed, password=Hunter-22x\"",
                "redis:?password=Hunter-22x",
                "connect:password=Hunter-22x"
            })
    void aSecretInATextGoes(String text) {
        assertThat(redaction.text(text)).doesNotContain("Hunter-22x").containsPattern(MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
                "xoxb-1234567890-abcdefghij",
                "sk_live_abcdefghijklmnop1234"
            })
    void aTokenIsKnownByItsForm(String token) {
        assertThat(redaction.text("sent " + token + " on")).matches("sent " + MARK + " on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main.(*TokenBucket).HandleMessage(0xc000123, {0x0?, 0x0?})",
                "\tcluster/secret.go:188 +0x15",
                "# labels: {\"pid\":\"<08151198.0.1190>\"}",
                "remote call to 'node2@localhost' failed: timed out",
                "no goroutine found with pid <08151198.0.1190> (pprof IS enabled)",
                "ping node2@localhost: rtt 0.42ms",
                "<08151198.0.1018> ('stats') main.Stats",
                "process token_refresher terminated: kill",
                "PoolDSN: node1@localhost:15000",
                "tokens=17 left",
                "http://node1:9922/mcp?x=a@b",
                "Post \"http://node1:9922/v1?page=2&size=10\": EOF",
                "supervisor child:'token' restarted",
                "bearer authentication required"
            })
    void whatPlaybooksReadStays(String text) {
        assertThat(redaction.text(text)).isEqualTo(text);
    }

    @Test
    void theLineAroundASecretStays() {
        assertThat(redaction.text("audit: 521 entries, db login user=trading password=Hunter-22x"))
                .matches("audit: 521 entries, db login user=trading password=" + MARK);
    }

    @Test
    void aPrivateKeyGoesInOneStringAndOverManyLines() throws IOException {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA75\nq1w2e3r4\n-----END RSA PRIVATE KEY-----";

        assertThat(redaction.text("key " + key + " end")).doesNotContain("MIIE").contains("key ", " end");
        assertThat(copy("first\n" + key + "\nlast\n"))
                .doesNotContain("MIIE", "q1w2")
                .contains("first", "last");
    }

    @Test
    void theSameSecretGetsTheSameMarkAndAnotherOneAnother() {
        String first = redaction.text("password=Hunter-22x");

        assertThat(redaction.text("password=Hunter-22x")).isEqualTo(first);
        assertThat(redaction.text("password=Other-33y")).isNotEqualTo(first);
    }

    @Test
    void marksDifferBetweenBundles() {
        assertThat(redaction.text("password=Hunter-22x")).isNotEqualTo(new Redaction().text("password=Hunter-22x"));
    }

    @Test
    void aRedactedTextStaysAsItIs() {
        String once =
                redaction.text("password=Hunter-22x Authorization: Bearer abc.DEF.123 postgres://u:Sup3rS3cret@h/d");

        assertThat(redaction.text(once)).isEqualTo(once);
    }

    @Test
    void aForbiddenValueGoesWhereverItStands() {
        redaction.forbid("the-mcp-token");

        assertThat(redaction.text("x the-mcp-token-y")).matches("x " + MARK + "-y");
    }

    @Test
    void jsonKeepsEverythingButTheSecretValues() throws IOException {
        String json = """
                {
                  "Name": "node1@localhost",
                  "Env": {
                    "DB_HOST": "db.internal",
                    "DB_PASSWORD": "Hunter-22x",
                    "DEBUG": true,
                    "NOTHING": null
                  },
                  "PoolDSN": "node2@localhost",
                  "Counter": 18446744073709551615,
                  "list": [1, 2.5e-3, "\\u003c1B30.0.1\\u003e"]
                }
                """;

        String clean = copy(json);

        assertThat(clean)
                .doesNotContain("Hunter-22x", "db.internal", "true")
                .contains("\"DB_HOST\": \"[removed:", "\"NOTHING\": null")
                .contains("\"PoolDSN\": \"node2@localhost\"", "18446744073709551615", "\\u003c1B30.0.1\\u003e");
        assertThat(clean.lines()).hasSameSizeAs(json.lines().toList());
    }

    @Test
    void jsonInsideAJsonStringIsLookedInto() throws IOException {
        String json = "{\"options\": \"{\\\"Port\\\":18332,\\\"Token\\\":\\\"Hunter-22x\\\",\\\"ReadOnly\\\":false}\"}";

        assertThat(copy(json))
                .doesNotContain("Hunter-22x")
                .contains("{\\\"Port\\\":18332,\\\"Token\\\":\\\"[removed:", "\\\"ReadOnly\\\":false}");
    }

    @Test
    void aPairOfNameAndValueIsAKeyWithItsValue() throws IOException {
        assertThat(copy("[{\"name\": \"DB_PASSWORD\", \"value\": \"Hunter-22x\"}]"))
                .doesNotContain("Hunter-22x");
    }

    @Test
    void everythingBelowASecretKeyGoes() throws IOException {
        assertThat(copy("{\"credentials\": {\"user\": \"Hunter-22x\", \"list\": [\"Hunter-33x\", 12345]}}"))
                .doesNotContain("Hunter", "12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": ", "{\"a\" 1}", "[1 2]", "{\"a\": \"x", "[1] tail", "{a: 1}"})
    void whatIsNoJsonToItsEndIsRefused(String json) {
        assertThatThrownBy(() -> copy(json)).isInstanceOf(IOException.class);
    }

    @Test
    void jsonNestedBeyondReasonIsRefused() {
        assertThatThrownBy(() -> copy("[".repeat(10_000))).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasRemovedIsCountedByKind() throws IOException {
        copy("{\"Env\": {\"A\": \"one\", \"DB_PASSWORD\": \"Hunter-22x\"}}");
        redaction.text("Bearer abcDEF123456");

        assertThat(redaction.summary().replaced()).isEqualTo(3);
        assertThat(redaction.summary().kinds()).containsExactly("bearer token: 1", "environment: 2");
    }

    private String copy(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        redaction.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWordThatIsAlsoAPasswordStaysWhereItIsAName() {
        redaction.text("DB_PASSWORD=trading_app");

        assertThat(redaction.text("application trading_app, behaviour main.TradingApp"))
                .isEqualTo("application trading_app, behaviour main.TradingApp");
    }

    @Test
    void aChildCalledTokenKeepsItsPidAndThePidIsFoundElsewhere() throws IOException {
        String inspected = "{\"child:'token'\": \"<ABC.0.1005>\"}";

        assertThat(copy(inspected)).isEqualTo(inspected);
        redaction.text("token=<ABC.0.1005>");
        assertThat(copy("{\"PID\": \"<ABC.0.1005>\"}")).isEqualTo("{\"PID\": \"<ABC.0.1005>\"}");
    }

    @Test
    void aNameWithAColonIsNoPairOfKeyAndValue() throws IOException {
        String row = "{\"Name\": \"token:session_manager\", \"Behavior\": \"main.Token\"}";

        assertThat(copy(row)).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=", "password=", "mail@", "://", "-----BEGIN RSA PRIVATE KEY-----"})
    void aLongRunCostsNeitherTheStackNorMinutes(String head) {
        String run = "Ab9".repeat(20_000);

        assertThat(redaction.text(run + head + run + "@ =")).isNotEmpty();
    }
}
