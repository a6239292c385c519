package ergodiag.playbooks.events;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Heard;
import ergodiag.cluster.Node;
import ergodiag.ergo.MessageType;
import ergodiag.ergo.Publication;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of playbook 9: events as their nodes count them, what was heard of them, and the types of messages. */
final class EventTables {
    private static final int MOST = 40;
    /** More kinds of messages of one event are told as one. */
    private static final int MOST_KINDS = 5;

    private final Examination examination;
    private final RegisteredTypes types;

    EventTables(Examination examination, RegisteredTypes types) {
        this.examination = examination;
        this.types = types;
    }

    /** Events as their nodes count them, the busiest first. */
    void events(List<EventSeries> busiest) {
        add(
                "events",
                "Events",
                List.of(
                        Column.key("Node"),
                        Column.key("Event"),
                        Column.text("Producer"),
                        Column.count("Subscribers"),
                        Column.count("Buffer"),
                        Column.text("On demand"),
                        Column.rate("Published"),
                        Column.rate("Sent here"),
                        Column.rate("Sent to nodes"),
                        Column.count("Published ever")),
                busiest.stream().map(EventTables::row).toList());
    }

    private static List<Cell> row(EventSeries event) {
        return List.of(
                Cell.text(event.node().name()),
                Cell.text(event.last().name()),
                Cell.text(event.producer()
                        .map(p -> p.last().label())
                        .orElse(event.last().producer())),
                Cell.count(event.last().subscribers()),
                Cell.count(event.last().bufferSize()),
                Cell.text(event.last().onDemand() ? "yes" : "no"),
                Cell.number(event.publishedPerSecond()),
                Cell.number(event.readings().rate(info -> info.localSent().value())),
                Cell.number(event.readings().rate(info -> info.remoteSent().value())),
                Cell.count(event.last().published().value()));
    }

    /** What listeners heard, a row for each kind of message, and whom none could be started to. */
    void heard(Cluster cluster, List<EventSeries> events) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            node.heard().forEach(heard -> rows.addAll(rows(node, heard, events)));
            node.unheard()
                    .forEach(call -> rows.add(row(
                            node,
                            call.argument("event"),
                            "not listened to: " + call.why(),
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.EMPTY,
                            "")));
        }
        add(
                "events-heard",
                "What was heard of events",
                List.of(
                        Column.key("Node"),
                        Column.key("Event"),
                        Column.key("Messages"),
                        Column.count("Heard"),
                        Column.rate("Heard"),
                        Column.count("Counted meanwhile"),
                        Column.text("All of it")),
                rows);
    }

    private List<List<Cell>> rows(Node node, Heard heard, List<EventSeries> events) {
        Cell counted = events.stream()
                .filter(event ->
                        event.node().equals(node) && event.last().name().equals(heard.event()))
                .flatMap(event -> event.listenings().stream())
                .filter(listening ->
                        listening.heard().equals(heard) && listening.counted().hasTwo())
                .findFirst()
                .map(listening -> Cell.count(listening.publications()))
                .orElse(Cell.text("not known"));
        String all = whole(heard);
        Map<String, Long> kinds = kinds(heard);
        if (kinds.isEmpty()) {
            return List.of(row(node, heard.event(), "nothing", Cell.count(0), Cell.number(0), counted, all));
        }
        double seconds = heard.covered().toNanos() / 1e9;
        List<List<Cell>> rows = new ArrayList<>();
        kinds.forEach((kind, count) -> rows.add(row(
                node,
                heard.event(),
                kind,
                heard.isWhole() ? Cell.count(count) : Cell.atLeast(count),
                seconds > 0 ? Cell.number(count / seconds) : Cell.EMPTY,
                counted,
                all)));
        return rows;
    }

    private static List<Cell> row(
            Node node, String event, String messages, Cell count, Cell rate, Cell counted, String all) {
        return List.of(
                Cell.text(node.name()), Cell.text(event), Cell.text(messages), count, rate, counted, Cell.text(all));
    }

    /** Whether not all was heard, and how much is missing. */
    private static String whole(Heard heard) {
        long came = heard.entries().size();
        return heard.isWhole()
                ? heard.end().map(end -> "until the event was gone").orElse("yes")
                : heard.lost() > 0
                        ? "no: " + Numbers.count(heard.lost()) + " of " + Numbers.count(came + heard.lost())
                                + " were lost"
                        : "no: the listener was interrupted";
    }

    /** How many messages of which kind, the most frequent first. */
    private Map<String, Long> kinds(Heard heard) {
        Map<String, Long> counts = heard.published().stream()
                .collect(Collectors.groupingBy(types::words, LinkedHashMap::new, Collectors.counting()));
        Map<String, Long> most = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(kind -> most.merge(
                        most.size() < MOST_KINDS || most.containsKey(kind.getKey()) ? kind.getKey() : "other messages",
                        kind.getValue(),
                        Long::sum));
        return most;
    }

    /** The registered types, those of which something may have been heard first. */
    void types(List<Heard> heard) {
        Map<String, Set<String>> of = new LinkedHashMap<>();
        for (Heard each : heard) {
            for (Publication message : each.published()) {
                types.fitting(message.fields())
                        .forEach(type -> of.computeIfAbsent(type, any -> new java.util.TreeSet<>())
                                .add(each.event()));
            }
        }
        add(
                "message-types",
                "Registered types of messages",
                List.of(
                        Column.key("Type"),
                        Column.text("Kind"),
                        Column.text("Fields"),
                        Column.text("Registered on"),
                        Column.text("May be what was heard of")),
                types.registered().entrySet().stream()
                        .sorted(Comparator.comparing(
                                (Map.Entry<String, Set<String>> type) -> !of.containsKey(type.getKey())))
                        .map(type -> List.of(
                                Cell.text(type.getKey()),
                                Cell.text(types.about(type.getKey())
                                        .map(MessageType::kind)
                                        .orElse("")),
                                Cell.text(types.about(type.getKey())
                                        .map(EventTables::fields)
                                        .orElse("not asked for")),
                                Cell.text(
                                        type.getValue().size() == types.nodes().size()
                                                ? "all nodes that were asked"
                                                : String.join(", ", type.getValue())),
                                Cell.text(String.join(", ", of.getOrDefault(type.getKey(), Set.of())))))
                        .toList());
    }

    private static String fields(MessageType type) {
        return type.fields().stream()
                        .limit(8)
                        .map(field -> field.name() + " " + field.type())
                        .collect(Collectors.joining(", "))
                + (type.fields().size() > 8 ? ", ..." : "");
    }

    private void add(String id, String title, List<Column> columns, List<List<Cell>> rows) {
        if (!rows.isEmpty()) {
            examination.table(new Table(
                    id, 9, title, columns, rows.stream().limit(MOST).toList(), Math.max(0, rows.size() - MOST)));
        }
    }
}
