package ergodiag.cluster.shape;

/**
 * A while in which a process took nothing although messages waited.
 *
 * @param began when, in the seconds of the looks: as early as is sure
 * @param seconds how long at least
 * @param first index of the first look that shows it
 * @param last index of the last look that shows it
 * @param waiting most messages seen waiting in it
 * @param over whether a later look shows that it took messages again
 */
public record Spell(double began, double seconds, int first, int last, double waiting, boolean over) {}
