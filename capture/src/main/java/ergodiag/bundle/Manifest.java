package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The head of a bundle: {@code manifest.json}, field by field.
 *
 * <p>Longer than others because every record of the head stands here, each a few lines with what its fields mean.
 *
 * @param format {@code ergodiag.bundle/1}
 * @param tool the program that wrote it
 * @param capture when and how it was made
 * @param nodes every node that was heard of
 * @param redaction what was taken out
 * @param calls how the calls went
 * @param own what the capture itself did to the cluster
 * @param load what it cost the cluster; empty where that was not measured
 * @param custody what was done to make it what it is, the first first; empty in bundles of earlier versions, and until it is closed
 */
public record Manifest(
        String format,
        Program tool,
        Run capture,
        List<NodeEntry> nodes,
        RedactionSummary redaction,
        CallCounts calls,
        Own own,
        Optional<Load> load,
        @JsonInclude(Include.NON_EMPTY) List<CustodyEntry> custody) {

    /** The format this version writes. */
    public static final String FORMAT = "ergodiag.bundle/1";

    /** A clock further off than this is none: Go's time that was never set is two thousand years off. */
    public static final Duration WRONGEST_CLOCK = Duration.ofDays(100 * 366L);

    /** Of a longer log the end is read: nobody does so much with a bundle. */
    private static final int MOST_CUSTODY = 1000;

    public Manifest {
        nodes = List.copyOf(nodes);
        custody = List.copyOf(custody.subList(Math.max(0, custody.size() - MOST_CUSTODY), custody.size()));
    }

    /** The same with one thing more that was done to it. Of a bundle that has no log it begins with what is known: its capture. */
    public Manifest after(CustodyEntry entry) {
        List<CustodyEntry> log = new ArrayList<>(custody);
        if (log.isEmpty() && !entry.did().equals(CustodyEntry.Did.CAPTURED.word())) {
            log.add(new CustodyEntry(
                    CustodyEntry.Did.CAPTURED.word(),
                    capture.finished().orElse(capture.started()),
                    tool.version(),
                    Optional.empty(),
                    capture.labels().text(Labels.Label.BY)));
        }
        log.add(entry);
        return new Manifest(format, tool, capture, nodes, redaction, calls, own, load, log);
    }

    /** The same with another account of what was taken out. */
    public Manifest redacted(RedactionSummary other) {
        return new Manifest(format, tool, capture, nodes, other, calls, own, load, custody);
    }

    /** The same with every text in other words; names of nodes stay. */
    public Manifest reworded(UnaryOperator<String> text) {
        return new Manifest(
                format,
                tool,
                capture.changed(text, node -> node),
                nodes,
                redaction,
                calls,
                own.renamed(node -> node, text),
                load,
                custody(text));
    }

    /** What was done to it, with every text that a person wrote changed. */
    public List<CustodyEntry> custody(UnaryOperator<String> text) {
        return custody.stream().map(entry -> entry.changed(text)).toList();
    }

    /** A program and its version. */
    public record Program(String name, String version) {}

    /**
     * One run of the capture.
     *
     * @param started its beginning, our clock, UTC
     * @param finished its end; empty in a bundle that was never closed
     * @param complete whether it ran to its end
     * @param profile quick, standard, deep or complete
     * @param window the time over which readings were repeated
     * @param entry the endpoint that was asked
     * @param labels why, how and by whom it was made
     * @param reached the endpoints that were named, and of which nodes it was to be asked
     */
    public record Run(
            Instant started,
            @JsonInclude(Include.ALWAYS) Optional<Instant> finished,
            boolean complete,
            String profile,
            @JsonProperty("window_seconds") Duration window,
            Endpoint entry,
            @JsonUnwrapped Labels labels,
            @JsonUnwrapped Reached reached) {

        /** The same with every text and every name of a node changed. */
        public Run changed(UnaryOperator<String> text, UnaryOperator<String> node) {
            return new Run(
                    started,
                    finished,
                    complete,
                    profile,
                    window,
                    new Endpoint(text.apply(entry.url()), node.apply(entry.node())),
                    labels.changed(text),
                    reached.changed(text, node));
        }
    }

    /**
     * An endpoint.
     *
     * @param url its address, without credentials
     * @param node the node behind it; "" if it never said
     */
    public record Endpoint(String url, String node) {}

    /** How much of a node is in the bundle. */
    public enum State {
        CAPTURED,
        PARTIAL,
        SILENT,
        /** The user left it out, or the endpoint hides it: nothing is known of it, and nothing may be concluded. */
        EXCLUDED;

        /** Its word in the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How the cluster was approached.
     *
     * @param entries every endpoint that was named, in the order of the command line
     * @param only names and patterns of the only nodes to be asked; empty for all
     * @param without names and patterns of nodes not to be asked
     * @param unmatched those of both that fit no node of the cluster
     * @param beyond how many nodes more were named than may be asked, at least; empty when none was: nothing is known of them
     */
    public record Reached(
            List<EntryPoint> entries,
            @JsonProperty("nodes_only") List<String> only,
            @JsonProperty("nodes_excluded") List<String> without,
            @JsonProperty("nodes_unmatched") List<String> unmatched,
            @JsonProperty("nodes_beyond") OptionalLong beyond) {
        /** Nothing is said of it. */
        public static final Reached UNSAID =
                new Reached(List.of(), List.of(), List.of(), List.of(), OptionalLong.empty());

        public Reached {
            entries = List.copyOf(entries);
            only = List.copyOf(only);
            without = List.copyOf(without);
            unmatched = List.copyOf(unmatched);
        }

        Reached changed(UnaryOperator<String> text, UnaryOperator<String> node) {
            List<EntryPoint> points = entries.stream()
                    .map(entry -> new EntryPoint(
                            text.apply(entry.url()),
                            node.apply(entry.node()),
                            entry.dialect(),
                            entry.state(),
                            text.apply(entry.said())))
                    .toList();
            UnaryOperator<String> both = name -> text.apply(node.apply(name));
            return new Reached(
                    points,
                    only.stream().map(both).toList(),
                    without.stream().map(both).toList(),
                    unmatched.stream().map(both).toList(),
                    beyond);
        }
    }

    /**
     * An endpoint that was named.
     *
     * @param url its address, without credentials
     * @param node the node behind it; "" if it never said
     * @param dialect what kind of endpoint it is; empty where that was not seen
     * @param state {@code used}, {@code doubled} (another endpoint leads to the same node) or {@code failed}
     * @param said why it is not used; "" otherwise
     */
    public record EntryPoint(String url, String node, Optional<Dialect> dialect, String state, String said) {}

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
            @JsonProperty("clock_offset_ms") Optional<Duration> clockOffset,
            @JsonProperty("clock_uncertainty_ms") Optional<Duration> clockUncertainty) {}

    /**
     * What redaction did.
     *
     * @param applied whether it ran at all
     * @param replaced number of values replaced
     * @param kinds names of the kinds of secrets found, and of what has pseudonyms, with their numbers
     * @param again what earlier versions said of copies, where the custody log says it now; kept where it is there
     * @param namesKept how many names of nodes, processes, applications and events equal a secret, and stay; empty when none does
     * @param leftOut how many files were left out that could not be cleaned or looked through in the end; empty when none was
     */
    public record RedactionSummary(
            boolean applied,
            long replaced,
            List<String> kinds,
            Optional<String> again,
            OptionalLong namesKept,
            OptionalLong leftOut) {

        /** Of a capture in which nothing stays that had to go. */
        public static RedactionSummary of(long replaced, List<String> kinds) {
            return new RedactionSummary(
                    true, replaced, kinds, Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
        }

        /** The same with other kinds. */
        public RedactionSummary kinds(List<String> others) {
            return new RedactionSummary(applied, replaced, List.copyOf(others), again, namesKept, leftOut);
        }

        /** The same of a copy of a bundle that says this of itself. */
        public RedactionSummary again(Optional<String> before) {
            return new RedactionSummary(applied, replaced, kinds, before, namesKept, leftOut);
        }

        /** The same with files that were left out, when there are some. */
        public RedactionSummary without(long files) {
            OptionalLong all = files == 0 ? leftOut : OptionalLong.of(leftOut.orElse(0) + files);
            return new RedactionSummary(applied, replaced, kinds, again, namesKept, all);
        }

        /** The same with names that stay although they equal a secret, when there are some. */
        public RedactionSummary keeping(long names) {
            OptionalLong all = names == 0 ? namesKept : OptionalLong.of(names);
            return new RedactionSummary(applied, replaced, kinds, again, all, leftOut);
        }
    }

    /** Numbers of calls by how they went. */
    public record CallCounts(long total, long ok, long failed, long skipped) {

        static CallCounts of(List<Call> calls) {
            long ok = calls.stream().filter(call -> call.outcome().answered()).count();
            long skipped = calls.stream()
                    .filter(call -> call.outcome() == Outcome.SKIPPED)
                    .count();
            return new CallCounts(calls.size(), ok, calls.size() - ok - skipped, skipped);
        }
    }
}
