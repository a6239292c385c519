package ergodiag.ergo.process;

/** Whole numbers one after the other, each in as few bytes as the widest of them needs above the least. */
public final class NumberColumn {
    /** Of no values. */
    static final NumberColumn NONE = new NumberColumn(0, 0, new byte[0]);

    /** Memory of an object with an array in it, in bytes. */
    private static final int OWN = 48;

    private final long least;
    private final int width;
    private final byte[] bytes;

    private NumberColumn(long least, int width, byte[] bytes) {
        this.least = least;
        this.width = width;
        this.bytes = bytes;
    }

    /** @param count how many of the values there are */
    public static NumberColumn of(long[] values, int count) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        if (count == 0 || least == most) {
            return new NumberColumn(least, 0, NONE.bytes);
        }
        int width = (Long.SIZE - Long.numberOfLeadingZeros(most - least) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[count * width];
        int at = 0;
        for (int i = 0; i < count; i++) {
            long above = values[i] - least;
            for (int b = 0; b < width; b++) {
                bytes[at++] = (byte) above;
                above >>>= Byte.SIZE;
            }
        }
        return new NumberColumn(least, width, bytes);
    }

    /** The number at that place. */
    public long get(int index) {
        long above = 0;
        for (int at = (index + 1) * width - 1, first = index * width; at >= first; at--) {
            above = above << Byte.SIZE | bytes[at] & 0xff;
        }
        return least + above;
    }

    /** Memory that it takes, in bytes. */
    public int size() {
        return OWN + bytes.length;
    }
}
