package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of manifest and ledger, and what a little damage to them costs. */
class BundleJsonTest {
    private static final String MANIFEST = """
            {
              "format" : "ergodiag.bundle/1",
              "tool" : {
                "name" : "ergodiag",
                "version" : "0.1.0"
              },
              "capture" : {
                "started" : "2026-11-23T20:15:00.125Z",
                "finished" : "2026-11-23T20:16:00.125Z",
                "complete" : true,
                "profile" : "standard",
                "window_seconds" : 60.5,
                "entry" : {
                  "url" : "http://localhost:9922/mcp",
                  "node" : "node1@localhost"
                },
                "command" : "ergodiag capture http://localhost:9922/mcp",
                "by" : "Ada",
                "ticket" : "OPS-17",
                "note" : null,
                "entries" : [ {
                  "url" : "http://localhost:9922/mcp",
                  "node" : "node1@localhost",
                  "dialect" : "observer",
                  "state" : "used",
                  "said" : ""
                } ],
                "nodes_only" : [ "node1@localhost", "x*@*" ],
                "nodes_excluded" : [ "node3@localhost" ],
                "nodes_unmatched" : [ "x*@*" ],
                "nodes_beyond" : 99000
              },
              "nodes" : [ {
                "name" : "node1@localhost",
                "known_from" : [ "entry", "peers" ],
                "state" : "captured",
                "clock_offset_ms" : -1.25,
                "clock_uncertainty_ms" : 2.0
              }, {
                "name" : "node2@localhost",
                "known_from" : [ "peers" ],
                "state" : "silent"
              } ],
              "redaction" : {
                "applied" : true,
                "replaced" : 3,
                "kinds" : [ "password" ]
              },
              "calls" : {
                "total" : 2,
                "ok" : 1,
                "failed" : 1,
                "skipped" : 0
              },
              "own" : {
                "samplers" : [ {
                  "id" : "mcp_sampler_1",
                  "node" : "node1@localhost",
                  "runs" : "pprof_cpu",
                  "started" : "2026-11-23T20:15:00.125Z"
                } ],
                "calls" : [ {
                  "node" : "node1@localhost",
                  "calls" : 2
                } ],
                "connections" : [ {
                  "from" : "node1@localhost",
                  "to" : "node2@localhost"
                } ]
              },
              "load" : {
                "max_in_flight" : 4,
                "max_per_node" : 2,
                "requests_per_second" : 7.25,
                "max_requests_in_a_second" : 31,
                "p95_ms" : 12.5,
                "bytes" : 1234567,
                "deadline_seconds" : 90.0,
                "max_bytes" : 50000000,
                "not_asked" : 3
              },
              "custody" : [ {
                "did" : "captured",
                "at" : "2026-11-23T20:16:00.125Z",
                "version" : "0.1.0",
                "by" : "Ada"
              }, {
                "did" : "redacted",
                "at" : "2026-11-23T21:15:00.125Z",
                "version" : "0.2.0",
                "from_sha256" : "00ff"
              } ]
            }
            """;
    private static final String LINE = """
            {"id":1,"node":"node1@localhost","tool":"process_list","arguments":{"limit":100,"x":[1.5,true,null,{"k":"\\u0001"}]},\
            "reading":1,"list":"mailbox","part":2,"complete":true,"expected":50,"why":"bottlenecks","started":"2026-11-23T20:15:00.125Z",\
            "took_ms":12.345,"outcome":"ok","error":{"code":-32603,"message":"later"},"file":"nodes/a/b.json","bytes":5,"sha256":"00",\
            "rows":50,"limit":100,"truncated":true}""";

    @Test
    void aManifestIsWrittenAsItStandsInTheFormat() {
        assertThat(BundleJson.write(BundleSamples.manifest())).isEqualToNormalizingNewlines(MANIFEST);
        assertThat(BundleJson.manifest(MANIFEST)).contains(BundleSamples.manifest());
    }

    @Test
    void aLineOfTheLedgerIsReadAndWrittenToTheByte() {
        assertThat(BundleJson.call(LINE).map(BundleJson::write)).contains(LINE);
        assertThat(BundleJson.write(BundleSamples.failed(2)))
                .isEqualTo(
                        "{\"id\":2,\"node\":\"node2@localhost\",\"tool\":\"node_info\",\"arguments\":{},\"why\":\"all playbooks\","
                                + "\"started\":\"2026-11-23T20:15:01.125Z\",\"took_ms\":10000.0,\"outcome\":\"timeout\","
                                + "\"error\":{\"code\":-32603,\"message\":\"remote call to 'node2@localhost' failed: timed out\"}}");
    }

