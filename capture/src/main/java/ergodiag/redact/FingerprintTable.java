package ergodiag.redact;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers under fingerprints, sixteen bytes each and twice that of room: a hundred thousand secrets take a few megabytes, however long they are.
 * Nothing is forgotten. Safe for use by several threads; reading takes no lock.
 */
final class FingerprintTable {
    private static final int FIRST = 1 << 10;

    private volatile Slots slots = new Slots(FIRST);
    private int size;

    /** Open addressing: a key of 0 is a free place. */
    private static final class Slots {
        final AtomicLongArray keys;
        final AtomicLongArray values;
        final int mask;

        Slots(int length) {
            keys = new AtomicLongArray(length);
            values = new AtomicLongArray(length);
            mask = length - 1;
        }

        /** Where the key stands, or would. */
        int place(long key) {
            int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
            for (long there = keys.get(at); there != 0 && there != key; there = keys.get(at)) {
                at = (at + 1) & mask;
            }
            return at;
        }

        void set(long key, long value) {
            int at = place(key);
            values.set(at, value);
            keys.set(at, key);
        }
    }

    /** The number under a key; 0 when there is none. */
    long get(long key) {
        Slots now = slots;
        int at = now.place(key);
        return now.keys.get(at) == key ? now.values.get(at) : 0;
    }

    /**
     * Adds bits to the number under a key.
     *
     * @param key not 0
     * @return the number before
     */
    synchronized long add(long key, long bits) {
        long before = get(key);
        if (before == 0) {
            if (++size * 2 > slots.mask) {
                grow();
            }
        }
        slots.set(key, before | bits);
        return before;
    }

    private void grow() {
        Slots old = slots;
        Slots wider = new Slots((old.mask + 1) * 2);
        for (int i = 0; i <= old.mask; i++) {
            if (old.keys.get(i) != 0) {
                wider.set(old.keys.get(i), old.values.get(i));
            }
        }
        slots = wider;
    }
}
