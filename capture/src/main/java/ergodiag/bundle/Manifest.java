package ergodiag.bundle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The head of a bundle, {@code manifest.json}.
 *
 * @param format {@code ergodiag.bundle/1}
 * @param toolName program that wrote it
 * @param toolVersion its version
 * @param started beginning of the capture, our clock, UTC
 * @param finished its end; empty in a bundle that was never closed
 * @param complete whether the capture ran to its end
 * @param profile quick, standard, deep or complete
 * @param window the time over which readings were repeated
 * @param entryUrl the endpoint that was asked, without credentials
 * @param entryNode the node behind it; "" if it never said
 * @param command the command line, without secrets
 * @param ticket as given by the user
 * @param note as given by the user
 * @param nodes every node that was heard of
 * @param redaction what was taken out
 * @param calls how the calls went
 */
public record Manifest(
        String format,
        String toolName,
        String toolVersion,
        Instant started,
        Optional<Instant> finished,
        boolean complete,
        String profile,
        Duration window,
        String entryUrl,
        String entryNode,
        String command,
        Optional<String> ticket,
        Optional<String> note,
        List<NodeEntry> nodes,
        RedactionSummary redaction,
        CallCounts calls) {

    /** The format this version writes. */
    public static final String FORMAT = "ergodiag.bundle/1";

    /** How much of a node is in the bundle. */
    public enum State {
        CAPTURED,
        PARTIAL,
        SILENT
    }

    /**
     * A node that was heard of.
     *
     * @param name node name
     * @param knownFrom who told us: cluster_nodes, registrar, peers, entry
     * @param state how much of it is in the bundle
     * @param clockOffset node clock minus our clock; empty where it could not be measured
     * @param clockUncertainty the offset is known to plus or minus this much
     */
    public record NodeEntry(
            String name,
            List<String> knownFrom,
            State state,
            Optional<Duration> clockOffset,
            Optional<Duration> clockUncertainty) {}

    /**
     * What redaction did.
     *
     * @param applied whether it ran at all
     * @param replaced number of values replaced
     * @param kinds names of the kinds of secrets found, and of what has pseudonyms, with their numbers
     * @param again of what bundle this is a copy with more taken out, when and by what; empty for the bundle of a capture
     */
    public record RedactionSummary(boolean applied, long replaced, List<String> kinds, Optional<String> again) {

        /** That of a capture. */
        public RedactionSummary(boolean applied, long replaced, List<String> kinds) {
            this(applied, replaced, kinds, Optional.empty());
        }
    }

    /** Numbers of calls by how they went. */
    public record CallCounts(long total, long ok, long failed, long skipped) {}
}
