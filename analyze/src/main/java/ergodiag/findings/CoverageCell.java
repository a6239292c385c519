package ergodiag.findings;

/**
 * A cell of the coverage matrix: what of a node's data is in the bundle.
 *
 * @param node node name; "" for the cluster
 * @param tool tool name, as it was asked; several with commas between where it was asked through both kinds of endpoint
 * @param state how much of what was asked is there
 * @param detail one short sentence: readings, rows, why missing
 */
public record CoverageCell(String node, String tool, State state, String detail) {
    /** How much of what was asked is there. */
    public enum State implements Worded {
        FULL,
        PARTIAL,
        MISSING,
        NOT_ASKED
    }
}
