package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.shape.Shift;
import ergodiag.cluster.shape.SinceStart;
import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Judges how much a node logs, and who. */
final class LogCounters {
    static final Thresholds LIMITS = new Thresholds();
    static final Threshold ERRORS = LIMITS.ours(
            "cluster-health.errors-logged",
            10,
            "messages/min",
            "A single error may be somebody's typing; ten a minute is something that goes on.");
    static final Threshold PANICS = LIMITS.asWritten("cluster-health.panics", 0, "messages");
    static final Threshold PANICS_EVER = LIMITS.ours(
            "cluster-health.panics-since-start",
            1,
            "messages/min",
            "Fewer than one a minute of uptime before the window may belong to a past that is over.");
    static final Threshold STORM = LIMITS.ours(
            "cluster-health.log-storm",
            20,
            "messages/s",
            "Healthy nodes log less than one a second; at twenty nobody reads them and the disk fills.");
    private static final int LINES = 2;

    private final Cluster cluster;
    private final Node node;
    private final LogSource source;
    private final Examination examination;

    LogCounters(Cluster cluster, Node node, Examination examination) {
        this.cluster = cluster;
        this.node = node;
        this.source = new LogSource(cluster, node);
        this.examination = examination;
    }

    void judge() {
        double panics = grown(NodeInfo.PANIC);
        double errors = grown(NodeInfo.ERROR);
        double others = grown(NodeInfo.WARNING) + grown(NodeInfo.WARNING - 1);
        if (panics > examination.limit(PANICS)) {
            logged("ED0106", Severity.WARNING, "panic", NodeInfo.PANIC);
        } else {
            earlierPanics();
        }
        if (errors > 0) {
            logged("ED0105", errorsGoOn(node, examination) ? Severity.WARNING : Severity.INFO, "error", NodeInfo.ERROR);
        }
        if (others / seconds() >= examination.limit(STORM)) {
            storm(others);
        }
    }

    /** Whether so many errors are logged within the window, and not all at once, that something goes on. */
    static boolean errorsGoOn(Node node, Examination examination) {
        double errors = node.infos().growth(info -> info.logged(NodeInfo.ERROR).value());
        double seconds = Math.max(1e-9, node.infos().span().toMillis() / 1000.0);
        return 60 * errors / seconds >= examination.limit(ERRORS) && !areAtOnce(node);
    }

    /** All between two readings of more. */
    private static boolean areAtOnce(Node node) {
        List<Timed<NodeInfo>> infos = node.infos().readings();
        long growing = IntStream.range(1, infos.size())
                .filter(i -> infos.get(i)
                                .it()
                                .logged(NodeInfo.ERROR)
                                .since(infos.get(i - 1).it().logged(NodeInfo.ERROR))
                        > 0)
                .count();
        return growing == 1 && infos.size() > 3;
    }

    private void logged(String code, Severity severity, String level, int index) {
        List<LogEntry> entries = entries(level::equals);
        Optional<LogEntry> loudest = loudest(entries);
        double grown = grown(index);
        NodeInfo first = node.infos().readings().get(0).it();
        NodeInfo last = node.infos().readings().get(node.infos().size() - 1).it();
        FindingBuilder finding = examination
                .finding(code, severity, loudest.map(source::subject).orElse(Subject.node(node.name())))
                .title(
                        "%s logged %s in %s",
                        node.name(),
                        Words.many(grown, level),
                        Numbers.time(node.infos().span()))
                .sentence(
                        " (%s a minute)%s.",
                        Numbers.number(60 * grown / seconds()),
                        loudest.map(entry -> ", " + share(entries, entry) + " of those seen by " + LogSource.who(entry)
                                        + ": \"" + shortened(entry.message()) + "\"" + meaning(entry)
                                        + source.releases(entry))
                                .orElse(""))
                .began(Shift.began(node.infos(), info -> info.logged(index).value(), grown / seconds() / 2))
                .number("logged", grown, "messages")
                .number("rate", 60 * grown / seconds(), "messages/min")
                .evidence(first.at().member("LogMessages").element(index).value(first.logged(index)))
                .evidence(last.at().member("LogMessages").element(index).value(last.logged(index)))
                .wouldChange("No further message of that level within a window.")
                .nextCapture(loudest.isPresent() ? "" : "ergodiag capture --profile standard");
        quote(finding, entries, loudest);
        finding.add();
    }

