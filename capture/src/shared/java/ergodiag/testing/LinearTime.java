package ergodiag.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import tools.jackson.databind.json.JsonMapper;

/** That a text four times as long takes four times as long, and not sixteen times, as where every character is compared with every other. */
public final class LinearTime {
    /** Of the shorter of two texts that are compared. */
    private static final int SHORT = 5_000;

    private static final int LONGER = 4;
    private static final double MOST_LONGER_TIME = 10;

    /** Below, the clock and the compiler say more than the text. */
    private static final double MILLIS_THAT_TELL = 400;

    private static final int TRIES = 4;

    private LinearTime() {}

    /** What is done with a text. */
    public interface Work {
        void with(String text) throws IOException;
    }

    /**
     * Measures it for a piece of text over and over.
     *
     * @param begin what stands before
     * @throws AssertionError when time grows faster than the text
     */
    public static void check(String begin, String unit, Work work) throws IOException {
        if (unit.isEmpty()) {
            return;
        }
        String text = begin + unit.repeat(SHORT / unit.length() + 1);
        String longer = begin + unit.repeat(LONGER * SHORT / unit.length() + 1);
        for (int tries = 0; tries < TRIES; tries++) {
            double one = millis(text, work);
            double other = millis(longer, work);
            if (other < MILLIS_THAT_TELL || other < MOST_LONGER_TIME * one) {
                return;
            }
        }
        throw new AssertionError("Time does not grow with the length for " + shown(begin) + ", then again and again "
                + shown(unit) + ": " + millis(text, work) + " ms for " + text.length() + " characters, "
                + millis(longer, work) + " ms for " + longer.length());
    }

    /** Of this thread's work, which nobody else's lengthens. */
    private static double millis(String text, Work work) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.with(text);
        return (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }

    private static String shown(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
