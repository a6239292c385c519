package ergodiag.capture.suspects;

import static ergodiag.ergo.PlaybookName.NETWORK;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.Counter;
import ergodiag.ergo.RemoteNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What both ends said of every link, first and last, and which links deserve a closer look by the reasons of playbook 8. */
public final class LinkSuspects {
    private static final double FEW = 20;
    private static final double SHARE = 0.05;
    /** Seconds by which the readings of the two ends may be apart. */
    private static final double APART = 3;

    private static final double OF_A_LIFE = 0.02;
    private static final long SAME_START = 2;

    /** Bytes of an end with its names. */
    private static final long END = 400;

    private final Map<String, Map<String, Ends>> nodes = new TreeMap<>();
    private final long most = Runtime.getRuntime().maxMemory() / 6 / END;
    private long ends;

    /** One end, without the rest of what its node says, so that the links of a hundred nodes fit into memory. */
    private record End(
            long age, double sent, double received, double reconnections, double lostPayloads, boolean fewConnections) {
        static End of(RemoteNode said) {
            return new End(
                    said.connectionUptime().toSeconds(),
                    said.messagesOut().value(),
                    said.messagesIn().value(),
                    said.reconnections().value(),
                    said.fragmentTimeouts().value().map(Counter::value).orElse(0.0),
                    said.poolLength()
                            .value()
                            .map(length -> length < said.poolSize())
                            .orElse(false));
        }
    }

    private record Ends(End first, End last) {
        boolean made() {
            return last.age() < first.age();
        }
    }

    /** A link with the reason to look at it. */
    public record Bad(String from, String to, Purpose reason, int weight) {}

    /** What a node says of peers now. When there are more than fit into memory, whole nodes are left out, as half of one would look like a broken link. */
    public synchronized void seen(String node, List<RemoteNode> peers) {
        int before = nodes.getOrDefault(node, Map.of()).size();
        if (ends - before + peers.size() > most) {
            return;
        }
        Map<String, Ends> known = nodes.computeIfAbsent(node, any -> new TreeMap<>());
        for (RemoteNode said : peers) {
            End end = End.of(said);
            known.merge(said.peer(), new Ends(end, end), (then, now) -> new Ends(then.first(), now.last()));
        }
        ends += known.size() - before;
    }

    /** Each link once, worst first. */
    public synchronized List<Bad> bad(int most) {
        Map<String, Bad> worst = new TreeMap<>();
        nodes.forEach((node, peers) -> peers.forEach((peer, ends) -> {
            String link = node.compareTo(peer) < 0 ? node + " " + peer : peer + " " + node;
            reason(node, peer, ends)
                    .ifPresent(bad -> worst.merge(link, bad, (a, b) -> a.weight() >= b.weight() ? a : b));
        }));
        return new ArrayList<>(worst.values())
                .stream()
                        .sorted(Comparator.comparingInt(Bad::weight).reversed())
                        .limit(most)
                        .toList();
    }

    private Optional<Bad> reason(String node, String peer, Ends here) {
        Optional<Map<String, Ends>> other = Optional.ofNullable(nodes.get(peer));
        if (other.isPresent() && !other.get().containsKey(node)) {
            return Optional.of(new Bad(node, peer, Purpose.of("only one end knows of the connection", NETWORK), 100));
        }
        Optional<Ends> there = other.map(peers -> peers.get(node));
        if (there.isPresent() && losesNow(here, there.get())) {
            return Optional.of(
                    new Bad(node, peer, Purpose.of("what one end sends does not arrive at the other", NETWORK), 95));
        }
        if (here.made()) {
            return Optional.of(new Bad(node, peer, Purpose.of("the connection was made anew meanwhile", NETWORK), 85));
        }
        if (there.isPresent() && lost(here.last(), there.get().last())) {
            return Optional.of(
                    new Bad(node, peer, Purpose.of("what one end sent did not all arrive at the other", NETWORK), 80));
        }
        if (here.last().lostPayloads() > 0) {
            return Optional.of(new Bad(
                    node, peer, Purpose.of("payloads were dropped because a fragment did not come", NETWORK), 70));
        }
        if (here.last().reconnections() > 0) {
            return Optional.of(new Bad(node, peer, Purpose.of("connections were dialled again", NETWORK), 60));
        }
        return here.last().fewConnections()
                ? Optional.of(new Bad(node, peer, Purpose.of("fewer connections than there should be", NETWORK), 50))
                : Optional.empty();
    }

    private static boolean losesNow(Ends here, Ends there) {
        double sent = here.last().sent() - here.first().sent();
        double lost = sent - (there.last().received() - there.first().received());
        double perSecond = sent / Math.max(1, here.last().age() - here.first().age());
        boolean unlike = lost > FEW + perSecond * APART && lost > sent * SHARE;
        return !here.made() && !there.made() && unlike;
    }

    private static boolean lost(End here, End there) {
        double lost = here.sent() - there.received();
        return Math.abs(here.age() - there.age()) <= SAME_START && lost > 5 * FEW && lost > here.sent() * OF_A_LIFE;
    }
}
