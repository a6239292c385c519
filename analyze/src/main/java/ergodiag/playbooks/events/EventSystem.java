package ergodiag.playbooks.events;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Cell;
import ergodiag.findings.Chart;
import ergodiag.findings.Column;
import ergodiag.findings.Numbers;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Playbook 9: events that are published for nobody, and subscribers that wait in vain. */
public final class EventSystem implements Playbook {
    static final Threshold WASTE = Threshold.ours(
            "event-system.waste",
            0.2,
            "events/s",
            "an event now and then for nobody costs nothing; one that comes every five seconds is made by a loop");
    static final Threshold NEW = Threshold.ours(
            "event-system.new", 60, "s", "an event registered just now may have its first publication before it");
    static final Threshold SILENCE = Threshold.ours(
            "event-system.silence",
            10,
            "mean intervals",
            "a pause of ten times the usual distance between two publications is no jitter");
    static final Threshold HISTORY = Threshold.ours(
            "event-system.history", 20, "events", "from fewer publications no usual distance can be told");
    static final Threshold DELIVERIES = Threshold.ours(
            "event-system.deliveries", 5000, "messages/s", "so many deliveries of one event keep a core busy");
    static final Threshold CROWD = Threshold.ours(
            "event-system.crowd", 100, "subscribers", "below it the number of subscribers is not what costs");
    static final Threshold SHARE = Threshold.ours(
            "event-system.share", 0.5, "of all messages", "more than half of what the node does is this one event");

    @Override
    public Card card() {
        return new Card(
                PlaybookName.EVENT_SYSTEM,
                "Is something published for nobody, or awaited in vain?",
                List.of(WASTE, NEW, SILENCE, HISTORY, DELIVERIES, CROWD, SHARE));
    }

    @Override
    public void examine(Cluster cluster, Examination examination) {
        List<EventSeries> all = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            if (examination.sees(node, Tool.EVENT_LIST)) {
                seesAll(node, examination);
                EventSeries.of(node, cluster.manifest().own()).stream()
                        .filter(event -> event.readings().hasTwo())
                        .forEach(event -> {
                            all.add(event);
                            judge(event, examination);
                        });
            }
        }
        examination.lookedAt(String.format(
                Locale.ROOT,
                "%,d events of %d nodes, their publications, deliveries and subscribers, over %s.",
                all.size(),
                cluster.answering().size(),
                Numbers.time(cluster.window())));
        draw(all, examination);
    }

    private static void seesAll(Node node, Examination examination) {
        if (node.eventLists().readings().stream().noneMatch(list -> list.it().complete())) {
            examination.cannotSee(new Gap(
                    "no list of the events of " + node.name() + " is known to hold them all",
                    node.name(),
                    Tool.EVENT_LIST.toolName(),
                    "ergodiag capture --profile standard --window 60"));
        }
    }

    private static void judge(EventSeries event, Examination examination) {
        EventFindings findings = new EventFindings(event, examination);
        findings.publishedForNobody();
        findings.awaitedInVain();
        findings.wentSilent();
        findings.fansOut();
        findings.slowSubscribers();
    }

    private static void draw(List<EventSeries> all, Examination examination) {
        List<EventSeries> busiest = all.stream()
                .sorted(Comparator.comparing((EventSeries event) -> -event.publishedPerSecond())
                        .thenComparing(event -> event.node().name())
                        .thenComparing(event -> event.last().name()))
                .toList();
        List<Chart.ChartSeries> lines = busiest.stream()
                .filter(event -> event.published() > 0)
                .limit(8)
                .map(event -> Lines.rate(
                        event.last().name() + " on " + event.node().name(),
                        event.readings(),
                        info -> info.published().value()))
                .toList();
        if (!lines.isEmpty()) {
            examination.chart(
                    Lines.chart(
                            "event-rates",
                            9,
                            "Events published",
                            "events/s",
                            lines,
                            "Publications per second of the busiest events: a line that falls to zero is a producer that stopped."));
        }
        Bars.of(
                        "event-deliveries",
                        9,
                        "Deliveries of events",
                        "deliveries/s",
                        busiest,
                        event -> event.last().name() + " on " + event.node().name() + " to "
                                + Words.count(event.last().subscribers()),
                        EventSeries::deliveredPerSecond,
                        "Each publication is delivered once to each subscriber (their number is behind the name): many of a busy event are much work.")
                .ifPresent(examination::chart);
        if (!busiest.isEmpty()) {
            examination.table(new Table(
                    "events",
                    9,
                    "Events",
                    List.of(
                            Column.key("Node"),
                            Column.key("Event"),
                            Column.text("Producer"),
                            Column.count("Subscribers"),
                            Column.count("Buffer"),
                            Column.text("On demand"),
                            Column.rate("Published"),
                            Column.rate("Deliveries"),
                            Column.count("Published ever")),
                    busiest.stream().limit(40).map(EventSystem::row).toList(),
                    Math.max(0, busiest.size() - 40)));
        }
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
                Cell.number(event.deliveredPerSecond()),
                Cell.count(event.last().published().value()));
    }
}
