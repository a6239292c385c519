package ergodiag.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ergodiag.analyze.ReadSample;
import ergodiag.analyze.Scenario;
import ergodiag.analyze.Scenarios;
import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Relation.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationTest {
    /** What they tie together is tried by FamilyEndsTest, WaitingTest and CronJobsTest. */
    private static final Set<Kind> TOLD_IN_TESTS_OF_THEIR_PLAYBOOKS =
            EnumSet.of(Kind.SENT_IN_VAIN, Kind.WORKS_FOR, Kind.FAILED_STARTS);

    @TempDir
    Path folder;

    @Test
    void everyKindIsToldByAPlaybookWithWhomItIsTo() {
        Set<Kind> told = EnumSet.noneOf(Kind.class);
        Stream.of("contention", "crash-loop", "events-and-pool", "overload-and-stuck-call")
                .flatMap(sample -> relations(ReadSample.judged(sample)))
                .forEach(relation -> told.add(relation.kind()));
        relations(sick()).forEach(relation -> told.add(relation.kind()));
        Stream.of(meshWithAHole(), ill(), apart())
                .flatMap(RelationTest::relations)
                .forEach(relation -> told.add(relation.kind()));

        told.addAll(TOLD_IN_TESTS_OF_THEIR_PLAYBOOKS);
        assertThat(told).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void itNamesProcessesByPid() {
        assertThat(relations(sick()).filter(relation -> relation.kind() == Kind.IN_CIRCLE))
                .extracting(Relation::node, Relation::pid, Relation::name)
                .contains(tuple(Scenarios.TWO, Scenario.pid(Scenarios.TWO, 2001), "order_clerk"));
    }

    @Test
    void itIsReadAsItWasWritten() {
        Findings written = ReadSample.judged("events-and-pool");
        String json = FindingsJson.write(written);

        assertThat(FindingsJson.read("findings.json", json).findings())
                .extracting(Finding::relations)
                .isEqualTo(written.findings().stream().map(Finding::relations).toList());
    }

    @Test
    void aKindOfANewerVersionIsPassedOver() {
        String json =
                FindingsJson.write(ReadSample.judged("events-and-pool")).replace("\"worked_by\"", "\"admired_by\"");

        assertThat(relations(FindingsJson.read("findings.json", json)))
                .extracting(Relation::kind)
                .isNotEmpty()
                .doesNotContain(Kind.WORKED_BY);
    }

    private static Stream<Relation> relations(Findings findings) {
        return findings.findings().stream().flatMap(finding -> finding.relations().stream());
    }

    private Findings sick() {
        Scenario scenario = Scenarios.deadlock(new Scenario(), Scenarios.TWO, -30, 3);
        Scenarios.givesUp(scenario, Scenarios.THREE, 30, true, false);
        return Scenarios.badPeer(scenario, Scenarios.ONE, 0.5, true).judge(folder);
    }

    /** Two that wait as long without a word of whom for, calls that fail and run into their time-outs, and a node that was away. */
    private Findings ill() {
        return TestBundles.in(folder.resolve("ill"))
                .seconds(0, 10, 20, 30, 40, 50, 60)
                .node("a@h", node -> {
                    for (String pid : List.of("<A.0.1011>", "<A.0.1012>")) {
                        node.process(
                                pid,
                                row -> row.set("Name", "clerk" + pid.charAt(8))
                                        .set("State", "wait response")
                                        .set("StateTime", s -> (60L + s) * 1_000_000_000L)
                                        .set("MessagesIn", s -> 10_000 + s)
                                        .set("MessagesOut", 10)
                                        .set("MessagesMailbox", s -> 60 + s));
                    }
                    node.info("CallErrorsLocal", s -> s);
                    node.info("LogMessages", s -> List.of(0, 0, 5, 0, s, 0));
                    for (int second = 1; second < 60; second++) {
                        node.log(
                                second,
                                "error",
                                "<A.0.1001> ('front') main.Worker",
                                "call of 'till' failed: timed out");
                    }
                })
                .node("c@h", node -> node.info("CallErrorsRemote", s -> s))
                .node(
                        "b@h",
                        node -> node.info("Uptime", s -> s < 30 ? 3600 + s : s - 30)
                                .info("Version", s -> Map.of("Name", "shop", "Release", s < 30 ? "1.0" : "1.1")))
                .judge();
    }

    /** Three of six never answered, and the others lost their connections. */
    private Findings apart() {
        TestBundles bundles = TestBundles.in(folder.resolve("apart")).seconds(0, 30, 60);
        for (String name : List.of("a@h", "b@h", "c@h")) {
            bundles.node(
                    name,
                    node -> node.reply(
                                    0,
                                    "network_info",
                                    Map.of(),
                                    "{\"ConnectionsEstablished\": 5, \"ConnectionsLost\": 0}")
                            .reply(
                                    60,
                                    "network_info",
                                    Map.of(),
                                    "{\"ConnectionsEstablished\": 5, \"ConnectionsLost\": 3}"));
        }
        List.of("d@h", "e@h", "f@h").forEach(name -> bundles.node(name, TestNode::silent));
        return bundles.judge();
    }

    private Findings meshWithAHole() {
        List<String> names = List.of("a@h", "b@h", "c@h", "d@h");
        TestBundles bundles = TestBundles.in(folder);
        for (String name : names) {
            bundles.node(
                    name,
                    node -> names.stream()
                            .filter(peer ->
                                    !peer.equals(name) && !Set.of("a@h", "b@h").equals(Set.of(name, peer)))
                            .forEach(peer -> node.peer(peer, row -> {})));
        }
        return bundles.judge();
    }
}