    @Test
    void aManifestWithoutFieldsSaysNothing() {
        Manifest empty =
                BundleJson.manifest("{\"format\":\"ergodiag.bundle/1\"}").orElseThrow();
        assertThat(empty.tool()).isEqualTo(new Manifest.Program("", ""));
        assertThat(empty.capture().started()).isEqualTo(Instant.EPOCH);
        assertThat(empty.capture().finished()).isEmpty();
        assertThat(empty.capture().window()).isZero();
        assertThat(empty.capture().labels()).isEqualTo(Labels.of(""));
        assertThat(empty.capture().reached()).isEqualTo(Manifest.Reached.UNSAID);
        assertThat(empty.nodes()).isEmpty();
        assertThat(empty.own()).isEqualTo(Own.UNKNOWN);
        assertThat(empty.load()).isEmpty();
    }

    @Test
    void aLineWithoutFieldsIsACallThatBroughtNothing() {
        Call call = BundleJson.call("{\"started\":\"2026-11-23T20:15:00Z\"}").orElseThrow();
        assertThat(call)
                .isEqualTo(new Call(
                        0,
                        new Asked("", "", java.util.Map.of(), ""),
                        new Timing(Instant.parse("2026-11-23T20:15:00Z"), Duration.ZERO),
                        Outcome.GARBLED,
                        Failure.NONE,
                        OptionalInt.empty(),
                        Optional.empty(),
                        new ListPart(
                                "",
                                1,
                                Optional.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "-3", "1e300", "1e999", "\"\"", "\"x\"", "[]", "{}", "[[{}]]", "true"})
    void aFieldOfAnotherKindCostsItselfOnly(String junk) {
        for (String text : new String[] {MANIFEST, LINE}) {
            for (int spot : spots(text)) {
                String damaged = text.substring(0, spot) + junk + text.substring(endOfValue(text, spot));
                boolean manifest = text.equals(MANIFEST);
                boolean essential = spot == text.indexOf(manifest ? "\"ergodiag.bundle/1\"" : "\"2026");
                assertThat(essential
                                || (manifest ? BundleJson.manifest(damaged) : BundleJson.call(damaged)).isPresent())
                        .as(damaged)
                        .isTrue();
            }
        }
    }

    @Test
    void lengthsOfTimeBeyondAllMeasureBearArithmetic() {
        for (String took : new String[] {"1e300", "1e999", "-1e300"}) {
            Call call = BundleJson.call(LINE.replace("12.345", took)).orElseThrow();
            assertThat(call.timing().took()).isBetween(Duration.ZERO, Duration.ofDays(366));
            assertThat(call.ended()).isAfterOrEqualTo(call.started());
        }
        Manifest manifest =
                BundleJson.manifest(MANIFEST.replace("-1.25", "-1e300")).orElseThrow();
        assertThat(manifest.nodes().get(0).clockOffset()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[1]", "{", "{\"started\":5}", "{\"started\":\"2026-11-23T20:15:00Z\"} x"})
    void whatIsNoLineIsToldSo(String line) {
        assertThat(BundleJson.call(line)).isEmpty();
    }

    @Test
    void aNumberThatCannotBeSaysNothing() {
        for (String odd : List.of("9".repeat(30), "9".repeat(10_000), "1e999", "-1e999", "7.5", "-7", "1e-999999999")) {
            assertThat(BundleJson.call(LINE.replace("\"bytes\":5", "\"bytes\":" + odd))
                            .orElseThrow()
                            .bytes())
                    .as(odd)
                    .isZero();
            assertThat(BundleJson.manifest(MANIFEST.replace("1234567", odd)))
                    .as(odd)
                    .isPresent();
        }
    }

    @Test
    void aNumberBeyondAllMeasureInAFieldThatNobodyReadsCostsNothing() {
        String line = LINE.substring(0, LINE.length() - 1) + ",\"more\":" + "9".repeat(30) + "}";
        assertThat(BundleJson.call(line)).isEqualTo(BundleJson.call(LINE));
    }

    @Test
    void whatIsNestedWithoutEndIsNoLineAndNoManifest() {
        String deep = "[".repeat(100_000);
        assertThat(BundleJson.call(LINE.replace("\"x\":[", "\"x\":" + deep))).isEmpty();
        assertThat(BundleJson.manifest(MANIFEST.replace("\"by\" : ", "\"by\" : " + deep)))
                .isEmpty();
    }

    @Test
    void ofAFieldThatStandsTwiceTheLastCounts() {
        String twice = LINE.substring(0, LINE.length() - 1) + ",\"id\":9}";
        assertThat(BundleJson.call(twice).orElseThrow().id()).isEqualTo(9);
    }

    private static int[] spots(String text) {
        Matcher values = Pattern.compile("\"[a-z_0-9]+\" ?: ?").matcher(text);
        return values.results().mapToInt(java.util.regex.MatchResult::end).toArray();
    }

    /** Of a value that begins at a place. */
    private static int endOfValue(String text, int from) {
        int depth = 0;
        for (int i = from; ; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = text.indexOf('"', i + 1);
            }
            depth += "{[".indexOf(c) >= 0 ? 1 : "}]".indexOf(c) >= 0 ? -1 : 0;
            char next = text.charAt(i + 1);
            if (depth == 0 && Arrays.asList(',', '\n', '}', ']', ' ').contains(next)) {
                return i + 1;
            }
        }
    }
}
