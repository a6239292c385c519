package ergodiag.analyze;

import static ergodiag.analyze.Scenarios.ONE;
import static ergodiag.analyze.Scenarios.THREE;
import static ergodiag.analyze.Scenarios.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that no recording shows, in a system that no recording shows, at rates both gentle and wild; and healthy systems that look ill. */
@Tag("slow")
class ScenariosTest {
    private static final Map<String, List<Integer>> PLAYBOOKS = Map.ofEntries(
            Map.entry("deadlock", List.of(2, 10)),
            Map.entry("goroutineleak", List.of(4, 10)),
            Map.entry("supervisorgiveup", List.of(6, 1)),
            Map.entry("eventfanout", List.of(9)),
            Map.entry("eventslow", List.of(2, 9)),
            Map.entry("logstorm", List.of(1, 6)),
            Map.entry("slowinit", List.of(1, 2, 6)),
            Map.entry("badpeer", List.of(8)),
            Map.entry("slowlink", List.of(8, 1)),
            Map.entry("sendunknown", List.of(1, 8)),
            Map.entry("nodedown", List.of(1, 8)),
            Map.entry("blocked", List.of(2, 10)),
            Map.entry("overloaded", List.of(2, 3)),
            Map.entry("stuckcall", List.of(2, 10)),
            Map.entry("procleak", List.of(5)),
            Map.entry("restartloop", List.of(6)),
            Map.entry("zombie", List.of(7)),
            Map.entry("lockcontention", List.of(10, 2)),
            Map.entry("eventnosub", List.of(9)),
            Map.entry("eventidle", List.of(9)),
            Map.entry("memleak", List.of(4)),
            Map.entry("hotcpu", List.of(3)),
            Map.entry("poolsaturated", List.of(2)),
            Map.entry("netloss", List.of(8)),
            Map.entry("onesided", List.of(8)),
            Map.entry("callerrors", List.of(1, 8)),
            Map.entry("reconnects", List.of(8)));

    @TempDir
    Path folder;

    /** A fault and the words of which a finding must have one. */
    record Fault(String kind, String node, List<String> named) {
        boolean isFoundBy(Finding finding) {
            return PLAYBOOKS.get(kind).contains(finding.playbook()) && touches(finding);
        }

        boolean touches(Finding finding) {
            String said = finding.subjects() + " " + finding.prose().sentence();
            return said.contains(node) && named.stream().anyMatch(said::contains);
        }
    }

    record Case(String name, UnaryOperator<Scenario> told, List<Fault> faults) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Case of(String name, UnaryOperator<Scenario> told, Fault... faults) {
        return new Case(name, told, List.of(faults));
    }

