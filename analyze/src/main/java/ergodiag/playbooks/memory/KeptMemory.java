package ergodiag.playbooks.memory;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Trend;
import ergodiag.cluster.shape.Course;
import ergodiag.cluster.stacks.Runner;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.RuntimeStats;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.util.Optional;

/** Whether a node keeps memory that should be gone: what lives through each collection, or the heap where hardly any ran. */
final class KeptMemory {
    private static final String LONGER = "ergodiag capture --profile standard --window 180";
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private final Node node;
    private final LiveHeap live;
    private final Optional<HeapGrowth> grown;
    private final Examination examination;

    KeptMemory(Node node, Examination examination) {
        this.node = node;
        this.live = LiveHeap.of(node);
        this.grown = HeapGrowth.of(node);
        this.examination = examination;
    }

    /** Whether and how surely memory is kept: with two collections by what lived through them, with fewer only where a heap profile agrees. */
    void judge() {
        if (live.collections() >= 2) {
            Course course = Course.of(live.levels().points(LiveHeap.Level::bytes));
            if (isMuch(course.gained())) {
                switch (course.kind()) {
                    case RISING -> rising(course);
                    case SETTLED -> settled(course);
                    case FELL_BACK, FLAT -> {}
                }
            }
            return;
        }
        boolean rises = heapRises();
        if (rises && live.collections() == 1 && isConfirmed()) {
            liveGrowth(Course.of(live.levels().points(LiveHeap.Level::bytes)));
        } else if (live.collections() < 1 || rises) {
            tooFewCollections(rises);
        }
    }

    /** A rise that is too young may be something that fills, and one that only the heap shows may be what was allocated since. */
    private void rising(Course course) {
        if (!Trend.isRising(live.levels().points(LiveHeap.Level::bytes), examination.limit(MemoryLimits.CHANCE))) {
            return;
        }
        if (isMuch(live.grown())) {
            liveGrowth(course);
        } else if (!live.told()) {
            cannotTell(
                    node.name()
                            + " does not tell what lives, and what it has allocated since each collection is too much to tell it");
        }
    }

    private void cannotTell(String why) {
        examination.cannotSee(new Gap(why, node.name(), "HeapLive", LONGER));
    }

    private boolean isMuch(double grown) {
        double first = live.levels().readings().get(0).it().bytes();
        return grown > examination.limit(MemoryLimits.LIVE)
                && grown > first * examination.limit(MemoryLimits.SHARE) / 100;
    }

    private boolean heapRises() {
        double gained = node.stats().growth(stats -> stats.heapAlloc().count());
        double first = node.stats().readings().get(0).it().heapAlloc().count();
        return gained > examination.limit(MemoryLimits.LIVE)
                && gained > first * examination.limit(MemoryLimits.SHARE) / 100
                && rises(Trend.of(node.stats().points(stats -> stats.heapAlloc().count())));
    }

    private boolean rises(Trend heap) {
        return heap.byChance() < examination.limit(MemoryLimits.CHANCE_HEAP) && heap.lower() > 0;
    }

    /** Between two profiles one function's memory grew by most of what all grew by, and by enough. */
    private boolean isConfirmed() {
        return grown.filter(growth -> growth.isMostOfIt() && growth.grown() > examination.limit(MemoryLimits.LIVE))
                .isPresent();
    }