    private void storm(double others) {
        List<LogEntry> entries = entries(level -> !level.equals("error") && !level.equals("panic"));
        Optional<LogEntry> loudest = loudest(entries);
        NodeInfo first = node.infos().readings().get(0).it();
        NodeInfo last = node.infos().readings().get(node.infos().size() - 1).it();
        FindingBuilder finding = examination
                .finding(
                        "ED0107", Severity.WARNING, loudest.map(source::subject).orElse(Subject.node(node.name())))
                .sentence(
                        "%s logs %s messages a second below the level of errors%s.",
                        node.name(),
                        Numbers.number(others / seconds()),
                        loudest.map(entry -> ", most of those seen by " + LogSource.who(entry) + ": \""
                                        + shortened(entry.message()) + "\"")
                                .orElse(""))
                .number("rate", others / seconds(), "messages/s")
                .wouldChange("A rate below " + Numbers.number(examination.limit(STORM)) + " a second.");
        for (int index = NodeInfo.WARNING - 1; index <= NodeInfo.WARNING; index++) {
            finding.evidence(first.at().member("LogMessages").element(index).value(first.logged(index)))
                    .evidence(last.at().member("LogMessages").element(index).value(last.logged(index)));
        }
        quote(finding, entries, loudest);
        finding.add();
    }

    private void earlierPanics() {
        NodeInfo last = node.infos().readings().get(node.infos().size() - 1).it();
        double panics = last.logged(NodeInfo.PANIC).value();
        if (panics > 0) {
            double perMinute = new SinceStart(last).perMinute(panics);
            examination
                    .finding(
                            "ED0108",
                            perMinute > examination.limit(PANICS_EVER) ? Severity.WARNING : Severity.INFO,
                            Subject.node(node.name()))
                    .sentence(
                            "%s logged %s before the window (%s a minute of its uptime) and none within it.",
                            node.name(), Words.many(panics, "panic"), Numbers.number(perMinute))
                    .number("panics since its start", panics, "messages")
                    .evidence(last.at()
                            .member("LogMessages")
                            .element(NodeInfo.PANIC)
                            .value(last.logged(NodeInfo.PANIC)))
                    .wouldChange("A node that never logged a panic.")
                    .add();
        }
    }

    private void quote(FindingBuilder finding, List<LogEntry> entries, Optional<LogEntry> loudest) {
        loudest.ifPresent(entry -> finding.relations(Mentions.of(cluster, node, entry)));
        loudest.ifPresent(loud -> entries.stream()
                .filter(entry -> LogSource.who(entry).equals(LogSource.who(loud)))
                .limit(LINES)
                .forEach(entry -> finding.evidence(entry.at().field("message", entry.message()))));
    }

    private List<LogEntry> entries(Predicate<String> level) {
        return node.logs().stream().filter(entry -> level.test(entry.level())).toList();
    }

    /** The newest message of whoever logged most. */
    private static Optional<LogEntry> loudest(List<LogEntry> entries) {
        Map<String, Long> counts =
                entries.stream().collect(Collectors.groupingBy(LogSource::who, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Comparator.comparingLong((Map.Entry<String, Long> entry) -> entry.getValue())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .flatMap(most -> entries.stream()
                        .filter(entry -> LogSource.who(entry).equals(most.getKey()))
                        .reduce((earlier, later) -> later));
    }

    private static String share(List<LogEntry> entries, LogEntry loud) {
        long same = entries.stream()
                .filter(entry -> LogSource.who(entry).equals(LogSource.who(loud)))
                .count();
        return Numbers.number(Math.round(100.0 * same / entries.size())) + " %";
    }

    /** {@code  (ErrNoConnection: the other node cannot be reached)} where the message tells of such an error. */
    private static String meaning(LogEntry entry) {
        return DeliveryError.in(entry.message())
                .map(error -> " (" + error.meaning() + ")")
                .orElse("");
    }

    private static String shortened(String message) {
        return message.length() > 100 ? message.substring(0, 100) + "..." : message;
    }

    private double grown(int level) {
        return node.infos().growth(info -> info.logged(level).value());
    }

    private double seconds() {
        return Math.max(1e-9, node.infos().span().toMillis() / 1000.0);
    }
}
