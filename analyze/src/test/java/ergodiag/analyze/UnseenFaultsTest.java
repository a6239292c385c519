package ergodiag.analyze;

import static ergodiag.analyze.Scenarios.ONE;
import static ergodiag.analyze.Scenarios.THREE;
import static ergodiag.analyze.Scenarios.TWO;
import static ergodiag.analyze.ScenariosTest.fault;
import static ergodiag.analyze.ScenariosTest.of;

import ergodiag.analyze.ScenariosTest.Case;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sick clusters of kinds, names, sizes and rates that neither a sample nor {@link ScenariosTest} has: each fault is found, and nothing else. */
@Tag("slow")
class UnseenFaultsTest {
    @TempDir
    Path folder;

    static Stream<Case> cases() {
        return Stream.of(
                of(
                        "deadlock across nodes",
                        it -> Ills.deadlockAcross(it, ONE, THREE, -35),
                        fault("deadlock", ONE, "vergabe_west"),
                        fault("deadlock", THREE, "vergabe_ost")),
                of(
                        "pool of busy workers on the entry node",
                        it -> Ills.slowPool(it, ONE, 12, 90, 36),
                        fault("poolsaturated", ONE, "thumbnailer")),
                of(
                        "leak under a supervisor",
                        it -> Ills.leakUnderSupervisor(it, TWO, 6),
                        fault("procleak", TWO, "portal.Sitzung", "sitzungs_aufsicht")),
                of(
                        "library that computes",
                        it -> Ills.hotLibrary(it, TWO, 1.7),
                        fault("hotcpu", TWO, "fuzzy", "dedup")),
                of(
                        "two hundred at a lock",
                        it -> Ills.crowdAtALock(it, THREE, 200),
                        fault("lockcontention", THREE, "routing.Hop", "table.(*Trie)")),
                of(
                        "two leaks of two allocators",
                        it -> Ills.keeps(
                                Ills.keeps(it, ONE, "example.com/audit.(*Trail).append", 1.1),
                                THREE,
                                "encoding/gob.(*Decoder).decodeStruct",
                                7),
                        fault("memleak", ONE, "(*Trail).append"),
                        fault("memleak", THREE, "gob.(*Decoder)")),
                of(
                        "goroutines of a library",
                        it -> Ills.libraryGoroutines(it, ONE, 20),
                        fault("goroutineleak", ONE, "pubsub.v2")),
                of("one-sided connection", it -> Ills.oneSided(it, TWO, THREE), fault("onesided", TWO, THREE)),
                of(
                        "connection that is cut every twenty seconds",
                        it -> Ills.cut(it, ONE, TWO, 20),
                        fault("reconnects", ONE, TWO)),
                of(
                        "slow starters",
                        it -> Ills.slowStarters(it, THREE, 20, 1.6),
                        fault("slowinit", THREE, "lager.Regal", "regal_")),
                of("failing calls to other nodes", it -> Ills.callErrors(it, TWO, 0.7), fault("callerrors", TWO)),
                of(
                        "broadcast to three thousand",
                        it -> Ills.broadcast(it, TWO, 3000, 4),
                        fault("eventfanout", TWO, "gleiswechsel", "ansage")),
                of(
                        "a very long name",
                        it -> Ills.longName(it, THREE, -25),
                        fault("blocked", THREE, "replikation_sehr_lang")),
                of("two log storms", it -> Ills.twoStorms(it, ONE, 25), fault("logstorm", ONE)),
                of(
                        "five at once",
                        it -> Ills.cut(
                                Ills.keeps(
                                        Ills.leakUnderSupervisor(
                                                Ills.deadlockAcross(Ills.longName(it, ONE, -25), TWO, THREE, -30),
                                                TWO,
                                                3),
                                        THREE,
                                        "example.com/audit.(*Trail).append",
                                        2),
                                ONE,
                                THREE,
                                9),
                        fault("blocked", ONE, "replikation_sehr_lang"),
                        fault("deadlock", TWO, "vergabe_west"),
                        fault("deadlock", THREE, "vergabe_ost"),
                        fault("procleak", TWO, "portal.Sitzung", "sitzungs_aufsicht"),
                        fault("memleak", THREE, "(*Trail).append"),
                        fault("reconnects", ONE, THREE)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudgedAsItIsByTheWholeRecording(Case told) {
        ScenariosTest.check(told, told.told().apply(new Scenario()).judge(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudgedAsItIsByWhatACaptureBringsInOtherWordsToo(Case told) {
        ScenariosTest.check(
                told,
                RewordedTest.judgedInOtherWordsToo(
                        told.told().apply(new Scenario()).writeThinned(folder)));
    }
}