    private void liveGrowth(Course course) {
        boolean young = course.age() < examination.limit(MemoryLimits.AGE);
        if (young) {
            cannotTell(
                    "what lives on " + node.name() + " has risen for too short a time to tell a leak from what fills");
        }
        Optional<HeapGrowth> function =
                grown.filter(growth -> growth.grown() > 0 || 2 * growth.last() >= growth.inUse());
        Optional<Runner> runner = function.flatMap(growth -> Runner.of(node, growth.function()));
        Subject place = function.map(growth -> Subject.function(node.name(), growth.function()))
                .orElse(Subject.node(node.name()));
        Subject subject = runner.map(
                        by -> Subject.runner(node.name(), by.process().map(Process::last), by.behavior()))
                .orElse(place)
                .in(place.function());
        long first = live.levels().readings().get(0).it().bytes();
        long last = live.levels().readings().get(live.levels().size() - 1).it().bytes();
        Trend trend = live.trend();
        double perSecond = trend.isSure()
                ? trend.perSecond()
                : live.grown() / Math.max(1e-9, live.levels().span().toMillis() / 1000.0);
        boolean less = live.collections() < 2;
        FindingBuilder finding = examination
                .finding(less ? "ED0402" : "ED0401", young ? Severity.INFO : Severity.WARNING, subject)
                .title(young ? "What %s keeps has begun to grow" : "%s keeps ever more memory", node.name())
                .sentence(
                        ": %s lived through one collection and %s through %s %s later, %s more each minute%s%s%s%s%s.",
                        new Bytes(first),
                        new Bytes(last),
                        less ? "the next," : "the last of " + (live.collections() + 1) + ",",
                        Numbers.time(live.levels().span()),
                        new Bytes(Math.round(60 * perSecond)),
                        Words.between(trend, 60, bytes -> new Bytes(Math.round(bytes)).toString()),
                        function.map(growth -> "; most of it was allocated by " + growth.function() + growth.whence())
                                .orElse(""),
                        runner.map(by -> ", " + by.inWords()).orElse(""),
                        young
                                ? "; it has grown for " + Words.seconds(Math.rint(course.age()))
                                        + " at most, so whether it goes on or only fills cannot be told"
                                : "",
                        warmUp())
                .aspect(young ? "it has just begun" : "")
                .number("live memory gained", live.grown(), "bytes")
                .trend("growth", trend, 1, "bytes/s")
                .number("twice as much in", last / Math.max(1, perSecond), "s")
                .evidence(live.levels().readings().get(0).it().evidence())
                .evidence(live.levels()
                        .readings()
                        .get(live.levels().size() - 1)
                        .it()
                        .evidence())
                .wouldChange("A level that falls back after a later collection.")
                .nextCapture(less || young ? LONGER : "");
        course.began()
                .ifPresent(seconds ->
                        finding.since(live.levels().readings().get(0).at().plusNanos((long) (1e9 * seconds))));
        function.ifPresent(growth -> finding.number("in use by " + growth.function(), growth.last(), "bytes")
                .evidence(growth.before(), growth.now()));
        finding.add();
    }

    /** It grew and then stayed as it was: a cache that has filled, work that has begun. */
    private void settled(Course course) {
        LiveHeap.Level first = live.levels().readings().get(0).it();
        LiveHeap.Level last =
                live.levels().readings().get(live.levels().size() - 1).it();
        examination
                .finding(
                        "ED0408",
                        Severity.INFO,
                        grown.map(growth -> Subject.function(node.name(), growth.function()))
                                .orElse(Subject.node(node.name())))
                .title(
                        "What %s keeps grew from %s to %s and has stayed there since",
                        node.name(), new Bytes(first.bytes()), new Bytes(last.bytes()))
                .sentence(", for %s until the end of the window: it has filled, and is no leak.", stayed(course))
                .number("live memory gained", course.gained(), "bytes")
                .evidence(first.evidence(), last.evidence())
                .wouldChange("A level that rises again.")
                .add();
    }

    private String stayed(Course course) {
        double end = live.levels().span().toNanos() / 1e9;
        return Words.seconds(Math.rint(end - course.ended().orElse(end)));
    }

    private String warmUp() {
        return node.infos()
                .last()
                .map(info -> info.it().uptime())
                .filter(uptime -> uptime.compareTo(WARM_UP) < 0)
                .map(uptime -> " (the node is only " + Numbers.time(uptime) + " old: part of it may be warm-up)")
                .orElse("");
    }

    private void tooFewCollections(boolean rises) {
        examination.cannotSee(new Gap(
                "only " + live.collections() + " garbage collections of " + node.name()
                        + " fell into the window, too few to tell kept memory from the saw-tooth",
                node.name(),
                "num_gc",
                LONGER));
        if (rises) {
            RuntimeStats first = node.stats().readings().get(0).it();
            RuntimeStats last =
                    node.stats().readings().get(node.stats().size() - 1).it();
            FindingBuilder finding = examination
                    .finding(
                            "ED0403",
                            Severity.INFO,
                            grown.map(growth -> Subject.function(node.name(), growth.function()))
                                    .orElse(Subject.node(node.name())))
                    .title(
                            "The heap of %s rose from %s to %s in %s while hardly any collection ran",
                            node.name(),
                            first.heapAlloc(),
                            last.heapAlloc(),
                            Numbers.time(node.stats().span()))
                    .sentence(
                            ": it may be kept or only wait for the next one%s.",
                            grown.map(growth -> "; " + growth.function() + " holds most of what is in use")
                                    .orElse(""))
                    .number(
                            "heap gained",
                            last.heapAlloc().count() - first.heapAlloc().count(),
                            "bytes")
                    .evidence(first.heapAllocEvidence(), last.heapAllocEvidence(), last.collectionsEvidence())
                    .wouldChange("Two collections within the window.")
                    .nextCapture(LONGER);
            grown.ifPresent(growth -> finding.evidence(growth.now()));
            finding.add();
        }
    }
}
