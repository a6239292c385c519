package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.changes.Change;
import ergodiag.cluster.changes.ChangeKind;
import ergodiag.cluster.changes.Changes;
import ergodiag.cluster.changes.Histories;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Finding;
import ergodiag.findings.Numbers;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of what began within the window what else changed in that moment, on any node, and where first. That is no cause: who looks for one
 * looks there first.
 */
final class Coincidences {
    /** Of more nobody reads the third. */
    private static final int MOST = 3;
    /** Of more names the others are counted. */
    private static final int NAMES = 3;

    /** Whether a node is there: whatever tells of that node, or has to do with it, tells it itself. */
    private static final Set<ChangeKind> PRESENCE =
            EnumSet.of(ChangeKind.RESTARTED, ChangeKind.SILENT, ChangeKind.LEFT);

    private final Histories histories;
    private final Map<Instant, List<Change>> known = new HashMap<>();
    private final Map<String, Finding> byId;
    private final UnaryOperator<String> wording;
    private final List<Finding> findings = new ArrayList<>();
    private final List<TimelineEntry> timeline = new ArrayList<>();

    private Coincidences(Cluster cluster, List<Finding> found, UnaryOperator<String> wording) {
        this.histories = new Histories(cluster);
        this.wording = wording;
        this.byId = found.stream().collect(Collectors.toMap(Finding::id, finding -> finding, (one, other) -> one));
        found.forEach(finding -> findings.add(
                finding.severity() == Severity.INFO
                        ? finding
                        : finding.since().map(since -> told(finding, since)).orElse(finding)));
    }

    /** Findings with what else changed when they began. */
    static Coincidences of(Cluster cluster, List<Finding> findings, UnaryOperator<String> wording) {
        return new Coincidences(cluster, findings, wording);
    }

    /** The same findings, those with a coincidence saying so. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The changes that they tell. */
    List<TimelineEntry> timeline() {
        return timeline.stream().distinct().toList();
    }

    private Finding told(Finding finding, Instant since) {
        List<Finding> family = family(finding);
        List<Change> changes = known.computeIfAbsent(since, moment -> Changes.around(histories, moment)).stream()
                .flatMap(change -> foreign(change, family).stream())
                .limit(MOST)
                .toList();
        if (changes.isEmpty()) {
            return finding;
        }
        changes.forEach(change -> timeline.add(new TimelineEntry(
                change.until(), change.node(), TimelineEntry.Kind.CHANGE, words(change), change.evidence())));
        List<Evidence> places =
                changes.stream().flatMap(change -> change.evidence().stream()).toList();
        String all = changes.stream().map(Coincidences::words).collect(Collectors.joining("; "));
        return finding.adding(
                wording.apply("In the same " + Numbers.time(Changes.MOMENT) + ": " + all + first(changes) + "."),
                places);
    }

    /** The finding and whatever it explains: none of that is told twice. */
    private List<Finding> family(Finding finding) {
        return Stream.concat(
                        Stream.of(finding),
                        finding.explains().stream().flatMap(id -> Optional.ofNullable(byId.get(id)).stream()))
                .toList();
    }

    /** What of a change these findings are not about. */
    private static Optional<Change> foreign(Change change, List<Finding> family) {
        if (family.stream().anyMatch(finding -> isAbout(finding, change))) {
            return Optional.empty();
        }
        if (change.names().isEmpty()) {
            return Optional.of(change);
        }
        Set<String> own = family.stream()
                .flatMap(finding -> Stream.concat(
                        finding.subjects().stream().flatMap(about -> Stream.of(about.name(), about.event())),
                        finding.relations().stream().map(Relation::name)))
                .collect(Collectors.toSet());
        List<String> others =
                change.names().stream().filter(name -> !own.contains(name)).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(change.of(others));
    }

    private static boolean isAbout(Finding finding, Change change) {
        if (!change.pid().isEmpty()) {
            return Stream.concat(
                            finding.subjects().stream().map(Subject::pid),
                            finding.relations().stream().map(Relation::pid))
                    .anyMatch(change.pid()::equals);
        }
        if (PRESENCE.contains(change.kind())) {
            return finding.isAbout(change.node())
                    || finding.relations().stream()
                            .anyMatch(other -> other.node().equals(change.node()));
        }
        PlaybookName playbook = PlaybookName.values()[finding.playbook() - 1];
        boolean everywhere = playbook == PlaybookName.NETWORK || playbook == PlaybookName.CLUSTER_HEALTH;
        return told(playbook).contains(change.kind()) && (everywhere || finding.isAbout(change.node()));
    }

