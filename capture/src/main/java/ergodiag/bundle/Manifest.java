package ergodiag.bundle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
 * @param labels why, how and by whom it was made
 * @param nodes every node that was heard of
 * @param redaction what was taken out
 * @param calls how the calls went
 * @param reached the endpoints that were named, and of which nodes it was to be asked
 * @param own what the capture itself did to the cluster
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
        Labels labels,
        List<NodeEntry> nodes,
        RedactionSummary redaction,
        CallCounts calls,
        Reached reached,
        Own own) {

    /** A head that says nothing of how the cluster was approached, nor of what we did to it. */
    public Manifest(
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
        this(
                format,
                toolName,
                toolVersion,
                started,
                finished,
                complete,
                profile,
                window,
                entryUrl,
                entryNode,
                new Labels(command, Optional.empty(), ticket, note),
                nodes,
                redaction,
                calls,
                Reached.UNSAID,
                Own.UNKNOWN);
    }

    /** The format this version writes. */
    public static final String FORMAT = "ergodiag.bundle/1";

    /** A clock further off than this is none: Go's time that was never set is two thousand years off. */
    public static final Duration WRONGEST_CLOCK = Duration.ofDays(100 * 366L);

    /** How much of a node is in the bundle. */
    public enum State {
        CAPTURED,
        PARTIAL,
        SILENT,
        /** The user left it out: nothing is known of it, and nothing may be concluded. */
        EXCLUDED
    }

    /**
     * How the cluster was approached.
     *
     * @param entries every endpoint that was named, in the order of the command line
     * @param only names and patterns of the only nodes to be asked; empty for all
     * @param without names and patterns of nodes not to be asked
     * @param unmatched those of both that fit no node of the cluster
     */
    public record Reached(List<EntryPoint> entries, List<String> only, List<String> without, List<String> unmatched) {
        /** Nothing is said of it. */
        public static final Reached UNSAID = new Reached(List.of(), List.of(), List.of(), List.of());

        /** The same with every text and every name of a node changed. */
        public Reached changed(UnaryOperator<String> text, UnaryOperator<String> node) {
            List<EntryPoint> points = entries.stream()
                    .map(entry -> new EntryPoint(
                            text.apply(entry.url()), node.apply(entry.node()), entry.state(), text.apply(entry.said())))
                    .toList();
            UnaryOperator<String> both = name -> text.apply(node.apply(name));
            return new Reached(
                    points,
                    only.stream().map(both).toList(),
                    without.stream().map(both).toList(),
                    unmatched.stream().map(both).toList());
        }
    }

    /**
     * An endpoint that was named.
     *
     * @param url its address, without credentials
     * @param node the node behind it; "" if it never said
     * @param state {@code used}, {@code doubled} (another endpoint leads to the same node) or {@code failed}
     * @param said why it is not used; "" otherwise
     */
    public record EntryPoint(String url, String node, String state, String said) {}

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

    /**
     * Numbers of calls by how they went.
     *
     * @param load what they cost the cluster; empty where that was not measured
     */
    public record CallCounts(long total, long ok, long failed, long skipped, Optional<Load> load) {

        public CallCounts(long total, long ok, long failed, long skipped) {
            this(total, ok, failed, skipped, Optional.empty());
        }

        public CallCounts with(Optional<Load> measured) {
            return new CallCounts(total, ok, failed, skipped, measured);
        }
    }
}
