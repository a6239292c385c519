package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.stacks.Location;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges the pools of one node: a pool whose workers are all full drops messages, and its workers are the symptom. */
final class PoolLook {
    private static final String NO_WORKER = "no available worker";
    private static final int LOG_LINES = 2;

    private final Node node;
    private final Examination examination;

    PoolLook(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /** Tells of the pools, and gives the pids of workers that are told with them. */
    Set<String> judge() {
        Set<String> told = new HashSet<>();
        for (Process process : node.current()) {
            if (process.last().isPool() || inspections(process).last().isPresent()) {
                told.addAll(judge(process, new Pool(process, workers(process), inspections(process), drops(process))));
            }
        }
        return told;
    }

    /**
     * A pool with what is known of it.
     *
     * @param process the pool itself
     * @param workers its workers in the newest list
     * @param inspections what it said of itself
     * @param drops its own log messages about dropped messages
     */
    private record Pool(Process process, List<Process> workers, Series<Inspection> inspections, List<LogEntry> drops) {
        /** Messages dropped between the first inspection and the last. */
        double dropped() {
            return inspections.growth(Pool::unhandled);
        }

        double droppedEver() {
            return inspections.last().map(last -> unhandled(last.it())).orElse(0.0);
        }

        static double unhandled(Inspection inspection) {
            return inspection.number("messages_unhandled").orElse(0);
        }

        List<Process> still() {
            return workers.stream()
                    .filter(worker -> new Activity(worker).waiting() >= 1 && new Activity(worker).taken() <= 0)
                    .toList();
        }
    }

    private Set<String> judge(Process process, Pool pool) {
        boolean drops = pool.dropped() > examination.limit(BottleneckLimits.UNHANDLED)
                || !pool.drops().isEmpty();
        boolean allStill = pool.workers().size() >= 2
                && pool.still().size() == pool.workers().size()
                && process.rows().hasTwo();
        if (drops || allStill) {
            saturated(pool, drops);
            foldWorkers(pool);
            return new HashSet<>(pool.workers().stream().map(Process::pid).toList());
        }
        if (pool.droppedEver() > examination.limit(BottleneckLimits.UNHANDLED)) {
            droppedEarlier(pool);
        }
        return Set.of();
    }

    private static String idle(Pool pool) {
        int workers = pool.workers().size();
        return pool.still().isEmpty() && workers > 0
                ? "its " + Words.many(workers, "worker") + " work and cannot keep up"
                : pool.still().size() + " of its " + workers + " workers take nothing";
    }

    private void saturated(Pool pool, boolean drops) {
        Optional<Location> stands = pool.still().stream()
                .flatMap(worker -> Location.of(node, worker.last()).stream())
                .findFirst();
        String label = pool.process().last().label();
        FindingBuilder finding = examination
                .finding("ED0207", Severity.CRITICAL, subject(pool, stands))
                .title("Pool %s on %s %s", label, node.name(), drops ? loss(pool) : "has no worker left")
                .sentence(
                        "%s: %s%s%s.",
                        drops ? howMany(pool) : "",
                        idle(pool),
                        stands.map(place -> " and stand in " + place.place()).orElse(""),
                        capacity(pool).map(PoolCapacity::inWords).orElse(""))
                .number("dropped since its start", pool.droppedEver(), "messages")
                .number("workers that take nothing", pool.still().size(), "1")
                .wouldChange(
                        "The same number of dropped messages at two inspections would show that the pool recovered.");
        if (pool.dropped() > 0) {
            finding.number("dropped within the window", pool.dropped(), "messages");
        }
        evidence(finding, pool);
        stands.ifPresent(place -> finding.evidence(place.standing().evidence()));
        pool.workers()
                .forEach(worker -> finding.relation(Relation.behavior(
                        Relation.Kind.WORKED_BY, node.name(), worker.last().behavior())));
        finding.add();
    }

    private Optional<PoolCapacity> capacity(Pool pool) {
        return pool.inspections().last().map(last -> PoolCapacity.of(node, pool.process(), last.it()));
    }

    private static String loss(Pool pool) {
        double seconds = seconds(pool);
        return pool.dropped() > 0 && seconds > 0
                ? "drops " + Numbers.number(pool.dropped() / seconds) + " messages a second"
                : "drops messages by its own log";
    }

    private static String howMany(Pool pool) {
        double seconds = seconds(pool);
        return pool.dropped() > 0 && seconds > 0
                ? " (" + Numbers.count(pool.dropped()) + " in " + Words.seconds(seconds) + ")"
                : " (" + Words.many(pool.drops().size(), "time") + ")";
    }

    private static double seconds(Pool pool) {
        return pool.inspections().span().toMillis() / 1000.0;
    }

    private void foldWorkers(Pool pool) {
        for (Process worker : pool.still()) {
            Optional<Location> stands = Location.of(node, worker.last());
            Subject subject = Subject.process(node.name(), worker.last());
            examination
                    .finding(
                            "ED0210",
                            Severity.INFO,
                            stands.map(place -> subject.in(place.standing().function()))
                                    .orElse(subject))
                    .sentence(
                            "Worker %s of the pool %s on %s takes nothing while %s wait%s.",
                            worker.pid(),
                            pool.process().last().label(),
                            node.name(),
                            Numbers.count(worker.last().mailbox()),
                            stands.map(place -> "; it " + place.inWords()).orElse(""))
                    .number("messages waiting", worker.last().mailbox(), "messages")
                    .evidence(worker.last()
                            .at()
                            .field("MessagesMailbox", worker.last().mailbox()))
                    .evidence(worker.last().at().field("State", worker.last().state()))
                    .add();
        }
    }

    private void droppedEarlier(Pool pool) {
        double seconds = Math.max(60, pool.process().last().uptime().toSeconds());
        double perMinute = 60 * pool.droppedEver() / seconds;
        boolean much = perMinute >= examination.limit(BottleneckLimits.UNHANDLED_BEFORE);
        FindingBuilder finding = examination
                .finding("ED0211", much ? Severity.WARNING : Severity.INFO, subject(pool, Optional.empty()))
                .sentence(
                        "Pool %s on %s dropped %s before the window (%s a minute of its uptime) and none within it%s.",
                        pool.process().last().label(),
                        node.name(),
                        Words.many(pool.droppedEver(), "message"),
                        Numbers.number(perMinute),
                        capacity(pool).map(PoolCapacity::inWords).orElse(""))
                .number("rate", perMinute, "messages/min")
                .number("dropped since its start", pool.droppedEver(), "messages");
        evidence(finding, pool);
        finding.add();
    }

    private static void evidence(FindingBuilder finding, Pool pool) {
        Series<Inspection> said = pool.inspections();
        if (said.hasTwo()) {
            said.first().ifPresent(first -> unhandled(finding, first));
        }
        said.last().ifPresent(last -> unhandled(finding, last));
        pool.drops().stream()
                .limit(LOG_LINES)
                .forEach(entry -> finding.evidence(entry.at().field("message", entry.message())));
    }

    private static void unhandled(FindingBuilder finding, Timed<Inspection> said) {
        finding.evidence(said.it().at().field("messages_unhandled", said.it().text("messages_unhandled")));
    }

    private Subject subject(Pool pool, Optional<Location> stands) {
        var row = pool.process().last();
        Subject subject = Subject.process(
                Subject.Kind.POOL, node.name(), row.pid(), row.name(), row.behavior(), row.application());
        return stands.map(place -> subject.in(place.standing().function())).orElse(subject);
    }

    private List<Process> workers(Process pool) {
        return node.current().stream()
                .filter(process -> process.last().parent().equals(pool.pid()))
                .toList();
    }

    private static Series<Inspection> inspections(Process process) {
        return process.inspections()
                .flatMap(inspection -> inspection.isPool() ? Optional.of(inspection) : Optional.empty());
    }

    private List<LogEntry> drops(Process pool) {
        return node.logs().stream()
                .filter(entry ->
                        entry.pid().equals(pool.pid()) && entry.message().contains(NO_WORKER))
                .toList();
    }
}
