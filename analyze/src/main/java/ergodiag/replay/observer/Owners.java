package ergodiag.replay.observer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The readings that are kept alive: each is new every second, until nobody has read it for half a minute (ERGO33.md 4, 7). */
final class Owners {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Map<String, Owner> alive = new HashMap<>();
    private long begun;

    /**
     * A reading.
     *
     * @param born when it was asked for first
     * @param read when last
     * @param epoch what its cursors begin with
     */
    record Owner(Instant born, Instant read, String epoch) {
        /** The whole seconds of its life. */
        long ticks(Instant now) {
            return Duration.between(born, now).toSeconds();
        }

        /** When it was made anew last. */
        Instant tick(Instant now) {
            return born.plusSeconds(ticks(now));
        }

        /** Its cursor behind a number. */
        String cursor(long number) {
            return epoch + "." + number;
        }

        /** The number in a cursor; empty for one of another reading, or none. */
        OptionalLong from(String cursor) {
            String begin = epoch + ".";
            String number = cursor.startsWith(begin) ? cursor.substring(begin.length()) : "";
            return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
        }
    }

    /** The reading of that uri, begun now where there is none. @param creation of the node on which it lives */
    Owner of(String uri, Instant now, long creation) {
        alive.values().removeIf(owner -> Duration.between(owner.read(), now).compareTo(IDLE) > 0);
        Owner known = alive.get(uri);
        Owner owner = known == null
                ? new Owner(now, now, creation + "-" + ++begun)
                : new Owner(known.born(), now, known.epoch());
        alive.put(uri, owner);
        return owner;
    }
}
