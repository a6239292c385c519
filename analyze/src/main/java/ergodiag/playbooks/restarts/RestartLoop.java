package ergodiag.playbooks.restarts;

import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.deaths.DeathFamily;
import ergodiag.cluster.deaths.Deaths;
import ergodiag.ergo.DeliveryError;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Playbook 6: processes that die and come back, again and again. */
public final class RestartLoop implements Playbook {

    private static final List<String> BAD = List.of("error", "panic");

    @Override
    public Card card() {
        return new Card(
                PlaybookName.RESTART_LOOP,
                "Does something die and come back?",
                RestartLimits.LIMITS.all(),
                Card.chart(
                        "terminations",
                        "Nothing dies and comes back",
                        "ED0601",
                        "ED0602",
                        "ED0603",
                        "ED0605",
                        "ED0607"));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<DeathFamily> deaths = Deaths.of(cluster);
        for (Node node : cluster.nodes()) {
            boolean lists = examination.sees(node, Tool.PROCESS_LIST);
            boolean counters = examination.sees(node, Tool.NODE_INFO);
            if (lists && isOldEnough(node, examination)) {
                seesWhatItNeeds(node, examination);
            }
            if (lists || counters) {
                judge(cluster, node, deaths, examination);
            }
        }
        examination.lookedAt(String.format(
                Locale.ROOT,
                "The births and deaths of %,d processes of %d nodes %s, what supervisors say of their restarts, and %,d log"
                        + " messages.%s %s",
                cluster.nodes().stream()
                        .mapToInt(node -> node.processes().size())
                        .sum(),
                cluster.answering().size(),
                Words.span(cluster),
                cluster.nodes().stream().mapToInt(node -> node.logs().size()).sum(),
                overflowed(cluster),
                before(cluster)));
        draw(cluster, examination);
    }

    private static boolean isOldEnough(Node node, Examination examination) {
        Duration uptime = node.infos().last().map(info -> info.it().uptime()).orElse(Duration.ofSeconds((long)
                examination.limit(RestartLimits.NODE_AGE)));
        if (uptime.toSeconds() < examination.limit(RestartLimits.NODE_AGE)) {
            examination.cannotSee(new Gap(
                    node.name() + " is up for " + Numbers.time(uptime)
                            + " only: all its processes are young, so new ones cannot be told from restarted ones",
                    node.name(),
                    Tool.PROCESS_LIST.toolName(),
                    "ergodiag capture --window 60, when the node is a few minutes old"));
            return false;
        }
        return true;
    }

