package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Counter;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NodeInfo;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes down that a process which is a logger is slower than what is logged. {@code MessagesIn} does not count entries of the log (ERGO.md 5): what
 * it takes is what its node logs less what comes to wait.
 */
final class LoggerFindings {
    /** Of what is logged; less is next to nothing. */
    private static final double HARDLY_ANY = 0.02;

    private final Candidate suspect;
    private final Activity activity;
    private final Node node;
    private final Examination examination;

    LoggerFindings(Candidate suspect, Examination examination) {
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.node = suspect.node();
        this.examination = examination;
    }

    /** How long the oldest entry waits; an estimate from what is taken where the node does not measure it. */
    Duration oldestWaits() {
        double estimate = activity.waiting() / Math.max(takenPerSecond(), HARDLY_ANY * loggedPerSecond());
        return activity.process()
                .last()
                .latency()
                .map(age -> age.truncatedTo(ChronoUnit.MILLIS))
                .orElse(Double.isFinite(estimate) ? Duration.ofMillis((long) (1000 * estimate)) : Duration.ZERO);
    }

    private double loggedPerSecond() {
        return node.infos().rate(LoggerFindings::logged);
    }

    private double takenPerSecond() {
        return Math.max(0, loggedPerSecond() - activity.trend().perSecond());
    }

    void behind() {
        double grows = activity.trend().perSecond();
        double logged = loggedPerSecond();
        double taken = takenPerSecond();
        boolean none = logged > 0 && taken <= HARDLY_ANY * logged;
        FindingBuilder finding = suspect.finding("ED0217", none ? Severity.CRITICAL : Severity.WARNING, examination)
                .title("%s on %s, a logger, is slower than what is logged", suspect.label(), node.name())
                .sentence(
                        ": its log queue grows by %s entries a second and holds %s, the oldest for %s%s%s%s%s%s.",
                        Numbers.number(grows),
                        Numbers.count(activity.waiting()),
                        oldestWaits(),
                        activity.process().last().latency().isKnown() ? "" : " (estimated)",
                        logged > 0
                                ? "; " + Numbers.number(logged) + " are logged each second and it takes "
                                        + (none ? "hardly any" : "about " + Numbers.number(taken))
                                : "",
                        loudest(),
                        suspect.full(),
                        suspect.standing())
                .since(suspect.beganToGrow())
                .number("growth of the log queue", grows, "entries/s")
                .number("entries waiting", activity.waiting(), "entries")
                .number("oldest entry waits", oldestWaits())
                .wouldChange("A log queue that empties between two readings.");
        if (logged > 0) {
            finding.number("logged on its node", logged, "entries/s");
            node.infos().ends().forEach(info -> cite(info, finding));
        }
        activity.process()
                .infos()
                .last()
                .filter(info -> info.it().logQueue().isKnown())
                .ifPresent(info -> finding.evidence(info.it()
                        .at()
                        .member("MailboxQueues")
                        .field("Log", info.it().logQueue().orElse(0L))));
        suspect.cite(activity.oldest(), finding);
        finding.add();
    }

    private static void cite(Timed<NodeInfo> info, FindingBuilder finding) {
        finding.evidence(info.it().at().field("LogMessages", info.it().logMessages()));
    }

    private static double logged(NodeInfo info) {
        return info.logMessages().stream().mapToDouble(Counter::value).sum();
    }

    /** Who logs most of what a listener heard; "" where nothing was heard. */
    private String loudest() {
        List<LogEntry> heard = node.logs();
        Map<String, Long> counts = heard.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.name().isEmpty() ? entry.source().strip() : entry.name(),
                        Collectors.counting()));
        Optional<Map.Entry<String, Long>> most = counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())));
        return most.map(it -> ", " + Numbers.number(Math.round(100.0 * it.getValue() / heard.size()))
                        + " % of those that were heard by " + it.getKey())
                .orElse("");
    }
}
