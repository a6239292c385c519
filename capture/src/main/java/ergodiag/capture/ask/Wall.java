package ergodiag.capture.ask;

/**
 * How many rows of a list fit below the wall of 65,535 bytes (ERGO.md 2), learned from the replies of a node. Starts with what even long
 * rows allow. Then it asks for as many as fit when half of them were as long as the longest row seen; once a reply ran into the wall, for as
 * many as fit when all of them were, so that no kind of row runs into it twice.
 */
public final class Wall {
    /** So many rows fit whatever is in them: a row would have to be longer than 4 KB. */
    static final int SURE = 16;

    private static final long BYTES = 65_535;
    /** Room for the envelope, and for numbers that grow. */
    private static final double SHARE = 0.93;

    private final int first;
    private final int most;
    private double average;
    private double longest;
    private boolean wasHit;
    private int atMost;
    private int unexplained;
    private double culprit;

    public Wall(int first, int most) {
        this.first = first;
        this.most = most;
        this.atMost = most;
    }

    /** The limit to ask with now. */
    public synchronized int fits() {
        if (longest == 0) {
            return Math.min(first, atMost);
        }
        double row = wasHit ? longest : (average + longest) / 2;
        return (int) Math.max(1, Math.min(atMost, BYTES * SHARE / row));
    }

    public void learn(long wireBytes, int rows) {
        learn(wireBytes, rows, 0);
    }

    /**
     * Learns from a reply.
     *
     * @param wireBytes of its text, escapes included
     * @param spread how much longer its longest row was than its rows on average
     */
    public synchronized void learn(long wireBytes, int rows, double spread) {
        if (rows > 0 && wireBytes > 0) {
            double mean = (double) wireBytes / rows;
            average = Math.max(mean, average * 0.9);
            longest = Math.max(longest, mean + spread);
            unexplained = longest >= culprit ? 0 : Math.max(0, unexplained - rows);
            atMost = rows < atMost || unexplained > 0 ? atMost : Math.min(most, 2 * atMost);
        }
    }

    /**
     * A reply with this limit did not come: longer rows than those seen are ahead. The next replies are small until such a row was seen, or
     * that many rows have passed; and those after them at most twice as large, and so on.
     */
    public synchronized void hit(int limit) {
        wasHit = true;
        atMost = SURE;
        unexplained = limit;
        culprit = (double) BYTES / Math.max(1, limit);
    }

    /** Bytes that a text takes inside JSON inside a JSON string. */
    public static int wireLength(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                bytes += 7;
            } else if (c == '"' || c == '\\') {
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }
}