    /** A cut list never proves that nothing died; error counters that grew ask for the messages. */
    private static void seesWhatItNeeds(Node node, Examination examination) {
        if (node.processLists().readings().stream()
                        .filter(list -> list.it().complete())
                        .count()
                < 2) {
            examination.cannotSee(new Gap(
                    "fewer than two lists of " + node.name() + " are known to hold every process",
                    node.name(),
                    Tool.PROCESS_LIST.toolName(),
                    node.cutList().map(Gap::fetchWith).orElse("ergodiag capture --profile standard --window 60")));
        }
        if (node.youngListWasCut() && node.logWindow().isZero() && node.logs().isEmpty()) {
            examination.cannotSee(new Gap(
                    "the list of young processes of " + node.name()
                            + " was cut and no log was heard: what dies and comes back between two lists was not seen",
                    node.name(),
                    Tool.SAMPLE_LISTEN.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
        double errors = node.infos().growth(NodeInfo::bad);
        if (errors > 0 && node.logs().isEmpty()) {
            examination.cannotSee(new Gap(
                    String.format(
                            Locale.ROOT,
                            "%s logged %,.0f errors and panics in the window and none of their texts is in the bundle",
                            node.name(),
                            errors),
                    node.name(),
                    Tool.SAMPLE_LISTEN.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
    }

    private static void judge(Cluster cluster, Node node, List<DeathFamily> deaths, Examination examination) {
        boolean old = node.infos()
                .last()
                .map(info -> info.it().uptime().toSeconds() >= examination.limit(RestartLimits.NODE_AGE))
                .orElse(true);
        List<Restarts> loops = old
                ? Siblings.of(node).stream()
                        .map(family -> Restarts.of(
                                family, Duration.ofSeconds((long) examination.limit(RestartLimits.YOUNG)), deaths))
                        .filter(restarts -> restarts.isLoop(examination.limit(RestartLimits.RESTARTS)))
                        .toList()
                : List.of();
        Cascade.of(loops)
                .forEach(cascade -> RestartFindings.loop(cascade, examination, examination.limit(RestartLimits.NEAR)));
        new FamilyEnds(cluster, node, loops, examination).judge(deaths);
        SupervisorFindings.of(node, loops, examination);
        ChildFindings.of(node, examination);
        EarlierRestarts.judge(node, examination);
        repeatedErrors(cluster, node, loops, examination);
    }

    /** Error texts that repeat and belong to no loop: information for the playbooks that judge their cause. */
    private static void repeatedErrors(Cluster cluster, Node node, List<Restarts> loops, Examination examination) {
        Set<String> told = new HashSet<>();
        loops.forEach(loop -> told.add(loop.family().behavior()));
        LogTemplate.of(node.logs(), BAD).stream()
                .filter(template -> template.entries().size() >= examination.limit(RestartLimits.REPEATED)
                        && !told.contains(template.behavior()))
                .limit(3)
                .forEach(template -> examination
                        .finding("ED0604", Severity.INFO, subject(node, template))
                        .sentence(
                                "%s on %s logged %s%,d times the %s \"%s\"%s.",
                                template.behavior(),
                                node.name(),
                                node.logsComplete() ? "" : "at least ",
                                template.entries().size(),
                                template.level(),
                                template.text(),
                                DeliveryError.in(template.text())
                                        .map(error -> "; " + error.meaning())
                                        .orElse(""))
                        .relations(Mentions.of(cluster, node, template.entries().get(0)))
                        .number("messages", template.entries().size(), "messages")
                        .evidence(template.entries().get(0).at().value(""))
                        .wouldChange("Fewer than " + (int) examination.limit(RestartLimits.REPEATED)
                                + " messages of this kind.")
                        .add());
    }

    /** Who logged it: of the network of a node the connection that it is about. */
    private static Subject subject(Node node, LogTemplate template) {
        return template.entries()
                .get(0)
                .peer()
                .map(peer -> Subject.link(node.name(), peer))
                .orElseGet(
                        () -> new Subject(Subject.Kind.LOG, node.name(), "", "", template.behavior(), "", "", "", ""));
    }

    /** Whose listener to the log lost messages as its ring was full: what is counted of them is at least so much. */
    private static String overflowed(Cluster cluster) {
        return cluster.nodes().stream()
                .filter(node -> node.logLinesLost() > 0)
                .map(node -> " The log listener of " + node.name() + " lost at least "
                        + Words.many(node.logLinesLost(), "message")
                        + ", as its ring overflowed: counts of its messages are lower bounds.")
                .collect(Collectors.joining());
    }

    /** Nodes tell no logs from before the window (ERGO.md 4): what there is of them the user took along. */
    private static String before(Cluster cluster) {
        int earlier = cluster.nodes().stream()
                .mapToInt(node -> node.earlierLogs().size())
                .sum();
        return earlier == 0
                ? "Nodes tell no logs from before the window, and no log file with some was attached (capture --attach)."
                : String.format(
                        Locale.ROOT,
                        "%,d messages of attached files are from before the window; they are shown and count for nothing.",
                        earlier);
    }

    private static void draw(Cluster cluster, Examination examination) {
        ErrorTexts.table(cluster, BAD).ifPresent(examination::table);
        List<ergodiag.findings.Chart.ChartSeries> lines = cluster.answering().stream()
                .filter(node -> node.infos().hasTwo())
                .map(node -> Lines.rate(
                        node.name(), node.infos(), info -> info.terminated().value()))
                .toList();
        if (!lines.isEmpty()) {
            examination.chart(
                    Lines.chart(
                            "terminations",
                            6,
                            "Processes that ended",
                            "processes/s",
                            lines,
                            "Processes that ended per second on each node: a line that stays up is something that keeps dying."));
        }
        SupervisorTable.add(cluster, examination);
    }
}
