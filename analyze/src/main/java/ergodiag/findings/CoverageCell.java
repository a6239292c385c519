package ergodiag.findings;

/**
 * A cell of the coverage matrix: what of a node's data is in the bundle.
 *
 * @param node node name; "" for the cluster
 * @param tool tool name
 * @param state full, partial, missing or not_asked
 * @param detail one short sentence: readings, rows, why missing
 */
public record CoverageCell(String node, String tool, String state, String detail) {}
