package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.cli.ExitCode;
import ergodiag.findings.CoverageCell;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.testing.LeapingTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster that was captured through an Observer, and one through both kinds of endpoint, as their users have them: with every command. */
class ObservedClusterTest {
    private static final String SAMPLE = "overload-and-stuck-call";
    private static final Pattern CHECKSUM = Pattern.compile("\\b[0-9A-F]{8}\\b|[\\w-]+@[\\w-]+");

    @TempDir
    private static Path folder;

    private static Path observed;
    private static Path mixed;

    @BeforeAll
    static void captures() throws IOException {
        observed = captured("observed", Dialect.OBSERVER);
        mixed = captured("mixed", Dialect.MCP_APPLICATION, Dialect.OBSERVER);
    }

    private static Path captured(String name, Dialect... endpoints) throws IOException {
        Path target = folder.resolve(name + ".zip");
        StringWriter said = new StringWriter();
        PrintWriter print = new PrintWriter(said);
        try (LeapingTime time = new LeapingTime();
                Bundle recorded = Bundle.open(JudgedSamples.path(SAMPLE));
                ReplayServer first = serve(recorded, time, endpoints[0]);
                ReplayServer last = serve(recorded, time, endpoints[endpoints.length - 1])) {
            Stream<String> urls = Stream.of(first, last)
                    .limit(endpoints.length)
                    .map(server -> server.url().toString());
            String[] words = Stream.of(Stream.of("capture", "--window", "60s", "--out", target.toString()), urls)
                    .flatMap(part -> part)
                    .toArray(String[]::new);
            assertThat(Main.run(time, print, print, words))
                    .as(said.toString())
                    .isIn(ExitCode.DONE.number(), ExitCode.INCOMPLETE.number());
        }
        return target;
    }

    private static ReplayServer serve(Bundle recorded, LeapingTime time, Dialect dialect) throws IOException {
        return ReplayServer.start(
                recorded,
                ReplayOptions.asRecorded().withTime(new ReplayedTime(time)).as(dialect));
    }

    @Test
    void bothTellTheSameOfTheSameProcesses() {
        assertThat(faults(observed))
                .contains("ED0203 node2@localhost payment_client", "ED0202 node1@localhost ledger_indexer");
        assertThat(faults(mixed))
                .containsExactlyInAnyOrder(
                        "ED0203 node2@localhost payment_client", "ED0202 node1@localhost ledger_indexer");
    }

    @Test
    void ofBothEndpointsTheBetterOneIsAskedAndANodeIsThereOnce() {
        try (Bundle bundle = Bundle.open(mixed)) {
            assertThat(bundle.manifest().nodes()).hasSize(3);
            Map<Dialect, Set<String>> asked = bundle.calls().stream()
                    .filter(call -> call.outcome().answered())
                    .collect(Collectors.groupingBy(
                            Call::dialect, TreeMap::new, Collectors.mapping(Call::tool, Collectors.toSet())));
            assertThat(asked.get(Dialect.OBSERVER)).contains("cluster_map", "processes", "lens_log");
            assertThat(asked.get(Dialect.MCP_APPLICATION))
                    .contains("pprof_cpu", "network_ping")
                    .doesNotContain("process_list", "process_info", "app_list");
        }
        Finding hot = JudgedSamples.judge(mixed).findings().stream()
                .filter(finding -> finding.code().equals("ED0301"))
                .findFirst()
                .orElseThrow();
        assertThat(hot.prose().sentence()).contains("main.reindexLedger").doesNotContain(" of 0 cores");
    }

    @Test
    void coverageAndGapsSpeakOfWhatWasAskedThere() {
        Findings findings = JudgedSamples.judge(observed);
        Set<String> tools = findings.coverage().stream().map(CoverageCell::tool).collect(Collectors.toSet());
        assertThat(tools)
                .contains("node", "processes", "connections", "applications", "lens_log", "pprof_cpu")
                .doesNotContain("node_info", "runtime_stats", "process_list", "app_list", "network_acceptors");
        assertThat(JudgedSamples.judge(mixed).coverage().stream().map(CoverageCell::tool))
                .contains("processes", "network_ping", "pprof_cpu")
                .anyMatch(tool -> tool.contains("goroutines"));
    }

    @Test
    void whatAnExcerptDoesNotHoldIsNamedAsItWasAsked() throws IOException {
        Path excerpt = folder.resolve("excerpt.zip");
        StringWriter said = new StringWriter();
        assertThat(run(said, "evidence", observed, "--out", excerpt))
                .as(said.toString())
                .isZero();

        Set<String> missing = JudgedSamples.judge(excerpt).verdicts().stream()
                .flatMap(verdict -> verdict.gaps().stream())
                .map(Gap::what)
                .collect(Collectors.toSet());
        assertThat(missing).contains("applications", "events").doesNotContain("app_list", "event_list", "node_info");
    }

