package ergodiag.capture.plan;

/**
 * How large a node is, as the first look found it.
 *
 * @param answers whether it answered at all
 * @param processes how many it runs
 * @param events how many are registered
 * @param goroutines how many it has
 * @param bytesPerProcess of its process list, about
 * @param bytesPerEvent of its event list, about
 * @param seconds how long a small question takes
 */
public record NodeSize(
        boolean answers,
        long processes,
        long events,
        long goroutines,
        long bytesPerProcess,
        long bytesPerEvent,
        double seconds) {
    static final long PROCESS = 520;
    static final long EVENT = 400;
}
