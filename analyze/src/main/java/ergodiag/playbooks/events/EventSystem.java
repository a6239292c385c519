package ergodiag.playbooks.events;

import ergodiag.analyze.Bars;
import ergodiag.analyze.Card;
import ergodiag.analyze.Examination;
import ergodiag.analyze.Lines;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.Words;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Heard;
import ergodiag.cluster.Node;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Chart;
import ergodiag.findings.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
                "%,d events of %d nodes, their publications, deliveries and subscribers, %s.%s",
                all.size(),
                cluster.answering().size(),
                Words.span(cluster),
                heard(cluster)));
        List<EventSeries> busiest = draw(all, examination);
        EventTables tables = new EventTables(examination, RegisteredTypes.of(cluster));
        tables.events(busiest);
        tables.heard(cluster, all);
        tables.types(
                cluster.nodes().stream().flatMap(node -> node.heard().stream()).toList());
    }

    /** What listeners to events brought, and that not all was heard where rings overflowed. */
    private static String heard(Cluster cluster) {
        List<Heard> heard =
                cluster.nodes().stream().flatMap(node -> node.heard().stream()).toList();
        long unheard = cluster.nodes().stream()
                .mapToLong(node -> node.unheard().size())
                .sum();
        if (heard.isEmpty() && unheard == 0) {
            return " No event was listened to, so what they carry is not told (capture --event).";
        }
        return String.format(
                        Locale.ROOT,
                        " %s to events heard %s%s.",
                        Words.many(heard.size(), "listener"),
                        Words.many(
                                heard.stream()
                                        .mapToInt(each -> each.published().size())
                                        .sum(),
                                "message"),
                        unheard == 0 ? "" : "; " + unheard + " could not be started")
                + heard.stream()
                        .filter(each -> !each.isWhole())
                        .map(EventSystem::notAll)
                        .collect(Collectors.joining());
    }

    private static String notAll(Heard heard) {
        String node = heard.call().node();
        return heard.lost() == 0
                ? " Not all of " + heard.event() + " on " + node + " was heard: its listener was interrupted."
                : " Not all of " + heard.event() + " on " + node + " was heard: "
                        + Numbers.count(heard.lost()) + " of "
                        + Numbers.count(heard.lost() + heard.entries().size())
                        + " were overwritten in the listener's ring before they could be read.";
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
        new Desertion(event, examination).judge();
        findings.awaitedInVain();
        findings.wentSilent();
        findings.fansOut();
        findings.slowSubscribers();
        new ListeningFindings(event, examination).judge();
    }

    /** @return the busiest first */
    private static List<EventSeries> draw(List<EventSeries> all, Examination examination) {
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
        return busiest;
    }
}
