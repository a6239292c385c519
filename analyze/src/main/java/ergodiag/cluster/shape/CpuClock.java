package ergodiag.cluster.shape;

import ergodiag.bundle.Gap;
import ergodiag.bundle.Reading;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the CPU time of a node. The framework seen counts whole seconds twice: v = 2 x seconds + fraction (ERGO.md 5). As long as every
 * whole-second part seen on a node is even, the value is decoded (whole seconds halved); one odd value proves a mended version.
 */
public final class CpuClock {
    /** With fewer values whose whole seconds are not zero, even numbers may be chance. */
    private static final int ENOUGH = 4;

    private CpuClock() {}

    /** CPU time used (user and system) at each reading of a node, decoded; a gap where it cannot be told which version it is. */
    public static Reading<Series<Duration>> used(Node node) {
        return used(node, Ticks.of(List.of(node)), ENOUGH);
    }

    /**
     * The same for a picture: told from all these nodes, and twice counted seconds are taken for likely until an odd one is seen. A
     * node that has used a second or two in all says too little by itself, and would have no line.
     */
    public static Function<Node, Reading<Series<Duration>>> likely(Collection<Node> peers) {
        Ticks ticks = Ticks.of(peers);
        return node -> used(node, ticks, 0);
    }

    /** Seconds of CPU time: readings of more than none, and those of an odd number. */
    private record Ticks(int seen, int odd) {
        static Ticks of(Collection<Node> peers) {
            int odd = 0;
            int seen = 0;
            for (Node peer : peers) {
                for (Timed<NodeInfo> info : peer.infos().readings()) {
                    for (Reading<Duration> time :
                            List.of(info.it().userTime(), info.it().systemTime())) {
                        long seconds = time.orElse(Duration.ZERO).toSeconds();
                        seen += seconds > 0 ? 1 : 0;
                        odd += seconds % 2 != 0 ? 1 : 0;
                    }
                }
            }
            return new Ticks(seen, odd);
        }
    }

    private static Reading<Series<Duration>> used(Node node, Ticks ticks, int enough) {
        boolean told = node.infos().readings().stream()
                .allMatch(info ->
                        info.it().userTime().isKnown() && info.it().systemTime().isKnown());
        if (node.infos().isEmpty() || !told || (ticks.odd() == 0 && ticks.seen() < enough)) {
            return Reading.missing(new Gap(
                    "too few readings of the CPU time of " + node.name() + " to tell how it counts",
                    node.name(),
                    Tool.NODE_INFO.toolName(),
                    "ergodiag capture --window 60"));
        }
        boolean doubled = ticks.odd() == 0;
        return Reading.known(
                node.infos().map(info -> decode(info.userTime(), doubled).plus(decode(info.systemTime(), doubled))),
                node.infos().readings().get(0).it().at());
    }

    private static Duration decode(Reading<Duration> told, boolean doubled) {
        Duration time = told.orElse(Duration.ZERO);
        return doubled ? Duration.ofSeconds(time.toSeconds() / 2).plusNanos(time.toNanosPart()) : time;
    }
}
