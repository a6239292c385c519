package ergodiag.playbooks.goroutines;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.Trend;
import ergodiag.cluster.shape.Holding;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.stacks.MetaKind;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stack of which there are more and more.
 *
 * @param standing where its goroutines stand in the later dump
 * @param group one of them
 * @param before how many there were in the earlier dump
 * @param now how many there are in the later dump
 * @param seconds between the two
 */
record GoroutineLeak(TopFrame standing, GoroutineGroup group, int before, int now, double seconds) {
    /** Judges the count of goroutines of a node. */
    static void judge(Node node, Examination examination) {
        if (!node.stats().hasTwo()) {
            return;
        }
        double growth = node.stats().growth(RuntimeStats::goroutines);
        double first = node.stats().first().orElseThrow().it().goroutines();
        boolean much = growth >= examination.limit(GoroutineLimits.LEAK)
                && growth >= first * examination.limit(GoroutineLimits.LEAK_SHARE) / 100;
        Trend trend = Trend.of(node.stats().points(RuntimeStats::goroutines));
        boolean steady =
                !trend.isSure() || (trend.byChance() < examination.limit(GoroutineLimits.CHANCE) && trend.lower() > 0);
        if (much && steady) {
            write(node, growth, trend, fastest(node), examination);
        }
    }

    /** The stack that grew most between the first and the last of the dumps that were asked for in the same way. */
    private static Optional<GoroutineLeak> fastest(Node node) {
        Map<List<String>, List<Timed<Dump>>> alike = new LinkedHashMap<>();
        for (Timed<Dump> dump : node.stacks().readings()) {
            alike.computeIfAbsent(
                            List.of(
                                    String.valueOf(dump.it().debug()),
                                    dump.it().filter(),
                                    dump.it().exclude()),
                            key -> new ArrayList<>())
                    .add(dump);
        }
        return alike.values().stream()
                .filter(dumps -> dumps.size() >= 2)
                .flatMap(dumps -> grown(dumps.get(0), dumps.get(dumps.size() - 1)).stream())
                .max(Comparator.comparingInt(leak -> leak.now() - leak.before()));
    }

    private static List<GoroutineLeak> grown(Timed<Dump> earlier, Timed<Dump> later) {
        Map<List<String>, Integer> before = counts(earlier.it());
        Map<List<String>, Integer> now = counts(later.it());
        Map<List<String>, GoroutineGroup> example = new LinkedHashMap<>();
        later.it().groups().forEach(group -> example.putIfAbsent(functions(group), group));
        return example.entrySet().stream()
                .flatMap(stack -> TopFrame.of(stack.getValue(), later.it().debug()).stream()
                        .map(standing -> new GoroutineLeak(
                                standing,
                                stack.getValue(),
                                before.getOrDefault(stack.getKey(), 0),
                                now.getOrDefault(stack.getKey(), 0),
                                later.secondsSince(earlier))))
                .toList();
    }

    private static Map<List<String>, Integer> counts(Dump dump) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        dump.groups().forEach(group -> counts.merge(functions(group), group.count(), Integer::sum));
        return counts;
    }

    private static List<String> functions(GoroutineGroup group) {
        return group.frames().stream().map(StackFrame::function).toList();
    }

    private static void write(
            Node node, double growth, Trend trend, Optional<GoroutineLeak> fastest, Examination examination) {
        Optional<GoroutineLeak> leak = fastest.filter(it -> 2.0 * (it.now() - it.before()) >= growth);
        Timed<RuntimeStats> first = node.stats().first().orElseThrow();
        Timed<RuntimeStats> last = node.stats().last().orElseThrow();
        FindingBuilder finding = examination
                .finding(
                        "ED1003",
                        leak.isPresent() || node.stacks().size() < 2 ? Severity.WARNING : Severity.INFO,
                        leak.map(it -> it.subject(node)).orElse(Subject.node(node.name())))
                .title(
                        "The goroutines of %s grow from %s to %s in %s",
                        node.name(),
                        Numbers.count(first.it().goroutines()),
                        Numbers.count(last.it().goroutines()),
                        Words.seconds(last.secondsSince(first)))
                .sentence(
                        "%s; %s.",
                        trend.isSure()
                                ? ", " + Numbers.number(60 * trend.perSecond()) + " a minute"
                                        + Words.between(trend, 60, Numbers::number)
                                : " (by the two ends only)",
                        leak.map(it -> String.format(
                                        java.util.Locale.ROOT,
                                        "%s went from %,d to %,d",
                                        MetaKind.type(it.group())
                                                .map(type -> "those of meta processes, " + MetaKind.words(type) + ",")
                                                .orElse("those that stand in "
                                                        + it.standing().words()),
                                        it.before(),
                                        it.now()))
                                .orElse(
                                        node.stacks().size() < 2
                                                ? "no two goroutine dumps tell which"
                                                : "no single stack in the dumps grows like that"))
                .number("growth", growth, "goroutines")
                .trend("rate", trend, 60, "goroutines/min")
                .evidence(first.it().goroutinesEvidence(), last.it().goroutinesEvidence())
                .wouldChange("A count that falls back, or more goroutines of many different stacks: then it is work.")
                .nextCapture(leak.isPresent() ? "" : "ergodiag capture --profile deep --window 120");
        leak.ifPresent(it -> {
            finding.evidence(it.standing().evidence());
            double perSecond = (it.now() - it.before()) / it.seconds();
            finding.since(Shift.began(node.stats(), RuntimeStats::goroutines, perSecond / 2)
                    .orElse(last.at().minusMillis((long) (1000 * it.now() / perSecond))));
        });
        finding.add();
    }

    private Subject subject(Node node) {
        Optional<Process> opener = MetaKind.type(group).isPresent() ? opener(node) : Optional.empty();
        return opener.or(() -> StackSample.process(node, group))
                .map(process -> Subject.process(node.name(), process.last()).in(standing.function()))
                .orElse(Subject.function(node.name(), standing.function()));
    }

    /** The process that has at least half as many meta processes as there are goroutines of them. */
    private Optional<Process> opener(Node node) {
        return node.processes()
                .asked()
                .map(process -> Holding.of(process, "Metas"))
                .filter(held -> 2 * held.last() >= now)
                .max(Comparator.comparingInt(Holding::last))
                .map(Holding::process);
    }
}
