package ergodiag.cluster.stacks;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Node;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.HeapRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The function of a node that allocates most, by the second column of its heap profiles: what was allocated between the first and the last of
 * them, or since the start of the node where there is only one. Code of the application comes before what it calls in libraries, if it is a
 * good part of all.
 *
 * @param function its name
 * @param bytes what it allocated
 * @param share of all that was allocated, 0 to 1
 * @param evidence its lines
 * @param whence of a last profile that was taken along, when it was taken, as {@link Node#whence} says it; "" for others
 */
public record Allocator(String function, double bytes, double share, List<Evidence> evidence, String whence) {
    /** Less of all is not what the node allocates for. */
    private static final double GOOD_PART = 0.25;

    private static final String OURS = "ergo.services/application/mcp";

    private record Grown(HeapRow row, double bytes) {}

    /** Empty where no profile tells of anything allocated, or no function allocates a good part of it. */
    public static Optional<Allocator> of(Node node) {
        List<HeapProfile> profiles = node.heapProfiles().readings().stream()
                .map(profile -> profile.it())
                .toList();
        if (profiles.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> before = profiles.size() < 2
                ? Map.of()
                : profiles.get(0).rows().stream()
                        .collect(Collectors.toMap(
                                HeapRow::function, row -> row.allocated().count(), Long::sum));
        List<Grown> grown = profiles.get(profiles.size() - 1).rows().stream()
                .map(row ->
                        new Grown(row, Math.max(0, row.allocated().count() - before.getOrDefault(row.function(), 0L))))
                .toList();
        double whole = grown.stream().mapToDouble(Grown::bytes).sum();
        return most(grown, whole, true).or(() -> most(grown, whole, false)).map(it -> {
            HeapRow row = it.row();
            return new Allocator(
                    row.function(),
                    it.bytes(),
                    it.bytes() / whole,
                    List.of(row.at().field("AllocBytes", row.allocated().count())),
                    node.whence(node.heapProfiles().last().orElseThrow()));
        });
    }

    private static Optional<Grown> most(List<Grown> grown, double whole, boolean application) {
        return grown.stream()
                .filter(it -> !it.row().function().startsWith(OURS)
                        && (!application || TopFrame.isApplication(it.row().function())))
                .filter(it -> whole > 0 && it.bytes() >= GOOD_PART * whole)
                .max(java.util.Comparator.comparingDouble(Grown::bytes)
                        .thenComparing(it -> it.row().function()));
    }
}
