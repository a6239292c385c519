package ergodiag.playbooks.leak;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.ergo.CronJob;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges the jobs that a node runs by the clock: one that still runs when it is to run again loses that run. */
final class CronJobs {
    private static final int NAMED = 4;

    private final Node node;
    private final Examination examination;

    CronJobs(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /**
     * A job over the readings.
     *
     * @param runs its runs that were seen, by the node's clock, each as it was told last
     */
    private record Job(String name, TreeMap<Instant, CronJob> runs) {
        List<CronJob> failed() {
            return runs.values().stream()
                    .filter(run -> !run.lastError().isEmpty())
                    .toList();
        }

        CronJob last() {
            return runs.lastEntry().getValue();
        }

        /** The shortest time between two runs that were seen. */
        Optional<Duration> interval() {
            List<Instant> at = new ArrayList<>(runs.keySet());
            Optional<Duration> shortest = Optional.empty();
            for (int i = 1; i < at.size(); i++) {
                Duration apart = Duration.between(at.get(i - 1), at.get(i));
                shortest = shortest.filter(it -> it.compareTo(apart) <= 0).or(() -> Optional.of(apart));
            }
            return shortest;
        }
    }

    void judge() {
        List<Job> failing =
                jobs().stream().filter(job -> !job.failed().isEmpty()).toList();
        boolean explainsStarts = startsThatFailed()
                <= failing.stream()
                        .flatMap(job -> job.failed().stream())
                        .filter(CronJob::foundItsNameTaken)
                        .count();
        failing.forEach(job -> write(job, explainsStarts));
    }

    private List<Job> jobs() {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (Timed<NodeInfo> info : node.infos().readings()) {
            for (CronJob job : info.it().jobs()) {
                job.lastRun()
                        .value()
                        .filter(run -> run.getEpochSecond() > 0)
                        .ifPresent(run -> jobs.computeIfAbsent(job.name(), name -> new Job(name, new TreeMap<>()))
                                .runs()
                                .put(run, job));
            }
        }
        return List.copyOf(jobs.values());
    }

    private double startsThatFailed() {
        NodeInfo first = node.infos().first().orElseThrow().it();
        NodeInfo last = node.infos().last().orElseThrow().it();
        return last.spawnFailed().since(first.spawnFailed());
    }

    private void write(Job job, boolean explainsStarts) {
        List<CronJob> failed = job.failed();
        CronJob last = failed.get(failed.size() - 1);
        boolean goesOn = failed.size() > 1 || !job.last().lastError().isEmpty();
        Optional<Process> holder = last.foundItsNameTaken() ? last.starts().flatMap(this::named) : Optional.empty();
        String starts =
                last.starts().map(name -> ", which starts " + name + ",").orElse("");
        FindingBuilder finding = examination
                .finding(
                        "ED0503",
                        goesOn ? Severity.WARNING : Severity.INFO,
                        holder.map(process -> Subject.process(node.name(), process.last()))
                                .orElse(Subject.node(node.name())))
                .title("The job %s on %s", job.name(), node.name())
                .sentence(
                        "%s %s: %s of %s that were seen failed with \"%s\" (%s)%s%s.",
                        starts,
                        last.foundItsNameTaken() ? "overlaps itself" : "fails",
                        Numbers.count(failed.size()),
                        Words.many(job.runs().size(), "run"),
                        last.lastError(),
                        times(failed),
                        job.interval()
                                .map(apart -> "; it is to run every " + Numbers.time(apart))
                                .orElse(""),
                        holder.map(CronJobs::holds).orElse(""))
                .aspect(last.foundItsNameTaken() ? "it overlaps itself" : "", job.name())
                .number("runs that failed", failed.size(), "runs")
                .number("runs that were seen", job.runs().size(), "runs")
                .wouldChange("A run without a LastErr.");
        failed.stream().limit(NAMED).forEach(run -> finding.evidence(run.at().field("LastErr", run.lastError())));
        if (explainsStarts && last.foundItsNameTaken()) {
            finding.relation(Relation.node(Relation.Kind.FAILED_STARTS, node.name()));
        }
        holder.ifPresent(process -> finding.number(
                        "the one before runs for", process.last().uptime().toSeconds(), "s")
                .evidence(process.last()
                        .at()
                        .field("Uptime", process.last().uptime().toSeconds())));
        finding.add();
    }

    private Optional<Process> named(String name) {
        return node.current().stream()
                .filter(process -> process.last().name().equals(name))
                .findFirst();
    }

    private static String holds(Process process) {
        return ", and what it started before still runs and holds the name after "
                + Numbers.time(process.last().uptime());
    }

    private static String times(List<CronJob> failed) {
        return failed.stream()
                        .limit(NAMED)
                        .flatMap(run -> run.lastRun().value().stream())
                        .map(Words::second)
                        .collect(Collectors.joining(", "))
                + (failed.size() > NAMED ? ", ..." : "") + " UTC";
    }
}
