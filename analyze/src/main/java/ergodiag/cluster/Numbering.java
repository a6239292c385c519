package ergodiag.cluster;

import java.util.List;

/**
 * What the numbers of a listener's entries tell. The ring on the node overwrites the oldest (ERGO.md 4), which leaves a jump.
 *
 * @param lost numbers that are missing before and between those that came
 * @param isWhole whether none is missing, and one listener brought them all
 */
record Numbering(long lost, boolean isWhole) {

    /** A listener begins with 1, in older versions with 0; numbers that begin again are those of another one. */
    static Numbering of(List<Long> numbers) {
        long lost = 0;
        boolean again = false;
        long last = 0;
        for (long number : numbers) {
            if (number < last || number == last && number > 0) {
                again = true;
                last = 0;
            }
            lost += Math.max(0, number - last - 1);
            last = number;
        }
        return new Numbering(lost, lost == 0 && !again);
    }
}
