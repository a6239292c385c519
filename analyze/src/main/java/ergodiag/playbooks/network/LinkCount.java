package ergodiag.playbooks.network;

import ergodiag.cluster.Link;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one end of a link sent and the other received, so counted that messages on their way cannot look like lost ones: the sender is read
 * after the receiver at the beginning and before it at the end (or at the end only, for the whole life of the connection). What was sent
 * then and not received is a lower bound of what was lost.
 *
 * <p>With two readings of each end, taken at about the same moments, none need interleave so. They are compared all the same when the time by
 * which they overlap is short beside the window, and what may have been sent in that time is left out of what was lost.
 *
 * @param senderFirst the sender at the beginning; empty for the life of the connection
 * @param receiverFirst the receiver at the beginning, not later; empty for the life of the connection
 * @param senderLast the sender at the end
 * @param receiverLast the receiver at the end, not earlier
 * @param overlap by how much the sender may have been read too late at the end, and too early at the beginning; zero where readings interleave
 */
public record LinkCount(
        Optional<Timed<RemoteNode>> senderFirst,
        Optional<Timed<RemoteNode>> receiverFirst,
        Timed<RemoteNode> senderLast,
        Timed<RemoteNode> receiverLast,
        Duration overlap) {
    /** The window is at least so many times longer than what readings that do not interleave may overlap. */
    private static final int LONGER = 100;

    /** Counts over the window are differences: the ends need only mean the same connection, told by readings that may be some seconds old. */
    private static final Duration SAME_ORIGIN = Duration.ofSeconds(15);

    /** Counts since the beginning need the very same beginning; both ends count whole seconds. */
    private static final Duration SURELY_SAME_ORIGIN = Duration.ofMillis(2500);

    private static final long TRUNCATION = 1;

    /** Counts over the window; empty when the connection changed, the ends disagree about its age, or too few readings interleave. */
    public static Optional<LinkCount> overWindow(Link link) {
        List<Timed<RemoteNode>> sent = sameConnection(link.sender());
        List<Timed<RemoteNode>> received = sameConnection(link.receiver());
        if (sent.isEmpty() || received.isEmpty() || !sameOrigin(sent, received, SAME_ORIGIN)) {
            return Optional.empty();
        }
        Timed<RemoteNode> receiverFirst = received.get(0);
        Timed<RemoteNode> receiverLast = received.get(received.size() - 1);
        Optional<Timed<RemoteNode>> senderFirst =
                sent.stream().filter(it -> isNotBefore(it, receiverFirst)).findFirst();
        Optional<Timed<RemoteNode>> senderLast =
                sent.stream().filter(it -> isNotBefore(receiverLast, it)).reduce((one, other) -> other);
        return senderFirst.isPresent()
                        && senderLast.isPresent()
                        && senderLast.get().at().isAfter(senderFirst.get().at())
                ? Optional.of(new LinkCount(
                        senderFirst, Optional.of(receiverFirst), senderLast.get(), receiverLast, Duration.ZERO))
                : overlapping(sent, received);
    }

    /** Counts between the first and the last readings of both ends, which do not interleave; empty when they overlap for long. */
    private static Optional<LinkCount> overlapping(List<Timed<RemoteNode>> sent, List<Timed<RemoteNode>> received) {
        Timed<RemoteNode> senderFirst = sent.get(0);
        Timed<RemoteNode> senderLast = sent.get(sent.size() - 1);
        Timed<RemoteNode> receiverFirst = received.get(0);
        Timed<RemoteNode> receiverLast = received.get(received.size() - 1);
        Duration overlap = by(receiverFirst, senderFirst).plus(by(senderLast, receiverLast));
        Duration window = Duration.between(senderFirst.at(), senderLast.at());
        return overlap.multipliedBy(LONGER).compareTo(window) < 0
                ? Optional.of(new LinkCount(
                        Optional.of(senderFirst), Optional.of(receiverFirst), senderLast, receiverLast, overlap))
                : Optional.empty();
    }

    /** By how much one reading may have been taken after another, by our clock or by their ages; zero when it surely was not. */
    private static Duration by(Timed<RemoteNode> one, Timed<RemoteNode> other) {
        Duration later = Duration.between(other.call().started(), one.call().ended());
        Duration older = one.it().connectionUptime().minus(other.it().connectionUptime());
        Duration most = older.toSeconds() > TRUNCATION && older.compareTo(later) > 0 ? older : later;
        return most.isNegative() ? Duration.ZERO : most;
    }

    /** Counts since the connection was made; only where both ends surely count from the same moment. */
    public static Optional<LinkCount> overLife(Link link) {
        List<Timed<RemoteNode>> sent = sameConnection(link.sender());
        List<Timed<RemoteNode>> received = sameConnection(link.receiver());
        if (sent.isEmpty() || received.isEmpty() || !sameOrigin(sent, received, SURELY_SAME_ORIGIN)) {
            return Optional.empty();
        }
        Timed<RemoteNode> receiverLast = received.get(received.size() - 1);
        return sent.stream()
                .filter(it -> isNotBefore(receiverLast, it))
                .reduce((one, other) -> other)
                .map(it -> new LinkCount(Optional.empty(), Optional.empty(), it, receiverLast, Duration.ZERO));
    }

    public double sent() {
        return senderLast
                .it()
                .messagesOut()
                .since(senderFirst.map(it -> it.it().messagesOut()).orElse(ergodiag.ergo.Counter.ZERO));
    }

    public double received() {
        return receiverLast
                .it()
                .messagesIn()
                .since(receiverFirst.map(it -> it.it().messagesIn()).orElse(ergodiag.ergo.Counter.ZERO));
    }

    /** At least so many messages were sent and never received; negative when more were received than sent between these readings. */
    public double lost() {
        return sent() - received() - Math.ceil(sentPerSecond() * overlap.toNanos() / 1e9);
    }

    /** Time over which it was counted. */
    public double seconds() {
        return senderFirst.map(senderLast::secondsSince).orElse((double)
                senderLast.it().connectionUptime().toSeconds());
    }

    public double sentPerSecond() {
        return seconds() > 0 ? sent() / seconds() : 0;
    }

    /** The newest readings of one and the same connection: its age and its counters only grow. */
    public static List<Timed<RemoteNode>> sameConnection(Series<RemoteNode> end) {
        List<Timed<RemoteNode>> all = end.readings();
        int from = all.size() - 1;
        while (from > 0 && isSame(all.get(from - 1), all.get(from))) {
            from--;
        }
        return all.isEmpty() ? all : all.subList(from, all.size());
    }

    private static boolean isSame(Timed<RemoteNode> earlier, Timed<RemoteNode> later) {
        Duration age = later.it().connectionUptime();
        return age.compareTo(earlier.it().connectionUptime()) >= 0
                && age.plusSeconds(TRUNCATION).toMillis() >= later.secondsSince(earlier) * 1000
                && later.it().messagesOut().compareTo(earlier.it().messagesOut()) >= 0
                && later.it().messagesIn().compareTo(earlier.it().messagesIn()) >= 0;
    }

    private static boolean sameOrigin(List<Timed<RemoteNode>> one, List<Timed<RemoteNode>> other, Duration tolerance) {
        return Duration.between(origin(one), origin(other)).abs().compareTo(tolerance) <= 0;
    }

    /** When the connection was made: the earliest that any reading says, as a late reading makes it only seem younger. */
    private static Instant origin(List<Timed<RemoteNode>> readings) {
        return readings.stream()
                .map(reading -> reading.at().minus(reading.it().connectionUptime()))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether one end was read when the connection was as old as at the other end's reading, or older: by its age, else by our clock. */
    private static boolean isNotBefore(Timed<RemoteNode> later, Timed<RemoteNode> earlier) {
        long older = later.it().connectionUptime().toSeconds()
                - earlier.it().connectionUptime().toSeconds();
        return older > TRUNCATION
                || (older >= -TRUNCATION
                        && !later.call().started().isBefore(earlier.call().ended()));
    }
}
