package ergodiag.playbooks.events;

import ergodiag.bundle.Own;
import ergodiag.cluster.EventList;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.EventInfo;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event of a node over time.
 *
 * @param node the node it is registered on
 * @param readings its readings, in order of time
 * @param ours how many of its subscribers are the capture's own listeners
 */
public record EventSeries(Node node, Series<EventInfo> readings, long ours) {

    /**
     * Every event of a node that any list shows.
     *
     * @param own what the capture itself started
     */
    public static List<EventSeries> of(Node node, Own own) {
        Map<String, List<Timed<EventInfo>>> byEvent = new LinkedHashMap<>();
        for (Timed<EventList> list : node.eventLists().readings()) {
            list.it()
                    .events()
                    .forEach(event -> byEvent.computeIfAbsent(event.event(), key -> new ArrayList<>())
                            .add(new Timed<>(list.at(), list.call(), event)));
        }
        return byEvent.values().stream()
                .map(readings -> new EventSeries(
                        node,
                        new Series<>(readings),
                        listeners(node, readings.get(0).it(), own)))
                .toList();
    }

    private static long listeners(Node node, EventInfo event, Own own) {
        return own.samplers().stream()
                .filter(sampler ->
                        sampler.node().equals(node.name()) && sampler.runs().equals("event " + event.name()))
                .count();
    }

    /** What our own listeners heard of it. */
    List<EventListening> listenings() {
        return node.heard().stream()
                .filter(heard -> heard.event().equals(last().name()))
                .map(heard ->
                        EventListening.of(heard, readings, node.clockOffset().orElse(Duration.ZERO)))
                .toList();
    }

    /** How many publications our own listeners heard. */
    long heard() {
        return listenings().stream()
                .mapToLong(listening -> listening.heard().published().size())
                .sum();
    }

    public EventInfo first() {
        return readings.readings().get(0).it();
    }

    public EventInfo last() {
        return readings.readings().get(readings.size() - 1).it();
    }

    /** Events published in the window. */
    public double published() {
        return readings.growth(event -> event.published().value());
    }

    public double publishedPerSecond() {
        return readings.rate(event -> event.published().value());
    }

    /** Messages sent to subscribers here and to other nodes, per second of the window. */
    public double deliveredPerSecond() {
        return readings.rate(
                event -> event.localSent().value() + event.remoteSent().value());
    }

    /** Whether every reading shows a subscriber that is not ours. */
    public boolean alwaysSubscribed() {
        return readings.readings().stream().allMatch(event -> event.it().subscribers() > ours);
    }

    /** Whether no reading shows a subscriber that is not ours. */
    public boolean neverSubscribed() {
        return readings.readings().stream().allMatch(event -> event.it().subscribers() <= ours);
    }

    /**
     * The first of the last readings that show no subscriber but ours, where all before it show some.
     *
     * @param least how many such readings there have to be on either side
     */
    public Optional<Timed<EventInfo>> deserted(int least) {
        List<Timed<EventInfo>> all = readings.readings();
        int since = all.size();
        while (since > 0 && all.get(since - 1).it().subscribers() <= ours) {
            since--;
        }
        boolean subscribed =
                all.subList(0, since).stream().allMatch(event -> event.it().subscribers() > ours);
        return subscribed && since >= least && all.size() - since >= least
                ? Optional.of(all.get(since))
                : Optional.empty();
    }

    /** Whether it belongs to the node itself: its producer is the core, the first process of every node. */
    public boolean isOfTheFramework() {
        return last().producer().endsWith(".0.1>");
    }

    /** Its mean distance between two publications until the last; empty when it published too little to tell. */
    public Optional<Duration> meanInterval(double least) {
        Optional<Instant> created = last().createdAt().value();
        double count = last().published().value();
        if (created.isEmpty() || count < least) {
            return Optional.empty();
        }
        Instant until = last().lastPublishedAt()
                .value()
                .orElseGet(() -> clock(readings.readings().get(0)));
        double nanos = Duration.between(created.get(), until).toNanos() / count;
        return nanos > 0 ? Optional.of(Duration.ofNanos((long) nanos)) : Optional.empty();
    }

    /** How long before the last reading it published for the last time, by the node's clock; within the window where it is not told. */
    public Duration silence() {
        Timed<EventInfo> last = readings.readings().get(readings.size() - 1);
        return last.it()
                .lastPublishedAt()
                .value()
                .map(at -> Duration.between(at, clock(last)))
                .orElse(readings.span());
    }

    /** The node's clock at a reading. */
    public Instant clock(Timed<?> reading) {
        return reading.at().plus(node.clockOffset().orElse(Duration.ZERO));
    }

    /** The process that publishes it, where a list showed it. */
    public Optional<Process> producer() {
        return node.process(last().producer());
    }

    /** What findings about it are about. */
    Subject subject() {
        return producer()
                .map(producer -> Subject.event(
                        node.name(),
                        last().name(),
                        producer.pid(),
                        producer.last().name(),
                        producer.last().behavior()))
                .orElse(Subject.event(node.name(), last().name(), last().producer(), "", ""));
    }
}