    @Test
    void everyPieceOfEvidenceIsThereAndIsShown() {
        for (Path bundle : List.of(observed, mixed)) {
            for (Finding finding : JudgedSamples.judge(bundle).findings()) {
                StringWriter out = new StringWriter();
                assertThat(run(out, "show", bundle, "--finding", finding.code()))
                        .as(finding.code() + " " + out)
                        .isZero();
                assertThat(finding.basis().evidence())
                        .allSatisfy(place ->
                                assertThat(place.value()).as(place.toString()).isNotEmpty());
            }
        }
        StringWriter stack = new StringWriter();
        String place = JudgedSamples.judge(observed).findings().stream()
                .flatMap(finding -> finding.basis().evidence().stream())
                .filter(it -> it.pointer().filter(at -> at.endsWith("/Stack")).isPresent()
                        && it.value().contains("HandleMessage"))
                .map(it -> it.file() + "#" + it.pointer().orElse(""))
                .findFirst()
                .orElseThrow();
        assertThat(run(stack, "show", observed, place)).isZero();
        assertThat(stack.toString().lines())
                .anyMatch(line -> line.startsWith(">   main.(*PaymentClient).HandleMessage("));
    }

    @Test
    void underOtherNamesTheVerdictsAreTheSameAndNoNameIsLeft() throws IOException {
        for (Path before : List.of(observed, mixed)) {
            Path after = folder.resolve("renamed-" + before.getFileName());
            StringWriter said = new StringWriter();
            assertThat(run(said, "redact", before, "--out", after, "--pseudonymise", "hosts,names"))
                    .as(said.toString())
                    .isZero();
            Map<String, String> names = names(Path.of(after.toString().replace(".zip", ".names.json")));

            UnaryOperator<String> renamed = text -> names.getOrDefault(
                    text, CHECKSUM.matcher(text).replaceAll(match -> names.getOrDefault(match.group(), match.group())));
            assertThat(lines(JudgedSamples.judge(after), word -> word))
                    .containsExactlyInAnyOrderElementsOf(lines(JudgedSamples.judge(before), renamed));
            String contents = contents(after);
            assertThat(names)
                    .containsKeys("node1@localhost", "trading_app", "payment_client", "market_ticks", "1B30E9C5");
            assertThat(names.keySet().stream().filter(name -> name.matches(".*[_@\\d].*")))
                    .noneMatch(contents::contains);
            assertThat(contents).contains("\ncluster/").doesNotContain("PLANTED-SECRET");
        }
    }

    @Test
    void aProcessIsTheSameInBothForms() {
        StringWriter said = new StringWriter();
        assertThat(run(said, "diff", JudgedSamples.path(SAMPLE), observed))
                .as(said.toString())
                .isZero();
        assertThat(said.toString())
                .contains("= critical    ED0203  payment_client", "= warning     ED0202  ledger_indexer");
        assertThat(said.toString().lines().filter(line -> line.startsWith("+")))
                .noneMatch(line -> line.contains("ED02") || line.contains("ED10"));
    }

    private static int run(StringWriter said, Object... words) {
        PrintWriter print = new PrintWriter(said);
        return Main.run(print, print, Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    private static Set<String> faults(Path bundle) {
        return JudgedSamples.judge(bundle).findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(finding -> finding.code() + " " + finding.subject().node() + " "
                        + finding.subject().name())
                .collect(Collectors.toSet());
    }

    /** Verdicts and findings, a line each. */
    private static List<String> lines(Findings findings, UnaryOperator<String> renamed) {
        return Stream.concat(
                        findings.verdicts().stream().map(v -> v.playbook() + " " + v.state()),
                        findings.findings().stream().map(f -> line(f, renamed)))
                .toList();
    }

    private static String line(Finding finding, UnaryOperator<String> renamed) {
        Subject s = finding.subject();
        return String.join(
                "|",
                finding.code(),
                finding.severity().toString(),
                renamed.apply(s.node()),
                renamed.apply(s.pid()),
                renamed.apply(s.name()),
                s.behavior(),
                renamed.apply(s.application()),
                renamed.apply(s.peer()),
                s.function());
    }

    private static Map<String, String> names(Path file) throws IOException {
        JsonNode map = JsonMapper.shared().readTree(Files.readString(file));
        Map<String, String> names = new TreeMap<>();
        for (JsonNode kind : map) {
            kind.properties()
                    .forEach(one -> names.put(one.getKey(), one.getValue().asString()));
        }
        return names;
    }

    /** Names and contents of all files but the lists of tools, which name nothing of the cluster. */
    private static String contents(Path bundle) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Bundle opened = Bundle.open(bundle)) {
            for (String file : opened.files()) {
                all.append('\n').append(file).append('\n');
                try (InputStream in = opened.open(file)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    all.append(file.contains("tools_list") ? "" : text);
                }
            }
        }
        return all.toString();
    }
}
