package ergodiag.playbooks.memory;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.HeapRow;
import java.util.Comparator;
import java.util.Optional;

/**
 * The function whose memory in use grew most between the first and the last heap profile of a node.
 *
 * @param function its name
 * @param first bytes in use in the first profile; 0 when it was not there
 * @param last bytes in use in the last profile
 * @param whole bytes by which all functions together grew
 * @param inUse bytes of all functions in the last profile
 * @param before its line in the first profile, or the header where it was not there
 * @param now its line in the last profile
 * @param whence of a last profile that was taken along, when it was taken, as {@link Node#whence} says it; "" for others
 */
public record HeapGrowth(
        String function, long first, long last, long whole, long inUse, Evidence before, Evidence now, String whence) {

    /** The function that grew most; the largest when none grew; empty without a profile that names one. */
    public static Optional<HeapGrowth> of(Node node) {
        if (node.heapProfiles().isEmpty()) {
            return Optional.empty();
        }
        HeapProfile first = node.heapProfiles().readings().get(0).it();
        HeapProfile last = node.heapProfiles()
                .readings()
                .get(node.heapProfiles().size() - 1)
                .it();
        return last.rows().stream()
                .filter(row -> !row.function().startsWith("ergo.services/application/mcp"))
                .map(row -> growth(node, first, last, row))
                .max(Comparator.comparingLong(HeapGrowth::grown)
                        .thenComparingLong(HeapGrowth::last)
                        .thenComparing(HeapGrowth::function));
    }

    public long grown() {
        return last - first;
    }

    /** Whether it accounts for most of what all functions grew by. */
    public boolean isMostOfIt() {
        return grown() > 0 && 2 * grown() >= whole;
    }

    private static Evidence inUse(HeapRow row) {
        return row.at().field("InuseBytes", row.inUse().count());
    }

    private static HeapGrowth growth(Node node, HeapProfile first, HeapProfile last, HeapRow row) {
        Optional<HeapRow> before = first.rows().stream()
                .filter(old -> old.function().equals(row.function()))
                .findFirst();
        return new HeapGrowth(
                row.function(),
                before.map(old -> old.inUse().count()).orElse(0L),
                row.inUse().count(),
                last.inUse().count() - first.inUse().count(),
                last.inUse().count(),
                before.map(HeapGrowth::inUse)
                        .orElseGet(() -> first.at().line() > 0
                                ? first.at().value(0)
                                : first.at().field("TotalInuse", first.inUse().count())),
                inUse(row),
                node.whence(node.heapProfiles().last().orElseThrow()));
    }
}
