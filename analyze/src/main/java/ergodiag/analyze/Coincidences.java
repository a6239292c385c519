package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.changes.Change;
import ergodiag.cluster.changes.Changes;
import ergodiag.cluster.changes.Quantity;
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

    private final Cluster cluster;
    private final Map<String, Finding> byId;
    private final UnaryOperator<String> wording;
    private final Map<Instant, List<Change>> known = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<TimelineEntry> timeline = new ArrayList<>();

    private Coincidences(Cluster cluster, List<Finding> found, UnaryOperator<String> wording) {
        this.cluster = cluster;
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
        List<Change> changes =
                known.computeIfAbsent(since, moment -> Changes.around(cluster, moment)).stream()
                        .flatMap(change -> foreign(change, family).stream())
                        .limit(MOST)
                        .toList();
        if (changes.isEmpty()) {
            return finding;
        }
        changes.forEach(change -> timeline.add(new TimelineEntry(
                change.until(), change.node(), TimelineEntry.Kind.CHANGE, words(change), change.evidence())));
        List<Evidence> places = changes.stream()
                .flatMap(change -> change.evidence().stream())
                .toList();
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
        PlaybookName playbook = PlaybookName.values()[finding.playbook() - 1];
        boolean everywhere = playbook == PlaybookName.NETWORK || playbook == PlaybookName.CLUSTER_HEALTH;
        return told(playbook).contains(change.quantity()) && (everywhere || finding.isAbout(change.node()));
    }

    /** What the findings of a playbook tell themselves of their node; those about links and whole nodes of all nodes. */
    private static Set<Quantity> told(PlaybookName playbook) {
        return switch (playbook) {
            case CLUSTER_HEALTH -> EnumSet.of(Quantity.CONNECTIONS, Quantity.SENT, Quantity.ERRORS, Quantity.UNDELIVERED);
            case PERFORMANCE_BOTTLENECK, ZOMBIE_PROCESSES, EVENT_SYSTEM -> EnumSet.noneOf(Quantity.class);
            case CPU_PROFILING -> EnumSet.of(Quantity.CORES);
            case MEMORY_GROWTH -> EnumSet.of(Quantity.MEMORY, Quantity.ALLOCATION);
            case PROCESS_LEAK -> EnumSet.of(Quantity.PROCESSES, Quantity.GOROUTINES, Quantity.STARTS, Quantity.NEW_NAMES);
            case RESTART_LOOP -> EnumSet.of(
                    Quantity.PROCESSES, Quantity.GOROUTINES, Quantity.STARTS, Quantity.ERRORS, Quantity.UNDELIVERED);
            case NETWORK -> EnumSet.of(Quantity.CONNECTIONS, Quantity.SENT);
            case GOROUTINES -> EnumSet.of(Quantity.GOROUTINES);
        };
    }

    /** Where it was surely first: before any other node had changed. */
    private static String first(List<Change> changes) {
        return changes.stream()
                .map(Change::node)
                .distinct()
                .filter(node -> changes.stream().anyMatch(change -> !change.node().equals(node)))
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
        return switch (change.quantity()) {
            case NEW_NAMES -> names(change) + " on " + change.node() + " appeared";
            case GONE_NAMES -> names(change) + " on " + change.node() + " vanished";
            case SENT -> "messages from " + change.node() + " to " + change.other() + " " + course(change)
                    + " a second";
            case QUEUE, ARRIVALS, SENDS -> change.quantity().words() + " of " + change.label() + " on "
                    + change.node() + " " + course(change);
            case CONNECTIONS,
                    PROCESSES,
                    STARTS,
                    GOROUTINES,
                    MEMORY,
                    ALLOCATION,
                    CORES,
                    ERRORS,
                    UNDELIVERED -> change.quantity().words() + " on " + change.node() + " " + course(change);
        };
    }

    private static String names(Change change) {
        List<String> names = change.names();
        String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
        return names.stream().limit(NAMES).collect(Collectors.joining(", ")) + more;
    }

    private static String course(Change change) {
        return value(change, change.before()) + " to " + value(change, change.after());
    }

    private static String value(Change change, double value) {
        boolean bytes = change.quantity() == Quantity.MEMORY || change.quantity() == Quantity.ALLOCATION;
        return bytes ? new Bytes(Math.round(value)).toString() : Numbers.number(value);
    }
}
