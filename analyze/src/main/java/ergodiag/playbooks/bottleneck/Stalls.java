package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.cluster.Activity;
import ergodiag.cluster.shape.Look;
import ergodiag.cluster.shape.Spell;
import ergodiag.cluster.shape.Spells;
import ergodiag.ergo.process.ProcessRow;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The spells in which a process stood still while messages waited, long enough to be told: for longer than its limit and than its own pace
 * explains, with more than a few messages waiting in one of them at least.
 *
 * @param activity what the process did
 * @param spells in the order of time
 * @param pace seconds that a message usually takes it
 */
record Stalls(Activity activity, List<Spell> spells, double pace) {

    static Stalls of(Activity activity, Examination examination) {
        // one that never had a message waiting needs no closer look: that is nearly every process of a node
        if (activity.process().mostWaiting() < examination.limit(BottleneckLimits.BACKLOG)) {
            return new Stalls(activity, List.of(), 0);
        }
        Spells found = Spells.of(Look.of(activity.process().rows()));
        List<Spell> spells = found.lasting(examination.limit(BottleneckLimits.STALL)).stream()
                .filter(spell -> spell.seconds() > BottleneckLimits.SLOWER * found.pace())
                .toList();
        boolean many =
                spells.stream().anyMatch(spell -> spell.waiting() >= examination.limit(BottleneckLimits.BACKLOG));
        return new Stalls(activity, many ? spells : List.of(), found.pace());
    }

    /** Whether it stood still more than once, and is not in a spell now that is much longer than those that ended. */
    boolean comeAndGo() {
        return spells.size() >= 2
                && (last().over()
                        || last().seconds()
                                <= 2
                                        * spells.subList(0, spells.size() - 1).stream()
                                                .mapToDouble(Spell::seconds)
                                                .max()
                                                .orElse(0));
    }

    boolean isAny() {
        return !spells.isEmpty();
    }

    Spell last() {
        return spells.get(spells.size() - 1);
    }

    double longest() {
        return spells.stream().mapToDouble(Spell::seconds).max().orElse(0);
    }

    double shortest() {
        return spells.stream().mapToDouble(Spell::seconds).min().orElse(0);
    }

    double waiting() {
        return spells.stream().mapToDouble(Spell::waiting).max().orElse(0);
    }

    /** Every how many seconds; 0 where they come at no regular distance. */
    double every() {
        return Spells.every(spells);
    }

    /** About how many there were before the first reading, by the running time that its messages till then do not explain. */
    long earlier() {
        ProcessRow row = activity.oldest().it();
        double unexplained = row.runningTime().toNanos() / 1e9 - row.taken() * pace;
        return spells.size() < 2 || pace <= 0 ? 0 : Math.max(0, Math.round(unexplained / longest()));
    }

    /** The first one seen; where there were as many before as fit into its life, since its start. */
    Instant since() {
        double age = activity.oldest().it().uptime().toSeconds();
        return every() > 0 && earlier() * every() >= age / 2
                ? instant(-age)
                : instant(spells.get(0).began());
    }

    /** Whether it stood still then. */
    boolean covers(Instant moment) {
        return spells.stream()
                .anyMatch(spell -> !moment.isBefore(instant(spell.began()))
                        && !moment.isAfter(instant(spell.began() + spell.seconds())));
    }

    /** The readings that show it first and last. */
    Stream<Integer> readings() {
        return Stream.of(spells.get(0).first(), last().last());
    }

    private Instant instant(double seconds) {
        return activity.oldest().at().plusNanos((long) (1e9 * seconds));
    }
}
