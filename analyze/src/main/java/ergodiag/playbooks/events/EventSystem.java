package ergodiag.playbooks.events;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Playbook 9: events that are published for nobody, and subscribers that wait in vain. */
public final class EventSystem implements Playbook {

    @Override
    public Card card() {
        return new Card(
                PlaybookName.EVENT_SYSTEM,
                "Is something published for nobody, or awaited in vain?",
                EventLimits.LIMITS.all(),
                Card.chart(
                        "event-rates",
                        "No event is published or awaited in vain",
                        "ED0901",
                        "ED0902",
                        "ED0903",
                        "ED0904"));
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
                                + Numbers.count(event.last().subscribers()),
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
