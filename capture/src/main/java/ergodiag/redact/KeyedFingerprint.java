package ergodiag.redact;

import java.security.SecureRandom;

/**
 * Fingerprints of texts that can be made character by character: a polynomial over the field of 2^61-1 at a secret random point. Two texts of
 * n characters have the same one with a probability of n in 2^61, whatever they are, and whoever does not know the point cannot tell which text it was.
 */
final class KeyedFingerprint {
    /** What an empty text has: not 0, so that the length counts. */
    static final long EMPTY = 1;

    private static final long PRIME = (1L << 61) - 1;

    private final long point;
    private final long[] powers;

    /** @param window the length of the windows that {@link #slide} moves */
    KeyedFingerprint(int window) {
        point = Math.floorMod(new SecureRandom().nextLong(), PRIME - (1L << 32)) + (1L << 31);
        powers = new long[window + 1];
        powers[0] = 1;
        for (int i = 1; i <= window; i++) {
            powers[i] = times(powers[i - 1], point);
        }
    }

    /** That of a text with one more character. */
    long and(long before, char next) {
        return sum(times(before, point), next + 1L);
    }

    /** That of the window one character further on. */
    long slide(long before, char leaves, char enters) {
        int window = powers.length - 1;
        // the leading 1 moves to where the character that leaves stood
        long without = sum(sum(before, PRIME - powers[window]), PRIME - times(powers[window - 1], leaves + 1L));
        return sum(sum(times(without, point), powers[window]), enters + 1L);
    }

    long of(CharSequence text) {
        long print = EMPTY;
        for (int i = 0; i < text.length(); i++) {
            print = and(print, text.charAt(i));
        }
        return print;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return sum(low & PRIME, high << 3 | low >>> 61);
    }
}
