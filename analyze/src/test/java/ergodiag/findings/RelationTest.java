package ergodiag.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ergodiag.analyze.ReadSample;
import ergodiag.analyze.Scenario;
import ergodiag.analyze.Scenarios;
import ergodiag.analyze.TestBundles;
import ergodiag.findings.Relation.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationTest {
    @TempDir
    Path folder;

    @Test
    void everyKindIsToldByAPlaybookWithWhomItIsTo() {
        Set<Kind> told = EnumSet.noneOf(Kind.class);
        Stream.of("contention", "crash-loop", "events-and-pool", "overload-and-stuck-call")
                .flatMap(sample -> relations(ReadSample.judged(sample)))
                .forEach(relation -> told.add(relation.kind()));
        relations(sick()).forEach(relation -> told.add(relation.kind()));
        relations(meshWithAHole()).forEach(relation -> told.add(relation.kind()));

        assertThat(told).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void itNamesProcessesByPid() {
        assertThat(relations(sick()).filter(relation -> relation.kind() == Kind.WAITS_AS_LONG_AS))
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
