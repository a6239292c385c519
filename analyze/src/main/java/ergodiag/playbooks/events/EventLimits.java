package ergodiag.playbooks.events;

import ergodiag.analyze.Thresholds;
import ergodiag.findings.Threshold;

/** From when playbook 9 calls publishing waste, silence unusual and deliveries many. */
final class EventLimits {
    static final Thresholds LIMITS = new Thresholds();

    static final Threshold WASTE = LIMITS.ours(
            "event-system.waste",
            0.2,
            "events/s",
            "an event now and then for nobody costs nothing; one that comes every five seconds is made by a loop");
    static final Threshold NEW = LIMITS.ours(
            "event-system.new", 60, "s", "an event registered just now may have its first publication before it");
    static final Threshold SILENCE = LIMITS.ours(
            "event-system.silence",
            10,
            "mean intervals",
            "a pause of ten times the usual distance between two publications is no jitter");
    static final Threshold HISTORY =
            LIMITS.ours("event-system.history", 20, "events", "from fewer publications no usual distance can be told");
    static final Threshold DELIVERIES = LIMITS.ours(
            "event-system.deliveries", 5000, "messages/s", "so many deliveries of one event keep a core busy");
    static final Threshold CROWD = LIMITS.ours(
            "event-system.crowd", 100, "subscribers", "below it the number of subscribers is not what costs");
    static final Threshold SHARE = LIMITS.ours(
            "event-system.share", 0.5, "of all messages", "more than half of what the node does is this one event");

    static final Threshold UNHEARD = LIMITS.ours(
            "event-system.unheard",
            5,
            "events",
            "one or two may be counted just before a listener begins or on their way when it ends");

    private EventLimits() {}
}