    /** What the findings of a playbook tell themselves of their node; those about links and whole nodes of all nodes. */
    private static Set<ChangeKind> told(PlaybookName playbook) {
        return switch (playbook) {
            case CLUSTER_HEALTH ->
                EnumSet.of(ChangeKind.CONNECTIONS, ChangeKind.SENT, ChangeKind.ERRORS, ChangeKind.UNDELIVERED);
            case PERFORMANCE_BOTTLENECK, ZOMBIE_PROCESSES, EVENT_SYSTEM -> EnumSet.noneOf(ChangeKind.class);
            case CPU_PROFILING -> EnumSet.of(ChangeKind.CORES);
            case MEMORY_GROWTH -> EnumSet.of(ChangeKind.MEMORY, ChangeKind.ALLOCATION);
            case PROCESS_LEAK ->
                EnumSet.of(ChangeKind.PROCESSES, ChangeKind.GOROUTINES, ChangeKind.STARTS, ChangeKind.NEW_NAMES);
            case RESTART_LOOP ->
                EnumSet.of(
                        ChangeKind.PROCESSES,
                        ChangeKind.GOROUTINES,
                        ChangeKind.STARTS,
                        ChangeKind.ERRORS,
                        ChangeKind.UNDELIVERED);
            case NETWORK -> EnumSet.of(ChangeKind.CONNECTIONS, ChangeKind.SENT);
            case GOROUTINES -> EnumSet.of(ChangeKind.GOROUTINES);
        };
    }

    /** Where it was surely first: before any other node had changed. */
    private static String first(List<Change> changes) {
        return changes.stream()
                .map(Change::node)
                .distinct()
                .filter(node ->
                        changes.stream().anyMatch(change -> !change.node().equals(node)))
                .filter(node -> changes.stream()
                        .filter(change -> !change.node().equals(node))
                        .allMatch(other -> changes.stream()
                                .filter(change -> change.node().equals(node))
                                .anyMatch(change -> !change.until().isAfter(other.from()))))
                .findFirst()
                .map(node -> ", first on " + node)
                .orElse("");
    }

    private static String words(Change change) {
        String node = change.node();
        return switch (change.kind()) {
            case RESTARTED -> node + " restarted";
            case SILENT -> node + " stopped answering";
            case LEFT -> node + " left";
            case NEW_NAMES -> names(change) + " appeared on " + node;
            case GONE_NAMES -> names(change) + " vanished from " + node;
            case SENT -> course(change, "%s messages a second went from " + node + " to " + change.other());
            case QUEUE -> course(change, "%s messages waited for " + change.label() + " on " + node);
            case ARRIVALS -> course(change, "%s messages a second came to " + change.label() + " on " + node);
            case SENDS -> course(change, change.label() + " on " + node + " sent %s messages a second");
            case CONNECTIONS -> course(change, node + " had %s connections");
            case PROCESSES -> course(change, node + " had %s processes");
            case GOROUTINES -> course(change, node + " had %s goroutines");
            case STARTS -> course(change, node + " started %s processes a second");
            case MEMORY -> course(change, node + " had %s on its heap");
            case ALLOCATION -> course(change, node + " allocated %s a second");
            case CORES -> course(change, node + " used %s cores");
            case ERRORS -> course(change, node + " logged %s errors a second");
            case UNDELIVERED -> course(change, node + " could not deliver %s messages a second");
        };
    }

    private static String names(Change change) {
        List<String> names = change.names();
        String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
        return names.stream().limit(NAMES).collect(Collectors.joining(", ")) + more;
    }

    private static String course(Change change, String format) {
        return format.replace("%s", value(change, change.after()) + " instead of " + value(change, change.before()));
    }

    private static String value(Change change, double value) {
        boolean bytes = change.kind() == ChangeKind.MEMORY || change.kind() == ChangeKind.ALLOCATION;
        return bytes ? new Bytes(Math.round(value)).toString() : Numbers.number(value);
    }
}
