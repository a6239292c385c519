package ergodiag.cluster;

import ergodiag.ergo.Counter;
import ergodiag.ergo.NodeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How often a node started within the capture, and how often its clock was set. Both move its uptime; a restart moves the moment from which
 * it counts as its own clock tells it, and sets its counters back, while a clock that is set leaves both alone.
 *
 * @param restarts the starts that were seen, in the order of time
 * @param jumps the times at which its clock was seen to be set
 */
record Lives(List<Restart> restarts, List<ClockJump> jumps) {
    /** Uptimes are whole seconds, and two of them are off by one each. */
    private static final Duration TRUNCATION = Duration.ofSeconds(2);

    /** Less is what clocks drift and what is put right in small steps all the time. */
    private static final Duration LEAST_JUMP = Duration.ofSeconds(1);

    /** A clock that is off by so many times as much as usual was set. */
    private static final double USUALLY_OFF = 3;

    static Lives of(Series<NodeInfo> infos) {
        List<Restart> restarts = new ArrayList<>();
        List<ClockJump> jumps = new ArrayList<>();
        Duration uneven = uneven(infos);
        List<OptionalLong> creations = creations(infos);
        for (int i = 1; i < infos.size(); i++) {
            Timed<NodeInfo> before = infos.readings().get(i - 1);
            Timed<NodeInfo> after = infos.readings().get(i);
            if (isRestart(before, after, creations.get(i - 1), creations.get(i))) {
                restarts.add(new Restart(before, after));
            } else {
                jump(before, after)
                        .filter(by -> by.abs().compareTo(uneven) > 0)
                        .ifPresent(by -> jumps.add(new ClockJump(before, after, by)));
            }
        }
        return new Lives(List.copyOf(restarts), List.copyOf(jumps));
    }

    /**
     * What may be the way in which that clock goes all the time, as it does where one tells of a node from what was recorded of it: several times what
     * it is usually off from one look to the next, the most left aside, and twice what it stood still.
     */
    private static Duration uneven(Series<NodeInfo> infos) {
        List<Double> off = new ArrayList<>();
        double still = 0;
        double longest = 0;
        for (int i = 1; i < infos.size(); i++) {
            Timed<NodeInfo> before = infos.readings().get(i - 1);
            Timed<NodeInfo> after = infos.readings().get(i);
            double passed = after.secondsSince(before);
            Duration went = went(before.it(), after.it());
            off.add(Math.abs(went.toMillis() / 1000.0 - passed));
            still = went.isZero() ? still + passed : 0;
            longest = Math.max(longest, still);
        }
        off.sort(null);
        double usual = off.size() < 2 ? 0 : Statistics.median(off.subList(0, off.size() - 1));
        return Duration.ofMillis(Math.round(1000 * Math.max(USUALLY_OFF * usual, 2 * longest)));
    }

    /** How far its clock went, or its age where it does not tell its clock. */
    private static Duration went(NodeInfo before, NodeInfo after) {
        Optional<Instant> one = before.serverTime().value();
        Optional<Instant> other = after.serverTime().value();
        return one.isPresent() && other.isPresent()
                ? Duration.between(one.get(), other.get())
                : after.uptime().minus(before.uptime());
    }

    /** The second in which it started, at each reading; one between two that tell the same is of the same life. */
    private static List<OptionalLong> creations(Series<NodeInfo> infos) {
        List<OptionalLong> creations = new ArrayList<>();
        infos.readings().forEach(info -> creations.add(info.it().creation()));
        int last = -1;
        for (int i = 0; i < creations.size(); i++) {
            if (creations.get(i).isPresent()) {
                boolean same = last >= 0 && creations.get(last).equals(creations.get(i));
                for (int between = last + 1; same && between < i; between++) {
                    creations.set(between, creations.get(i));
                }
                last = i;
            }
        }
        return creations;
    }

    /** Where the node tells in which second it started that decides, whatever its clock does. */
    private static boolean isRestart(
            Timed<NodeInfo> before, Timed<NodeInfo> after, OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() ? !one.equals(other) : looksRestarted(before, after);
    }

    private static boolean looksRestarted(Timed<NodeInfo> before, Timed<NodeInfo> after) {
        Duration uptime = after.it().uptime().minus(before.it().uptime());
        Optional<Instant> one = start(before.it());
        Optional<Instant> other = start(after.it());
        if (one.isEmpty() || other.isEmpty()) {
            return uptime.isNegative() && !countsOn(before.it(), after.it());
        }
        return uptime.plus(TRUNCATION).compareTo(least(before, after)) < 0
                && Duration.between(one.get(), other.get()).compareTo(TRUNCATION) > 0;
    }

    /** The moment from which it counts its uptime, by its own clock. */
    private static Optional<Instant> start(NodeInfo info) {
        return info.serverTime().value().map(clock -> clock.minus(info.uptime()));
    }

    /** Whether it counted processes and messages before, and none of its counters went back. */
    private static boolean countsOn(NodeInfo before, NodeInfo after) {
        List<Function<NodeInfo, Counter>> counters = Stream.<Function<NodeInfo, Counter>>of(
                        NodeInfo::spawned,
                        NodeInfo::terminated,
                        NodeInfo::sendErrorsLocal,
                        NodeInfo::sendErrorsRemote,
                        NodeInfo::callErrorsLocal,
                        NodeInfo::callErrorsRemote)
                .toList();
        boolean counts = before.spawned().value() > 0;
        boolean levels = true;
        for (int level = 0; level < before.logMessages().size(); level++) {
            levels = levels && after.logged(level).compareTo(before.logged(level)) >= 0;
        }
        return counts
                && levels
                && counters.stream().allMatch(counter -> counter.apply(after).compareTo(counter.apply(before)) >= 0);
    }

    /** By how far its clock went on more, or less, than can have passed; empty where it went on as ours, and where it stood still. */
    private static Optional<Duration> jump(Timed<NodeInfo> before, Timed<NodeInfo> after) {
        boolean told =
                before.it().serverTime().isKnown() && after.it().serverTime().isKnown();
        Duration went = went(before.it(), after.it());
        Duration unsure = told ? LEAST_JUMP : LEAST_JUMP.plus(TRUNCATION);
        boolean surely = went.minus(most(before, after)).compareTo(unsure) > 0
                || least(before, after).minus(went).compareTo(unsure) > 0;
        return surely && !went.isZero()
                ? Optional.of(went.minus(Duration.between(before.at(), after.at())))
                : Optional.empty();
    }

    /** Time that passed between the two looks at least. */
    private static Duration least(Timed<?> before, Timed<?> after) {
        Duration least = Duration.between(before.call().ended(), after.call().started());
        return least.isNegative() ? Duration.ZERO : least;
    }

    /** Time that passed between the two looks at most. */
    private static Duration most(Timed<?> before, Timed<?> after) {
        return Duration.between(before.call().started(), after.call().ended());
    }
}
