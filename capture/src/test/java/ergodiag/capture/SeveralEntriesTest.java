package ergodiag.capture;

import static ergodiag.capture.FakeNode.ENTRY;
import static ergodiag.capture.FakeNode.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest.EntryPoint;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One cluster through several endpoints, and captures of some of its nodes. */
@Execution(ExecutionMode.CONCURRENT)
class SeveralEntriesTest {
    private static final List<String> MORE = List.of("five@host", "four@host", "six@host", "three@host");
    private static final Endpoint CLOSED = Endpoint.of("http://127.0.0.1:1/mcp", Optional.empty());

    @TempDir
    private Path folder;

    private FakeNode first;
    private FakeNode second;

    @BeforeEach
    void start() throws IOException {
        first = new FakeNode(ENTRY, with(OTHER));
        second = new FakeNode(OTHER, with(ENTRY));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void eachEndpointsOwnNodeIsAskedThereWithoutAWall() {
        for (int i = 0; i < 400; i++) {
            second.runs(OTHER, "app", "main.A", 50, "sleep");
        }

        CaptureResult result = capture(Approach.ALL, at(first), at(second));

        assertThat(result.incomplete()).isFalse();
        assertThat(first.asked()).noneMatch(call -> call.startsWith(OTHER + " "));
        assertThat(second.asked()).noneMatch(call -> call.startsWith(ENTRY + " "));
        assertThat(result.calls())
                .filteredOn(call -> call.node().equals(OTHER)
                        && call.tool().equals("process_list")
                        && call.part().list().equals("all"))
                .isNotEmpty()
                .allMatch(
                        call -> call.part().number() == 1 && call.part().rows().orElse(0) == 400);
    }

    @Test
    void theOtherNodesAreSharedOutEvenly() {
        capture(Approach.ALL, at(first), at(second));

        for (String node : MORE) {
            boolean here = first.asked().stream().anyMatch(call -> call.startsWith(node + " "));
            boolean there = second.asked().stream().anyMatch(call -> call.startsWith(node + " "));
            assertThat(here).as(node).isNotEqualTo(there);
        }
        assertThat(MORE.stream().filter(node -> first.asked().stream().anyMatch(call -> call.startsWith(node + " "))))
                .hasSize(2);
    }

    @Test
    void theNodesOfAnEndpointThatFailsAreTakenOver() {
        AtomicInteger left = new AtomicInteger(20);
        for (String node : with(OTHER, ENTRY)) {
            second.misbehaves(node, "process_list", exchange -> {
                for (String any : with(OTHER, ENTRY)) {
                    second.misbehaves(any, "any", broken -> {
                        left.decrementAndGet();
                        broken.close();
                    });
                }
                exchange.close();
            });
        }

        CaptureResult result = capture(Approach.ALL, at(first), at(second));

        assertThat(result.nobody()).isEmpty();
        assertThat(result.manifest().nodes()).extracting(NodeEntry::state).containsOnly(State.CAPTURED);
        assertThat(first.asked()).anyMatch(call -> call.startsWith(OTHER + " "));
        assertThat(left.get()).as("asked in vain again and again").isPositive();
        assertThat(result.calls())
                .filteredOn(call -> call.outcome() == Outcome.UNREACHABLE)
                .isNotEmpty();
    }

    @Test
    void anEndpointThatCannotBeReachedIsToldAndTheCaptureGoesOn() {
        CaptureResult result = capture(Approach.ALL, CLOSED, at(second));

        assertThat(result.nobody()).isEmpty();
        assertThat(result.incomplete()).isTrue();
        assertThat(result.missing()).anyMatch(line -> line.startsWith("endpoint: Reaching " + CLOSED + ", TCP: "));
        assertThat(result.manifest().capture().entry().node()).isEqualTo(OTHER);
        assertThat(result.manifest().capture().entry().url()).isEqualTo(second.url());
        assertThat(states(result)).containsExactly("failed", "used");
    }

    @Test
    void whenNoEndpointCanBeReachedEachIsTold() {
        CaptureResult result =
                capture(Approach.ALL, CLOSED, Endpoint.of("http://no-such-host.invalid:9922/mcp", Optional.empty()));

        assertThat(result.nobody()).get().asString().contains("127.0.0.1:1", "TCP", "no-such-host.invalid", "name");
    }

    @Test
    void aSecondWayToTheSameNodeIsNoticedAndNotUsed() {
        CaptureResult result = capture(Approach.ALL, at(first), Endpoint.of(first.url() + "?again", Optional.empty()));

        assertThat(states(result)).containsExactly("used", "doubled");
        assertThat(result.incomplete()).isFalse();
    }

    @Test
    void twoClustersAreNotCapturedIntoOneBundle() throws IOException {
        try (FakeNode stranger = new FakeNode("a@elsewhere", List.of("b@elsewhere"))) {
            assertThatThrownBy(() -> capture(Approach.ALL, at(first), at(stranger)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("two clusters", ENTRY, "a@elsewhere", "capture each alone");
            assertThat(stranger.asked()).noneMatch(call -> call.startsWith("b@elsewhere"));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoNodesOfOneNameAreNotTakenForOne() throws IOException {
        try (FakeNode namesake = new FakeNode(ENTRY, with(OTHER))) {
            namesake.says(ENTRY, "node_info", "{\"Name\": \"one@host\", \"Uptime\": 90000}");

            assertThatThrownBy(() -> capture(Approach.ALL, at(first), at(namesake)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("same name");
        }
    }

    @Test
    void onlyTheNodesThatWereNamedAreAskedAndTheOthersAreExcludedAndNotSilent() {
        CaptureResult result = capture(approach(List.of("one@host", "f*@*"), List.of("five@host")), at(first));

        assertThat(first.asked().stream().map(call -> call.split(" ")[0]).distinct())
                .containsExactlyInAnyOrder(ENTRY, "four@host");
        assertThat(result.manifest().nodes())
                .filteredOn(node -> node.state() == State.EXCLUDED)
                .extracting(NodeEntry::name)
                .containsExactly("five@host", "six@host", "three@host", OTHER);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.calls())
                .filteredOn(call -> call.node().equals("six@host"))
                .singleElement()
                .matches(call ->
                        call.outcome() == Outcome.SKIPPED && call.error().startsWith("excluded: "));
    }

    @Test
    void aNameThatFitsNoNodeIsTold() throws IOException {
        CaptureResult result = capture(approach(List.of("one@host", "typo@host"), List.of()), at(first));

        assertThat(result.missing()).anyMatch(line -> line.startsWith("typo@host: ") && line.contains("no such node"));
        assertThat(result.incomplete()).isTrue();
        try (Bundle bundle = Bundle.open(result.bundle())) {
            assertThat(bundle.manifest().capture().reached().unmatched()).containsExactly("typo@host");
        }
    }

    @Test
    void whenNoNodeIsLeftToAskTheUserIsToldWhichThereAre() {
        assertThatThrownBy(() -> capture(approach(List.of("typo@*"), List.of()), at(first)))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("none of them fits", ENTRY, "six@host");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPlanIsOfTheSameNodes() {
        CaptureOptions options = options(approach(List.of(), List.of("f*@host")), at(first), at(second));

        assertThat(new Capture(options, Progress.SILENT).plan().nodes())
                .containsExactly(ENTRY, "six@host", "three@host", OTHER);
    }

    @Test
    void eachEndpointGetsItsOwnTokenAndNoneIsInTheBundle() throws IOException {
        first.wants("first-Token-17");
        second.wants("second-Token-18");
        first.says(ENTRY, "app_list", "[{\"Description\": \"second-Token-18\"}]");

        CaptureResult result = capture(
                Approach.ALL,
                Endpoint.of(first.url(), Optional.of("first-Token-17")),
                Endpoint.of(second.url(), Optional.of("second-Token-18")));

        assertThat(states(result)).containsExactly("used", "used");
        assertThat(everything(result)).doesNotContain("first-Token-17", "second-Token-18");
    }

    @Test
    void aTokenIsAskedForWhereOneIsWantedAndIsNotInTheBundle() throws IOException {
        first.wants("typed-Token-19");
        first.says(ENTRY, "app_list", "[{\"Description\": \"typed-Token-19\"}]");
        List<Endpoint> askedFor = new ArrayList<>();
        Approach approach = new Approach(List.of(), List.of(), endpoint -> {
            askedFor.add(endpoint);
            return Optional.of("typed-Token-19");
        });

        CaptureResult result = capture(approach, at(first), at(second));

        assertThat(askedFor).extracting(Endpoint::toString).containsExactly(first.url());
        assertThat(result.nobody()).isEmpty();
        assertThat(states(result)).containsExactly("used", "used");
        assertThat(everything(result)).doesNotContain("typed-Token-19");
    }

    @Test
    void aNodeThatOnlyTheRegistrarNamesIsTriedAndToldToBeSilent() {
        first.says(
                ENTRY,
                "registrar_info",
                "{\"Server\": \"etcd://user@etcd\", \"Nodes\": [\"lost@host\"],"
                        + " \"SupportRegisterApplication\": true}");
        first.says(ENTRY, "app_list", "[{\"name\": \"shop\", \"state\": \"running\"}]");
        first.says(ENTRY, "registrar_resolve_app", "[{\"Node\": \"shopper@host\", \"Name\": \"shop\"}]");
        first.refuses("lost@host", "remote call to 'lost@host' failed: no route");
        first.refuses("shopper@host", "remote call to 'shopper@host' failed: no route");

        CaptureResult result = capture(Approach.ALL, at(first));

        assertThat(result.manifest().nodes())
                .filteredOn(node -> node.state() == State.SILENT)
                .extracting(node -> node.name() + " " + node.knownFrom())
                .containsExactly("lost@host [registrar]", "shopper@host [registrar]");
    }

    private static List<String> states(CaptureResult result) {
        return result.manifest().capture().reached().entries().stream()
                .map(EntryPoint::state)
                .toList();
    }

    private static String everything(CaptureResult result) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Bundle bundle = Bundle.open(result.bundle())) {
            for (String file : bundle.files()) {
                all.append(bundle.text(file));
            }
        }
        assertThat(result.calls()).extracting(Call::tool).contains("app_list");
        return all.toString();
    }

    private static List<String> with(String... names) {
        List<String> all = new ArrayList<>(MORE);
        all.addAll(List.of(names));
        return all;
    }

    private static Approach approach(List<String> only, List<String> without) {
        return new Approach(only, without, TokenPrompt.NOBODY);
    }

    private static Endpoint at(FakeNode node) {
        return Endpoint.of(node.url(), Optional.empty());
    }

    private CaptureResult capture(Approach approach, Endpoint... endpoints) {
        return new Capture(options(approach, endpoints), Progress.SILENT).run();
    }

    private CaptureOptions options(Approach approach, Endpoint... endpoints) {
        CaptureOptions usual = Captures.options(endpoints[0], Duration.ZERO, folder.resolve("bundle.zip"));
        return new CaptureOptions(
                List.of(endpoints),
                approach,
                usual.scope(),
                usual.labels(),
                usual.privacy(),
                usual.budget(),
                usual.attachments(),
                usual.target(),
                Wrapping.PLAIN,
                usual.version());
    }
}
