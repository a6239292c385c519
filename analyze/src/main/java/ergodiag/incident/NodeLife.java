package ergodiag.incident;

import ergodiag.findings.Findings.NodeSummary;
import java.util.List;
import java.util.Optional;

/**
 * A node over all captures.
 *
 * @param name its name
 * @param seen what each capture has of it, in their order; empty where that does not know of it
 */
public record NodeLife(String name, List<Optional<NodeSummary>> seen) {
    public NodeLife {
        seen = List.copyOf(seen);
    }

    /** Whether some capture knows it and another does not. */
    public boolean cameOrWent() {
        return seen.stream().anyMatch(Optional::isEmpty);
    }
}
