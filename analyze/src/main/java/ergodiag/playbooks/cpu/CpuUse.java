package ergodiag.playbooks.cpu;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.cluster.shape.Demand;
import ergodiag.cluster.shape.UsableCores;
import ergodiag.cluster.stacks.Allocator;
import ergodiag.cluster.stacks.CollectionUse;
import ergodiag.cluster.stacks.CpuShares;
import ergodiag.cluster.stacks.Runner;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.util.List;
import java.util.Optional;

/** What a node spends its CPU time on as a whole: how busy it is, and how much goes to collection and to locks. */
final class CpuUse {
    /** Whoever used so many times as much at another time has cores left. */
    private static final double MORE = 1.25;

    private static final double FAR_SECONDS = 10;

    /** Actors with less of the CPU time are not named. */
    private static final double GOOD_PART = 0.1;

    private static final int NAMED = 3;

    private final Node node;
    private final Examination examination;

    CpuUse(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /**
     * Judges by the node's profiles.
     *
     * @param hot whether a function was found that accounts for it
     */
    void judge(CpuShares shares, boolean hot) {
        collection(shares);
        locks(shares);
        busy(shares, hot);
    }

    private void collection(CpuShares shares) {
        CollectionUse use = CollectionUse.of(shares);
        double percent = 100 * use.pressure() / shares.cores();
        if (isMuch(use.pressure(), shares, CpuLimits.COLLECTION)) {
            Optional<Allocator> allocator = Allocator.of(node);
            Optional<Runner> runner = allocator.flatMap(by -> Runner.of(node, by.function()));
            FindingBuilder finding = examination
                    .finding("ED0302", Severity.WARNING, subject(allocator, runner))
                    .title(
                            "%s spends %s%s of its CPU time on garbage collection",
                            node.name(), shares.cut() ? "at least " : "", percent(percent / 100))
                    .sentence(
                            " (%s)%s%s%s.",
                            cores(use.pressure()),
                            allocator
                                    .map(by -> "; " + percent(by.share()) + " of what it allocates is made by "
                                            + by.function() + by.whence())
                                    .orElse(""),
                            runner.map(by -> ", " + by.inWords()).orElse(""),
                            shares.whence())
                    .number("share of collection", percent, "%")
                    .evidence(shares.at().value(""))
                    .wouldChange("A share below " + Numbers.number(examination.limit(CpuLimits.COLLECTION)) + " %.");
            allocator.ifPresent(by -> by.evidence().forEach(finding::evidence));
            shares.functions().stream()
                    .filter(share -> CollectionUse.TOLD_BY.contains(share.function()) && share.total() > 0)
                    .forEach(share -> finding.evidence(share.at()));
            node.stats().last().ifPresent(stats -> finding.evidence(stats.it().collectionsEvidence()));
            finding.add();
        } else if (isMuch(use.most(), shares, CpuLimits.COLLECTION)) {
            cut("garbage collection");
        }
    }

    private Subject subject(Optional<Allocator> allocator, Optional<Runner> runner) {
        return allocator
                .map(by -> runner.map(
                                who -> Subject.runner(node.name(), who.process().map(Process::last), who.behavior())
                                        .in(by.function()))
                        .orElse(Subject.function(node.name(), by.function())))
                .orElse(Subject.node(node.name()));
    }

    private void locks(CpuShares shares) {
        LockUse use = LockUse.of(shares);
        double percent = 100 * use.cores() / shares.cores();
        if (isMuch(use.cores(), shares, CpuLimits.LOCKS)) {
            FindingBuilder finding = examination
                    .finding("ED0303", Severity.WARNING, Subject.node(node.name()))
                    .title(
                            "%s spends %s%s of its CPU time on getting and giving back locks",
                            node.name(), shares.cut() ? "at least " : "", percent(percent / 100))
                    .sentence(" (%s): %s%s.", cores(use.cores()), use.inWords(), shares.whence())
                    .number("share of locks", percent, "%")
                    .wouldChange("A share below " + Numbers.number(examination.limit(CpuLimits.LOCKS)) + " %.");
            use.rows().stream().limit(3).forEach(share -> finding.evidence(share.at()));
            finding.add();
        } else if (isMuch(use.most(), shares, CpuLimits.LOCKS)) {
            cut("locks");
        }
    }

    /** A share above its limit, and so much of a core that anybody would miss it. */
    private boolean isMuch(double cores, CpuShares shares, Threshold share) {
        return 100 * cores / shares.cores() > examination.limit(share) && cores >= examination.limit(CpuLimits.WORTH);
    }

    private void cut(String what) {
        examination.cannotSee(new Gap(
                "the CPU profile of " + node.name() + " shows too few functions to tell how much goes to " + what,
                node.name(),
                Tool.PPROF_CPU.toolName(),
                "ergodiag capture --profile standard"));
    }

    private void busy(CpuShares shares, boolean hot) {
        double cpus = cpus(node);
        double percent = cpus > 0 ? 100 * shares.cores() / cpus : 0;
        Severity severity = hot ? Severity.INFO : Severity.WARNING;
        if (percent >= examination.limit(CpuLimits.BUSY)) {
            FindingBuilder finding = examination
                    .finding("ED0304", severity, Subject.node(node.name()))
                    .title("%s uses %s of its %s", node.name(), percent(percent / 100), cores(cpus))
                    .sentence(
                            "%s%s%s.",
                            shares.whence(), hot ? "" : ", and no single function accounts for it", whose(shares))
                    .aspect(hot ? "by a function" : "")
                    .number("cores busy", shares.cores(), "cores")
                    .evidence(shares.at().value(""))
                    .wouldChange("A quieter profile of the same length.");
            UsableCores.of(node).ifPresent(usable -> usable.evidence().forEach(finding::evidence));
            finding.add();
        } else if (shares.cores() >= examination.limit(CpuLimits.WORTH) && !tellsItsCores()) {
            Demand.of(node)
                    .ifPresentOrElse(
                            demand -> wanted(demand, shares, severity, hot), () -> cannotTellItsCores(shares, hot));
        }
    }

    /** {@code ; most of it goes to risk_scanner (61 %) and cache (12 %)}, where the labels of a profile tell. */
    private String whose(CpuShares shares) {
        List<String> most = shares.actors().stream()
                .filter(actor -> actor.cores() >= GOOD_PART * shares.cores())
                .limit(NAMED)
                .map(actor -> name(node, actor) + " (" + percent(actor.cores() / shares.cores()) + ")")
                .toList();
        return most.isEmpty() ? "" : "; most of it goes to " + String.join(", ", most);
    }

    /** What an actor is called. */
    static String name(Node node, CpuShares.Actor actor) {
        return node.process(actor.id())
                .map(process -> process.last().label())
                .orElse((actor.meta() ? "the meta process " : "") + actor.id());
    }

    private boolean tellsItsCores() {
        return UsableCores.of(node).filter(UsableCores::told).isPresent();
    }

    /** It may use fewer than the machine has, and as many as it does where far more wants to run. */
    private void wanted(Demand demand, CpuShares shares, Severity severity, boolean hot) {
        if (demand.exceeds(shares.cores())) {
            FindingBuilder finding = examination
                    .finding("ED0304", severity, Subject.node(node.name()))
                    .title("%s uses all of the %s that it gets", node.name(), cores(shares.cores()))
                    .sentence(
                            ": in the middle of %s %s of its application are ready to run%s%s%s.",
                            Words.many(demand.dumps(), "dump"),
                            Words.many(demand.ready(), "goroutine"),
                            hot ? "" : ", and no single function accounts for it",
                            whose(shares),
                            shares.whence())
                    .aspect(hot ? "by a function" : "")
                    .number("cores busy", shares.cores(), "cores")
                    .number("goroutines ready to run", demand.ready(), "goroutines")
                    .evidence(shares.at().value(""))
                    .wouldChange("Dumps in which hardly more goroutines are ready to run than cores are in use.");
            demand.evidence().forEach(finding::evidence);
            finding.add();
        }
    }

    /** A container may let it use no more than it uses, unless it used more at another time. */
    private void cannotTellItsCores(CpuShares shares, boolean hot) {
        double most = CpuClock.used(node)
                .map(used -> used.points(time -> time.toNanos() / 1e9))
                .map(CpuUse::most)
                .orElse(0.0);
        if (!hot && shares.cores() >= examination.limit(CpuLimits.HOT) && most < MORE * shares.cores()) {
            examination.cannotSee(new Gap(
                    node.name() + " does not tell how many cores it may use: the " + cores(shares.cores())
                            + " that it uses may be all of them",
                    node.name(),
                    Tool.PPROF_GOROUTINES.toolName(),
                    "ergodiag capture --profile complete --window 60"));
        }
    }

    /** Most cores that it used between two looks which are far enough apart for a clock of whole seconds. */
    private static double most(List<Point> used) {
        double most = 0;
        for (int i = 0, j = 0; j < used.size(); j++) {
            while (used.get(j).seconds() - used.get(i).seconds() >= FAR_SECONDS) {
                Point from = used.get(i++);
                most = Math.max(
                        most,
                        (used.get(j).value() - from.value()) / (used.get(j).seconds() - from.seconds()));
            }
        }
        return most;
    }

    /** Cores that the node may use; 0 where it did not tell. */
    static double cpus(Node node) {
        return UsableCores.of(node).map(UsableCores::cores).orElse(0.0);
    }

    static String cores(double cores) {
        return Numbers.number(Math.round(cores * 100) / 100.0) + (Math.round(cores * 100) == 100 ? " core" : " cores");
    }

    static String percent(double share) {
        return Numbers.number(Math.round(1000 * share) / 10.0) + " %";
    }
}
