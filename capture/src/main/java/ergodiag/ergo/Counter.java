package ergodiag.ergo;

/**
 * A cumulative counter of a node: a Go uint64, which may exceed a signed long (ERGO.md 1). It means something only as a difference over a
 * known time on an unchanged node.
 *
 * @param bits the 64 bits, to be read as unsigned
 */
public record Counter(long bits) implements Comparable<Counter> {

    /** Zero. */
    public static final Counter ZERO = new Counter(0);

    /** How much was counted since an earlier reading; negative when the counter was reset in between. */
    public double since(Counter earlier) {
        return Long.compareUnsigned(bits, earlier.bits) >= 0
                ? unsigned(bits - earlier.bits)
                : -unsigned(earlier.bits - bits);
    }

    /** The count as a number; exact up to 2^53. */
    public double value() {
        return unsigned(bits);
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0 + (bits & 1);
    }

    @Override
    public int compareTo(Counter other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
