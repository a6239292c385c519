package ergodiag.capture.ask;

import java.util.HashSet;
import java.util.Set;

/**
 * How many different texts were seen, without keeping them: each is known by 64 bits (FNV-1a), by which two of a million are taken for one
 * once in thirty million times. Beyond a bound no more are counted.
 */
final class DistinctCount {
    private static final int MOST = 250_000;
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Set<Long> seen = new HashSet<>();

    void add(String text) {
        if (seen.size() < MOST) {
            seen.add(sum(text));
        }
    }

    private static long sum(String text) {
        long sum = BASIS;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * PRIME;
        }
        return sum;
    }

    long count() {
        return seen.size();
    }

    /** The number, for people. */
    @Override
    public String toString() {
        return (count() < MOST ? "" : "at least ") + count();
    }
}