    static Fault fault(String kind, String node, String... named) {
        return new Fault(kind, node, named.length == 0 ? List.of(node) : List.of(named));
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(
                        "deadlock",
                        it -> Scenarios.deadlock(it, TWO, -30, 3),
                        fault("deadlock", TWO, "order_clerk"),
                        fault("deadlock", TWO, "stock_keeper")),
                of(
                        "deadlock of two idle processes",
                        it -> Scenarios.deadlock(it, ONE, 5, 0.03),
                        fault("deadlock", ONE, "order_clerk"),
                        fault("deadlock", ONE, "stock_keeper")),
                of(
                        "deadlock under load",
                        it -> Scenarios.deadlock(it, THREE, -60, 800),
                        fault("deadlock", THREE, "order_clerk"),
                        fault("deadlock", THREE, "stock_keeper")),
                of(
                        "deadlock that every time-out breaks",
                        it -> Scenarios.livelock(it, TWO, 6),
                        fault("deadlock", TWO, "order_clerk"),
                        fault("deadlock", TWO, "stock_keeper")),
                of(
                        "goroutine leak",
                        it -> Scenarios.goroutineLeak(it, THREE, 4, true),
                        fault("goroutineleak", THREE, "shop.fetchThumbnail", "image_proxy")),
                of(
                        "slow goroutine leak",
                        it -> Scenarios.goroutineLeak(it, THREE, 0.5, true),
                        fault("goroutineleak", THREE, "shop.fetchThumbnail", "image_proxy")),
                of(
                        "wild goroutine leak without labels",
                        it -> Scenarios.goroutineLeak(it, ONE, 40, false),
                        fault("goroutineleak", ONE, "shop.fetchThumbnail", "image_proxy")),
                of(
                        "supervisor gives up",
                        it -> Scenarios.givesUp(it, ONE, 35, true, false),
                        fault("supervisorgiveup", ONE, "checkout_sup", "CheckoutSup")),
                of(
                        "supervisor gives up unheard",
                        it -> Scenarios.givesUp(it, TWO, 35, false, false),
                        fault("supervisorgiveup", TWO, "checkout_sup", "CheckoutSup")),
                of(
                        "supervisor of an application gives up",
                        it -> Scenarios.applicationUntil(
                                Scenarios.givesUp(it, THREE, 40, true, true), THREE, "checkout_app", 40),
                        fault("supervisorgiveup", THREE, "checkout_sup", "CheckoutSup")),
                of(
                        "fan-out",
                        it -> Scenarios.fanOut(it, TWO, 400, 20),
                        fault("eventfanout", TWO, "stock_level", "stock_feed")),
                of(
                        "fan-out to a crowd",
                        it -> Scenarios.fanOut(it, THREE, 150, 10),
                        fault("eventfanout", THREE, "stock_level", "stock_feed")),
                of(
                        "slow subscriber",
                        it -> Scenarios.slowSubscriber(it, ONE, 50, 30),
                        fault("eventslow", ONE, "audit_mirror", "tariff_changes")),
                of(
                        "slightly slow subscriber",
                        it -> Scenarios.slowSubscriber(it, ONE, 10, 9),
                        fault("eventslow", ONE, "audit_mirror", "tariff_changes")),
                of(
                        "very slow subscriber",
                        it -> Scenarios.slowSubscriber(it, THREE, 500, 3),
                        fault("eventslow", THREE, "audit_mirror", "tariff_changes")),
                of("log storm", it -> Scenarios.logStorm(it, THREE, "error", 60), fault("logstorm", THREE)),
                of("steady errors", it -> Scenarios.logStorm(it, THREE, "error", 1), fault("logstorm", THREE)),
                of("storm of warnings", it -> Scenarios.logStorm(it, TWO, "warning", 60), fault("logstorm", TWO)),
                of(
                        "slow start in the window",
                        it -> Scenarios.slowInit(it, TWO, 4.2, 20),
                        fault("slowinit", TWO, "model_loader")),
                of(
                        "slow start before the window",
                        it -> Scenarios.slowInit(it, TWO, 1.4, -60),
                        fault("slowinit", TWO, "model_loader")),
                of(
                        "start that never ends",
                        it -> Scenarios.stuckInInit(it, ONE, 4),
                        fault("slowinit", ONE, "model_loader", "model_host")),
                of("bad peer", it -> Scenarios.badPeer(it, ONE, 0.2, false), fault("badpeer", ONE)),
                of("wild bad peer", it -> Scenarios.badPeer(it, ONE, 20, true), fault("badpeer", ONE)),
                of("slow link", it -> Scenarios.slowLink(it, ONE, THREE, 180), fault("slowlink", ONE, THREE)),
                of("slightly slow link", it -> Scenarios.slowLink(it, TWO, THREE, 40), fault("slowlink", TWO, THREE)),
                of("link of seconds", it -> Scenarios.slowLink(it, ONE, TWO, 2400), fault("slowlink", ONE, TWO)),
                of("sends to nobody", it -> Scenarios.sendsToUnknown(it, ONE, 5), fault("sendunknown", ONE)),
                of(
                        "sends to nobody now and then",
                        it -> Scenarios.sendsToUnknown(it, THREE, 0.1),
                        fault("sendunknown", THREE)),
                of("silent from the beginning", it -> it.silent(THREE, -1), fault("nodedown", THREE)),
                of("falls silent", it -> it.silent(TWO, 30), fault("nodedown", TWO)),
                of("blocked", it -> Scenarios.blocked(it, TWO, -20, 0.2), fault("blocked", TWO, "refund_desk")),
                of(
                        "blocked under load",
                        it -> Scenarios.blocked(it, TWO, 10, 900),
                        fault("blocked", TWO, "refund_desk")),
                of(
                        "stuck call with nobody behind it",
                        it -> Scenarios.stuckCall(it, ONE, -20, 0),
                        fault("stuckcall", ONE, "ledger_client")),
                of(
                        "slightly overloaded",
                        it -> Scenarios.overloaded(it, THREE, 4, 3.5),
                        fault("overloaded", THREE, "search_index")),
                of(
                        "wildly overloaded",
                        it -> Scenarios.overloaded(it, THREE, 9000, 200),
                        fault("overloaded", THREE, "search_index")),
                of(
                        "slow process leak",
                        it -> Scenarios.processLeak(it, ONE, 0.4),
                        fault("procleak", ONE, "cart_host", "shop.Cart")),
                of("zombie", it -> Scenarios.zombie(it, THREE), fault("zombie", THREE, "export_job")),
                of(
                        "quiet event for nobody",
                        it -> Scenarios.unheardEvent(it, TWO, 1),
                        fault("eventnosub", TWO, "shelf_photos")),
                of(
                        "event that never comes",
                        it -> Scenarios.idleEvent(it, ONE),
                        fault("eventidle", ONE, "theft_alarms")),
                of(
                        "lock queue",
                        it -> Scenarios.lockQueue(it, TWO, 12),
                        fault("lockcontention", TWO, "shop.QuoteCell", "shop.(*QuoteTable).update")),
                of(
                        "slow restart loop",
                        it -> Scenarios.restartLoop(it, THREE, 8),
                        fault("restartloop", THREE, "scale_reader", "scale_sup")),
                of(
                        "fast restart loop",
                        it -> Scenarios.restartLoop(it, ONE, 0.5),
                        fault("restartloop", ONE, "scale_reader", "scale_sup")),
                of("lossy link", it -> Scenarios.losesMessages(it, ONE, TWO, 300, 0.04), fault("netloss", ONE, TWO)),
                of(
                        "blocked and leaking goroutines",
                        it -> Scenarios.goroutineLeak(Scenarios.blocked(it, TWO, -20, 5), TWO, 3, true),
                        fault("blocked", TWO, "refund_desk"),
                        fault("goroutineleak", TWO, "shop.fetchThumbnail", "image_proxy")),
                of(
                        "deadlock, log storm, slow link",
                        it -> Scenarios.slowLink(
                                Scenarios.logStorm(Scenarios.deadlock(it, ONE, -30, 2), THREE, "error", 20),
                                ONE,
                                TWO,
                                120),
                        fault("deadlock", ONE, "order_clerk"),
                        fault("deadlock", ONE, "stock_keeper"),
                        fault("logstorm", THREE),
                        fault("slowlink", ONE, TWO)),
                of(
                        "slow subscriber, process leak, bad peer",
                        it -> Scenarios.badPeer(
                                Scenarios.processLeak(Scenarios.slowSubscriber(it, ONE, 40, 25), TWO, 3),
                                THREE,
                                1,
                                false),
                        fault("eventslow", ONE, "audit_mirror"),
                        fault("procleak", TWO, "cart_host", "shop.Cart"),
                        fault("badpeer", THREE)),
                of(
                        "supervisor gives up beside an overload and a lost event",
                        it -> Scenarios.unheardEvent(
                                Scenarios.overloaded(Scenarios.givesUp(it, TWO, 30, true, false), TWO, 90, 60),
                                ONE,
                                12),
                        fault("supervisorgiveup", TWO, "checkout_sup", "CheckoutSup"),
                        fault("overloaded", TWO, "search_index"),
                        fault("eventnosub", ONE, "shelf_photos")),
                of(
                        "slow start, stuck call and zombie on one node",
                        it -> Scenarios.zombie(
                                Scenarios.stuckCall(Scenarios.slowInit(it, ONE, 3, -50), ONE, -20, 2), ONE),
                        fault("slowinit", ONE, "model_loader"),
                        fault("stuckcall", ONE, "ledger_client"),
                        fault("zombie", ONE, "export_job")),
                of(
                        "deadlock on an old build",
                        it -> Scenarios.oldBuild(Scenarios.deadlock(it, TWO, -30, 3)),
                        fault("deadlock", TWO, "order_clerk"),
                        fault("deadlock", TWO, "stock_keeper")),
                of(
                        "slow subscriber on an old build",
                        it -> Scenarios.oldBuild(Scenarios.slowSubscriber(it, ONE, 50, 30)),
                        fault("eventslow", ONE, "audit_mirror", "tariff_changes")),
                of(
                        "slow subscriber on another node",
                        it -> Scenarios.slowRemoteSubscriber(it, ONE, THREE, 60, 20),
                        fault("eventslow", THREE, "audit_mirror", "tariff_changes")),
                of(
                        "all children restarted",
                        it -> Scenarios.restartsAll(it, TWO, 3),
                        fault("restartloop", TWO, "scale_reader", "scale_sup", "ScaleSup")),
                of(
                        "memory leak",
                        it -> Scenarios.memoryLeak(it, TWO, 3),
                        fault("memleak", TWO, "shop.remember", "price_cache")),
                of(
                        "slow memory leak",
                        it -> Scenarios.memoryLeak(it, ONE, 0.5),
                        fault("memleak", ONE, "shop.remember", "price_cache")),
                of(
                        "hot function",
                        it -> Scenarios.hotFunction(it, THREE, 0.95),
                        fault("hotcpu", THREE, "fraud_model", "shop.multiply")),
                of("full pool", it -> Scenarios.poolFull(it, ONE, 3), fault("poolsaturated", ONE, "scan_pool")),
                of(
                        "full pool under load",
                        it -> Scenarios.poolFull(it, ONE, 40),
                        fault("poolsaturated", ONE, "scan_pool")),
                of(
                        "full pool, memory leak, slow link",
                        it -> Scenarios.slowLink(
                                Scenarios.memoryLeak(Scenarios.poolFull(it, ONE, 5), TWO, 2), ONE, THREE, 90),
                        fault("poolsaturated", ONE, "scan_pool"),
                        fault("memleak", TWO, "shop.remember", "price_cache"),
                        fault("slowlink", ONE, THREE)),
                of("healthy: died once", it -> Scenarios.diesOnce(it, ONE, 40)),
                of(
                        "healthy: a burst at the end",
                        it -> Scenarios.burstAtTheEnd(Scenarios.burstAtTheEnd(it, ONE, 108), TWO, 54)),
                of("healthy: calls all the time", it -> Scenarios.callsOften(it, THREE)),
                of("healthy: goroutines come and go", it -> Scenarios.goroutineWaves(it, ONE)),
                of("healthy: a busy link", it -> Scenarios.busyLink(it, ONE, TWO)),
                of("healthy: an old build", Scenarios::oldBuild),
                of(
                        "deadlock without stacks and log",
                        it -> Scenarios.unheard(Scenarios.deadlock(it, TWO, -30, 3)),
                        fault("deadlock", TWO, "order_clerk"),
                        fault("deadlock", TWO, "stock_keeper")),
                of(
                        "goroutine leak without stacks and log",
                        it -> Scenarios.unheard(Scenarios.goroutineLeak(it, THREE, 4, true)),
                        fault("goroutineleak", THREE)),
                of(
                        "log storm without a listener",
                        it -> Scenarios.unheard(Scenarios.logStorm(it, ONE, "error", 30)),
                        fault("logstorm", ONE)),
                of(
                        "restart loop without a listener",
                        it -> Scenarios.unheard(Scenarios.restartLoop(it, ONE, 2)),
                        fault("restartloop", ONE, "scale_reader", "scale_sup")),
                of(
                        "supervisor gives up without a listener",
                        it -> Scenarios.unheard(Scenarios.givesUp(it, ONE, 35, true, false)),
                        fault("supervisorgiveup", ONE, "checkout_sup", "CheckoutSup")),
                of(
                        "blocked without stacks and log",
                        it -> Scenarios.unheard(Scenarios.blocked(it, TWO, -20, 5)),
                        fault("blocked", TWO, "refund_desk")),
                of(
                        "start that never ends, on an old build",
                        it -> Scenarios.oldBuild(Scenarios.stuckInInit(it, ONE, 4)),
                        fault("slowinit", ONE, "model_loader", "model_host")),
                of(
                        "fan-out to other nodes",
                        it -> Scenarios.remoteFanOut(it, TWO, 30),
                        fault("eventfanout", TWO, "stock_level", "stock_feed")),
                of("panics", it -> Scenarios.logStorm(it, TWO, "panic", 0.2), fault("logstorm", TWO)),
                of(
                        "deadlock beside a node that falls silent",
                        it -> Scenarios.deadlock(it, ONE, -30, 2).silent(THREE, 35),
                        fault("deadlock", ONE, "order_clerk"),
                        fault("deadlock", ONE, "stock_keeper"),
                        fault("nodedown", THREE)),
                of("healthy: a supervisor for each visitor", it -> Scenarios.supervisorPerVisitor(it, ONE)),
                of("healthy", it -> it),
                of("healthy: bursts", it -> Scenarios.bursts(it, TWO)),
                of("healthy: jobs that end", it -> Scenarios.jobs(it, ONE, 2, 5)),
                of("healthy: many short jobs", it -> Scenarios.jobs(it, ONE, 0.2, 0.9)),
                of("healthy: events on demand", it -> Scenarios.onDemand(it, THREE)),
                of("healthy: a planned restart long ago", it -> Scenarios.restartedLongAgo(it, TWO, 2_600_000, 7200)),
                of("healthy: busy and keeping up", it -> Scenarios.busy(it, TWO, 6000)),
                of("healthy: uneven heaps", Scenarios::unevenHeaps),
                of("healthy: all young", it -> Scenarios.young(it, 70)),
                of("healthy: warm-up", it -> Scenarios.warmsUp(it, ONE, 9_000_000)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudgedAsItIsByTheWholeRecording(Case told) {
        check(told, told.told().apply(new Scenario()).judge(folder));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudgedAsItIsByWhatACaptureBringsInOtherWordsToo(Case told) {
        check(
                told,
                RewordedTest.judgedInOtherWordsToo(
                        told.told().apply(new Scenario()).writeThinned(folder)));
    }

    static void check(Case told, Findings findings) {
        List<Finding> strong = findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        List<String> missed = told.faults().stream()
                .filter(fault -> strong.stream().noneMatch(fault::isFoundBy))
                .map(fault -> fault.kind() + " of " + fault.named() + " at " + fault.node())
                .toList();
        List<String> strays = new ArrayList<>();
        strong.stream()
                .filter(finding -> told.faults().stream().noneMatch(fault -> fault.touches(finding)))
                .forEach(finding ->
                        strays.add(finding.code() + " " + finding.prose().sentence()));
        if (System.getProperty("scenarios.show") != null) {
            System.out.println("## " + told.name());
            missed.forEach(it -> System.out.println("   MISSED " + it));
            strays.forEach(it -> System.out.println("   STRAY " + it));
            strong.forEach(it -> System.out.println(
                    "   " + it.code() + " " + it.severity() + " " + it.prose().sentence()));
        }
        assertThat(missed).as(() -> "missed; found: " + findings.findings()).isEmpty();
        assertThat(strays).as("findings that touch no fault").isEmpty();
        assertThat(findings.verdicts()).noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN);
    }
}
