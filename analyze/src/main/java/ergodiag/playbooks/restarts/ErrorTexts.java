package ergodiag.playbooks.restarts;

import ergodiag.analyze.Words;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Node;
import ergodiag.ergo.LogEntry;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The log messages of the cluster by text: the same text is told once, however many nodes and processes said it. */
final class ErrorTexts {
    private static final int ROWS = 30;
    private static final int NAMED = 3;

    /** What one node said. */
    private record Said(Node node, boolean earlier, LogTemplate template) {
        Stream<Instant> times() {
            Duration offset = node.clockOffset().orElse(Duration.ZERO);
            return template.entries().stream()
                    .flatMap(entry -> entry.time().value().stream())
                    .map(time -> time.minus(offset));
        }
    }

    private ErrorTexts() {}

    /** The table; empty where nothing of these levels was logged. */
    static Optional<Table> table(Cluster cluster, List<String> levels) {
        Map<List<String>, List<Said>> texts = new LinkedHashMap<>();
        for (Node node : cluster.nodes()) {
            LogTemplate.of(node.logs(), levels).forEach(template -> add(texts, new Said(node, false, template)));
            LogTemplate.of(node.earlierLogs(), levels).forEach(template -> add(texts, new Said(node, true, template)));
        }
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = texts.values().stream()
                .sorted(Comparator.comparing(ErrorTexts::isEarlier)
                        .thenComparing(said -> -messages(said))
                        .thenComparing(said -> said.get(0).template().text()))
                .map(ErrorTexts::row)
                .toList();
        return Optional.of(new Table(
                "error-texts",
                6,
                "Errors and panics by text",
                List.of(
                        Column.text("Nodes"),
                        Column.text("Level"),
                        Column.text("Logged by"),
                        Column.count("Sources"),
                        Column.count("Messages"),
                        Column.text("First (UTC)"),
                        Column.text("Last (UTC)"),
                        Column.text("Text (# stands for numbers, pids, addresses and names)")),
                rows.stream().limit(ROWS).toList(),
                Math.max(0, rows.size() - ROWS)));
    }

    private static void add(Map<List<String>, List<Said>> texts, Said said) {
        LogTemplate template = said.template();
        String by = template.behavior().equals(said.node().name()) ? "the node" : template.behavior();
        texts.computeIfAbsent(
                        List.of(template.level(), by, template.text(), said.earlier() ? "earlier" : ""),
                        key -> new ArrayList<>())
                .add(said);
    }

    private static boolean isEarlier(List<Said> said) {
        return said.get(0).earlier();
    }

    private static int messages(List<Said> said) {
        return said.stream().mapToInt(one -> one.template().entries().size()).sum();
    }

    private static List<Cell> row(List<Said> said) {
        LogTemplate template = said.get(0).template();
        boolean all = said.stream().allMatch(one -> one.earlier() || one.node().logsComplete());
        boolean own = said.stream()
                .allMatch(one -> template.behavior().equals(one.node().name()));
        return List.of(
                Cell.text(nodes(said)),
                Cell.text(template.level()),
                Cell.text(
                        own || template.behavior().equals(said.get(0).node().name())
                                ? "the node"
                                : template.behavior()),
                Cell.count(said.stream()
                        .flatMap(one -> one.template().entries().stream())
                        .map(LogEntry::source)
                        .distinct()
                        .count()),
                all ? Cell.count(messages(said)) : Cell.atLeast(messages(said)),
                time(said.stream().flatMap(Said::times).min(Comparator.naturalOrder())),
                time(said.stream().flatMap(Said::times).max(Comparator.naturalOrder())),
                Cell.text((isEarlier(said) ? "(before the window) " : "") + template.text()));
    }

    private static String nodes(List<Said> said) {
        List<String> names =
                said.stream().map(one -> one.node().name()).distinct().toList();
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (more > 0 ? " and " + Numbers.count(more) + " more" : "");
    }

    private static Cell time(Optional<Instant> instant) {
        return Cell.text(instant.map(Words::second).orElse(""));
    }
}
