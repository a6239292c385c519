package ergodiag.cluster.shape;

import ergodiag.cluster.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the spells in which a process took nothing while messages waited, and tells them from work. Of the time before a look in which
 * messages waited, that is taken for work which the messages taken meanwhile need at its usual pace; what remains it stood still. A burst is
 * worked off at that pace and leaves nothing.
 *
 * @param looks what was seen of it
 * @param pace seconds that a message usually takes it
 */
public record Spells(List<Look> looks, double pace) {
    /** Over fewer messages a pace, and standing still, says little. */
    private static final int FEW = 3;
    /** Distances between spells that differ by less from the middle one are regular. */
    private static final double REGULAR = 0.3;
    /** Callbacks that run for longer than the time since the look before were counted at another time. */
    private static final double SLACK = 1.2;
    /** Seconds: who took nothing between two looks that are nearer together may be in the middle of its work. */
    private static final double SEEN = 1;

    public Spells {
        looks = List.copyOf(looks);
    }

    /** Of a process. */
    public static Spells of(List<Look> looks) {
        return new Spells(looks, pace(looks));
    }

    /** Those that lasted at least so long, in the order of time. */
    public List<Spell> lasting(double atLeast) {
        List<Spell> spells = new ArrayList<>();
        int i = 1;
        while (i < looks.size()) {
            double still = stillBefore(i);
            if (still <= 0) {
                i++;
                continue;
            }
            int last = i;
            while (last + 1 < looks.size() && tookNone(last + 1)) {
                last++;
            }
            Spell spell = spell(i, last, still + before(i, last));
            if (spell.seconds() >= atLeast) {
                spells.add(spell);
            }
            i = last + 1;
        }
        return spells;
    }

    /** Every how many seconds they come; 0 where they come at no regular distance, or fewer than three times. */
    public static double every(List<Spell> spells) {
        List<Double> apart = IntStream.range(1, spells.size())
                .mapToObj(i -> spells.get(i).began() - spells.get(i - 1).began())
                .toList();
        double middle = apart.size() < 2 ? 0 : Statistics.median(apart);
        return apart.stream().allMatch(each -> Math.abs(each - middle) <= REGULAR * middle) ? middle : 0;
    }

    private Spell spell(int first, int last, double still) {
        double seen = still + looks.get(last).since(looks.get(first));
        boolean over = last + 1 < looks.size();
        double waiting = looks.subList(first, last + 1).stream()
                .mapToDouble(Look::waiting)
                .max()
                .orElse(0);
        return new Spell(
                looks.get(first).seconds() - still, over ? whole(first, last, seen) : seen, first, last, waiting, over);
    }

    /** Once it has gone back to sleep its running time tells how long it was not seen any more. */
    private double whole(int first, int last, double seen) {
        Look before = looks.get(first - 1);
        Look after = looks.get(last + 1);
        double ran = after.ran() - before.ran() - Math.max(0, after.takenSince(before)) * pace;
        double most = seen + after.since(looks.get(last));
        return ran > seen && ran <= SLACK * after.since(before) ? Math.min(ran, most) : seen;
    }

    /** Seconds before a look in which it stood still; 0 where nothing waits then. */
    private double stillBefore(int i) {
        Look now = looks.get(i);
        Look before = looks.get(i - 1);
        if (now.waiting() < 1) {
            return 0;
        }
        double since = now.since(before);
        if (tookNone(i)) {
            return before.waiting() >= 1 ? since : Math.min(since, now.oldest());
        }
        return Math.min(since, now.oldest()) - now.takenSince(before) * pace;
    }

    /** For how long it had stood still when it was looked at first, where it then was seen to: as long as the oldest message waits. */
    private double before(int first, int last) {
        Look oldest = looks.get(0);
        return first == 1
                        && tookNone(1)
                        && oldest.waiting() >= 1
                        && looks.get(last).since(oldest) >= Math.max(SEEN, FEW * pace)
                ? oldest.oldest()
                : 0;
    }

    private boolean tookNone(int i) {
        return looks.get(i).waiting() >= 1 && looks.get(i).takenSince(looks.get(i - 1)) <= 0;
    }

    /** The larger of what its running time says and what its queue says while messages wait all the time. */
    private static double pace(List<Look> looks) {
        List<Double> ran = new ArrayList<>();
        List<Double> queued = new ArrayList<>();
        Look asleep = looks.get(0);
        Look busy = looks.get(0);
        for (Look now : looks) {
            double more = now.ran() - asleep.ran();
            if (now.takenSince(asleep) >= FEW && more > 0) {
                ran.add(more / now.takenSince(asleep));
                asleep = now;
            }
            if (now.waiting() < 1 || busy.waiting() < 1) {
                busy = now;
            } else if (now.takenSince(busy) >= FEW) {
                queued.add(now.since(busy) / now.takenSince(busy));
                busy = now;
            }
        }
        return Math.max(middle(ran), middle(queued));
    }

    private static double middle(List<Double> values) {
        return values.isEmpty() ? 0 : Statistics.median(values);
    }
}
