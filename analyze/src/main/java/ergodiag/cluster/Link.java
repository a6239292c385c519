package ergodiag.cluster;

import ergodiag.ergo.RemoteNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection in one direction: what {@code from} says it sent to {@code to}, and what {@code to} says it received.
 *
 * @param from the sending end
 * @param to the receiving end
 * @param sender readings of the sending node about its peer; empty when it was not asked or does not list it
 * @param receiver readings of the receiving node about its peer
 */
public record Link(String from, String to, Series<RemoteNode> sender, Series<RemoteNode> receiver) {

    /** Messages that were sent and have not arrived, at each reading of the receiving node that lies between two of the sending one. */
    public Series<Double> missing() {
        List<Timed<Double>> missing = new ArrayList<>();
        List<Timed<RemoteNode>> sent = sender.readings();
        int next = 1;
        for (Timed<RemoteNode> received : receiver.readings()) {
            while (next < sent.size() && sent.get(next).at().isBefore(received.at())) {
                next++;
            }
            if (next < sent.size() && !sent.get(next - 1).at().isAfter(received.at())) {
                double arrived = received.it().messagesIn().value();
                missing.add(new Timed<>(
                        received.at(),
                        received.call(),
                        sentBy(sent.get(next - 1), sent.get(next), received) - arrived));
            }
        }
        return new Series<>(missing);
    }

    /** As if it had sent evenly between its two readings. */
    private static double sentBy(Timed<RemoteNode> before, Timed<RemoteNode> after, Timed<?> moment) {
        double share = moment.secondsSince(before) / Math.max(1e-9, after.secondsSince(before));
        return before.it().messagesOut().value()
                + share * after.it().messagesOut().since(before.it().messagesOut());
    }
}
