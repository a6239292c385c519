package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        assertThatThrownBy(() -> copy("[".repeat(100_000))).isInstanceOf(IOException.class);
    }

    @Test
    void whatGoWroteInQuotesIsTheSameSecretWithout() throws IOException {
        String lens = copy("{\"Env\": {\"DB_PASSWORD\": \"\\\"Hun\\\\\\\"ter-22x\\\"\"}}");
        String node = copy("{\"Env\": {\"DB_PASSWORD\": \"Hun\\\"ter-22x\"}}");

        assertThat(lens).isEqualTo(node).doesNotContain("ter-22x").containsPattern(MARK);
        assertThat(redaction.text("tried Hun\"ter-22x in vain")).doesNotContain("ter-22x");
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
        redaction.copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.NODE);
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

    @Test
    void theTailOfAPrivateKeyWhoseBeginningWasCutOffGoes() throws IOException {
        String text = "started well\n"
                + "MIIEpAIBAAKCAQEA75q1w2e3r4t5y6u7i8o9p0\nq1w2e3r4t5y6u7i8o9p0MIIEpAIBAAKCAQEA75\nabcd=\n"
                + "-----END RSA PRIVATE KEY-----\nwent on\n";

        assertThat(copyLines(text))
                .doesNotContain("MIIE", "abcd=")
                .startsWith("started well\n")
                .endsWith("-----END RSA PRIVATE KEY-----\nwent on\n");
    }

    @Test
    void aMentionOfTheEndOfAKeyTakesNothingAlong() throws IOException {
        String text = "started well\n\nread the file to its end\n-----END RSA PRIVATE KEY----- was expected\n";

        assertThat(copyLines(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-27T10:00:00.0Z stdout F {\"url\":\"https://h/cb?x=1\\u0026token=q7SecretA1xxx77\"}\n",
                "2026-11-27T10:00:00.0Z stdout F {\"q\":\"token\\u003dq7SecretA3xxxxx77\"}\n",
                "ts {\"\\u0070assword\":\"q7SecretA4xxxxxxx77\"} and more\n",
                "{\"a\":1}{\"\\u0070assword\":\"q7SecretA5xxxxxxx77\"}\n",
                "[{\"a\":1},\n {\"\\u0070assword\" :\n\"q7SecretA5xxxxxxx77\"} ]\n",
                "\ufeff{\"\\u0070assword\":\"q7SecretB1xxxxxxx77\"}\n",
                "{\n  \"passwords\": [\n    \"q7SecretC1xxxxxxx77\"\n  ]\n}\n",
                "state: {\n  \"secret\": {\n    \"value\": \"q7SecretC2xxxxxxx77\"\n  }\n} end\n",
                "{\n  \"password\":\n    \"q7SecretC3xxxxxxx77\"\n}\n",
                "cut {\"a\":1,\"\\u0070assword\":\"q7SecretC3xxxxxxx77\", \"b\n",
                "cut {\"credentials\":{\"user\":\"q7SecretC3xxxxxxx77\n",
                "password={\"a\":\"q7SecretC4xxxxxxx77\"}\n",
                "{\"q7SecretC5xxxxxxx77\":1} password=q7SecretC5xxxxxxx77 {\"q7SecretC5xxxxxxx77\":2}\n{\"q7SecretC5xxxxxxx77\":3}\n"
            })
    void jsonIsLookedThroughWhereverItStarts(String text) throws IOException {
        copyLines("seen before: " + text);

        assertThat(copyLines(text)).doesNotContain("q7Secret");
    }

    @Test
    void aLineThatAContainerRuntimeCutIsLookedThroughAsOne() throws IOException {
        String text = "2026-11-27T10:00:00.0Z stdout P {\"a\":1,\"password\":\"q7Sec\n"
                + "2026-11-27T10:00:00.1Z stdout P retA1xxx\n"
                + "2026-11-27T10:00:00.1Z stdout F xxxx77\"} end\n"
                + "2026-11-27T10:00:00.2Z stderr P cut\n"
                + "2026-11-27T10:00:00.3Z stdout F after P it\n";

        assertThat(copyLines(text))
                .matches("2026-11-27T10:00:00.0Z stdout F \\{\"a\":1,\"password\":\"" + MARK + "\"} end\n"
                        + "2026-11-27T10:00:00.2Z stderr P cut\n"
                        + "2026-11-27T10:00:00.3Z stdout F after P it\n");
    }

    @Test
    void jsonDeeperThanAnybodyNestsItIsLookedThrough() throws IOException {
        String deep = "{\"a\":".repeat(3_000) + "{\"\\u0070assword\":\"q7SecretA6xxxxxxx77\"}" + "}".repeat(3_000);

        assertThat(copyLines("at " + deep + " end\n"))
                .doesNotContain("q7Secret")
                .startsWith("at {\"a\":{")
                .endsWith("}} end\n");
        assertThat(copy(deep)).doesNotContain("q7Secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[INFO] {a} started [1 2 3] {\"a\": 1, b} [\"x\" \"y\"]\n",
                "func main() {\n\t\"use\"\n}\n",
                "args [\n\tone\n",
                "goroutine 1 [running]:\nmain.main({0x0?, 0x1})\n",
                "{\"a\": [1, 2.50, {\"b\\u0041\": null}] } then {}\n"
            })
    void textAroundJsonAndWhatOnlyLooksLikeItStays(String text) throws IOException {
        assertThat(copyLines(text)).isEqualTo(text);
    }

    @Test
    void aNumberThatGoesIsNullWithItsMarkBesideIt() throws IOException {
        assertThat(copy("{\"passcode\": 20035112, \"at\": 120035112}"))
                .matches("\\{\"passcode\": null, \"passcode \\(removed\\)\": \"" + MARK + "\", \"at\": 120035112}");
        assertThat(copyLines("[\"a\", 20035112, 3]\n")).isEqualTo("[\"a\", null, 3]\n");
        assertThat(copy("{\"UserTime\": 20035112}")).isEqualTo("{\"UserTime\": 20035112}");
    }

    @Test
    void structureIsNeverTakenForASecret() throws IOException {
        redaction.text("password='\"outcome\":\"' x");
        redaction.text("password='\": \"abc' x");
        redaction.text("password=UserTimeOfTheNodeInAll x");
        String json = "{\"outcome\":\"ok\", \"x\": \"abc\", \"UserTimeOfTheNodeInAll\": 1}";

        assertThat(copy(json)).isEqualTo(json);
    }

    @Test
    void whatEveryReplyRestsOnIsNeverTakenForASecret() throws IOException {
        String row = "[{\"PID\": \"<1B30E9C5.0.1001>\", \"Node\": \"node1@db\", \"MessagesIn\": 18446744073709551615}]";
        copy(row);
        for (String said : List.of(
                "1B30E9C5", "1B30E9C5.0.1001", "18446744073709551615", "node2@localhost: rtt", "goroutine 1 [")) {
            redaction.text("password='" + said + "' x");
        }

        assertThat(copy(row)).isEqualTo(row);
        assertThat(copy("ping node2@localhost: rtt 0.42ms\n")).isEqualTo("ping node2@localhost: rtt 0.42ms\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String stack = "goroutine 1 [running]:\n# labels: {\"pid\":\"<1B30E9C5.0.1001>\"}\n";
        redaction.copy(new ByteArrayInputStream(stack.getBytes(StandardCharsets.UTF_8)), out, Carrier.CODE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(stack);
    }

    @Test
    void aSecretGoesWhereItIsAKey() throws IOException {
        redaction.text("password=letmein42");

        assertThat(copyLines("{\"letmein42\": 1, \"sessions\": {\"x-letmein42\": {}}}\n"))
                .doesNotContain("\"letmein42");
    }

    @Test
    void aNameThatEqualsASecretStaysAndIsTold() throws IOException {
        redaction.text("password=subscription_renewal_worker");
        redaction.text("password=order_updates_4");
        String rows = "[{\"Name\": \"subscription_renewal_worker\", \"Event\": \"Event#<9FF54552:order_updates_4>\"}]";

        assertThat(copy(rows)).isEqualTo(rows);
        assertThat(redaction.text("event order_updates_4 of subscription_renewal_worker"))
                .isEqualTo("event order_updates_4 of subscription_renewal_worker");
        assertThat(redaction.summary().namesKept()).hasValue(2);
    }

    private String copyLines(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        redaction.copyLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.APPLICATION);
        return out.toString(StandardCharsets.UTF_8);
    }
}
