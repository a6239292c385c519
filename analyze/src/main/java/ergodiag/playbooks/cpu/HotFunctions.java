package ergodiag.playbooks.cpu;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.shape.CpuClock;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.stacks.CpuShares;
import ergodiag.cluster.stacks.CpuShares.Share;
import ergodiag.cluster.stacks.Runner;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.cluster.stacks.StackSamples;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that keep cores of a node busy. */
final class HotFunctions {
    private final Node node;
    private final StackSamples looks;
    private final CpuShares shares;
    private final Examination examination;

    HotFunctions(Node node, CpuShares shares, Examination examination) {
        this.node = node;
        this.looks = StackSamples.of(node);
        this.shares = shares;
        this.examination = examination;
    }

    /**
     * Gives each of them a finding.
     *
     * @param seen what all nodes were seen to do, to compare with
     * @return whether there is one
     */
    boolean judge(Map<String, CpuShares> seen) {
        List<Share> hot = hotFunctions();
        hot.forEach(share -> write(share, seen));
        return !hot.isEmpty();
    }

    /** Functions that burn themselves, and callers whose heat no hot function below them explains. */
    private List<Share> hotFunctions() {
        double limit = examination.limit(CpuLimits.HOT);
        List<Share> hot = new ArrayList<>(shares.functions().stream()
                .filter(share -> TopFrame.isApplication(share.function()) && share.own() >= limit)
                .toList());
        shares.functions().stream()
                .filter(share -> TopFrame.isApplication(share.function()) && share.own() < limit)
                .sorted(Comparator.comparingDouble(Share::total).thenComparing(Share::function))
                .forEach(share -> {
                    double explained = hot.stream()
                            .filter(below -> calls(share.function(), below.function()))
                            .mapToDouble(Share::total)
                            .sum();
                    if (share.total() - explained >= limit) {
                        hot.add(share);
                    }
                });
        return hot;
    }

    /** Whether one calls the other, as far as stacks tell; where no stack shows the callee a hot caller is taken for its caller. */
    private boolean calls(String caller, String callee) {
        List<GoroutineGroup> shown = node.dumpsAndLooks().stream()
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> has(group, callee))
                .toList();
        return shown.isEmpty() || shown.stream().anyMatch(group -> has(group, caller));
    }

    private static boolean has(GoroutineGroup group, String function) {
        return group.frames().stream().anyMatch(frame -> frame.plain().equals(function));
    }

    private void write(Share share, Map<String, CpuShares> seen) {
        Optional<Runner> runner = Runner.of(node, share.function());
        double elsewhere = seen.entrySet().stream()
                .filter(other -> !other.getKey().equals(node.name()))
                .mapToDouble(other -> other.getValue().largest(share.function()))
                .max()
                .orElse(0);
        List<StackSample> atIt = runner.flatMap(Runner::process)
                .map(process -> looks.sightings(process, share.function()))
                .orElse(List.of());
        FindingBuilder finding = examination
                .finding(
                        "ED0301",
                        Severity.WARNING,
                        runner.map(by ->
                                        Subject.runner(node.name(), by.process().map(Process::last), by.behavior()))
                                .orElse(Subject.function(node.name(), share.function()))
                                .in(share.function()))
                .title(
                        "%s keeps %s%s busy",
                        share.function(),
                        CpuUse.cores(share.total()),
                        CpuUse.cpus(node) > 0 ? " of " + CpuUse.cores(CpuUse.cpus(node)) : "")
                .sentence(
                        "%s%s: %s of all CPU time %s used in %s%s%s%s.",
                        runner.map(by -> ", " + by.inWords()).orElse(""),
                        byLabels(share, runner),
                        CpuUse.percent(share.total() / shares.cores()),
                        node.name(),
                        Words.seconds(shares.seconds()),
                        shares.whence(),
                        seen.size() < 2
                                ? ""
                                : elsewhere >= examination.limit(CpuLimits.HOT)
                                        ? "; other nodes show the same"
                                        : "; no other node shows it",
                        runner.map(by -> seen(by, atIt)).orElse(""))
                .number("cores busy in it", share.total(), "cores")
                .number("of them in its own code", share.own(), "cores")
                .number("cores busy on the node", shares.cores(), "cores")
                .evidence(share.at(), shares.at().value(""))
                .began(CpuClock.used(node)
                        .value()
                        .flatMap(used ->
                                Shift.began(used, time -> time.toNanos() / 1e9, examination.limit(CpuLimits.HOT))))
                .wouldChange("A profile of a minute in which this work is not asked for.");
        runner.flatMap(Runner::process).ifPresent(process -> {
            ProcessRow row = process.last();
            finding.evidence(
                    row.at().field("Behavior", row.behavior()), row.at().field("State", row.state()));
        });
        shares.in(share.function()).stream()
                .limit(1)
                .forEach(actor -> finding.number(
                                "of it by one actor", 100 * actor.in(share.function()) / share.total(), "%")
                        .evidence(actor.at()));
        if (!atIt.isEmpty()) {
            finding.number("looks that show its process in it", moments(atIt), "looks")
                    .number("looks in all", looks.size(), "looks")
                    .evidence(
                            atIt.get(0).standing().evidence(),
                            atIt.get(atIt.size() - 1).standing().evidence());
        }
        finding.add();
    }

    /** How much of it is whose, where the labels of a profile tell: {@code  (97 % of it by its label)}. */
    private String byLabels(Share share, Optional<Runner> runner) {
        List<CpuShares.Actor> actors = shares.in(share.function());
        if (actors.isEmpty()) {
            return "";
        }
        CpuShares.Actor first = actors.get(0);
        String part = CpuUse.percent(Math.min(1, first.in(share.function()) / share.total())) + " of it";
        boolean itself = runner.flatMap(Runner::process)
                .filter(process -> process.pid().equals(first.id()))
                .isPresent();
        if (itself) {
            return " (" + part + " by its label)";
        }
        return actors.size() == 1
                ? " (" + part + " by " + name(first) + ")"
                : " (by " + Words.many(actors.size(), "actor") + ", most by " + name(first) + ": " + part + ")";
    }

    private String name(CpuShares.Actor actor) {
        return CpuUse.name(node, actor);
    }

    /** {@code ; in 41 of 60 looks risk_scanner was in it}. */
    private String seen(Runner runner, List<StackSample> atIt) {
        return atIt.isEmpty()
                ? ""
                : "; in " + moments(atIt) + " of " + looks.size() + " looks " + runner.label() + " was in it";
    }

    private static long moments(List<StackSample> sightings) {
        return sightings.stream()
                .map(sighting -> sighting.dump().at())
                .distinct()
                .count();
    }
}
