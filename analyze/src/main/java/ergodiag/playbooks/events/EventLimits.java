package ergodiag.playbooks.events;

import ergodiag.findings.Threshold;
import java.util.List;

/** From when playbook 9 calls publishing waste, silence unusual and deliveries many. */
final class EventLimits {
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

    static final List<Threshold> ALL = List.of(WASTE, NEW, SILENCE, HISTORY, DELIVERIES, CROWD, SHARE);

    private EventLimits() {}
}
