package ergodiag.ergo.pprof;

/**
 * What samples of allocations stand for: {@code scaleHeapSample} of Go. One of a size is taken with the probability 1 - e^(-size/rate), so
 * that small ones are far more than they look.
 *
 * @param rate bytes between two samples in the middle; 512 KiB where the program did not change it
 */
record HeapScale(long rate) {

    /** Bytes that so many sampled objects with so many bytes stand for. */
    long bytes(long objects, long sampled) {
        if (objects <= 0 || sampled <= 0 || rate <= 1) {
            return Math.max(0, sampled);
        }
        double size = (double) sampled / objects;
        return (long) (sampled / -Math.expm1(-size / rate));
    }

    /** As large as a number can be where it would be larger. */
    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
