package ergodiag.bundle;

import ergodiag.bundle.Manifest.CallCounts;
import ergodiag.bundle.Manifest.Endpoint;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.Program;
import ergodiag.bundle.Manifest.Reached;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Manifest.Run;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The manifest of a bundle whose capture did not write its last one, from what the ledger knows. */
final class Unfinished {
    private Unfinished() {}

    /** What can be said of a bundle whose capture never wrote a manifest. */
    static Manifest manifest(List<Call> calls) {
        Instant started =
                calls.stream().map(Call::started).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Optional<Instant> finished = calls.stream().map(Call::ended).max(Comparator.naturalOrder());
        return new Manifest(
                Manifest.FORMAT,
                new Program("", ""),
                new Run(
                        started,
                        finished,
                        false,
                        "",
                        window(started, finished.orElse(started)),
                        new Endpoint("", ""),
                        Labels.of(""),
                        Reached.UNSAID),
                nodes(calls),
                RedactionSummary.of(0, List.of()),
                CallCounts.of(calls),
                Own.UNKNOWN,
                Optional.empty(),
                List.of());
    }

    /** A draft that a capture left, completed from its ledger. */
    static Manifest manifest(Manifest draft, List<Call> calls) {
        List<NodeEntry> nodes = new ArrayList<>(draft.nodes());
        nodes(calls).stream()
                .filter(node ->
                        draft.nodes().stream().noneMatch(known -> known.name().equals(node.name())))
                .forEach(nodes::add);
        Run run = draft.capture();
        Instant finished =
                calls.stream().map(Call::ended).max(Comparator.naturalOrder()).orElse(run.started());
        Duration lasted = window(run.started(), finished);
        return new Manifest(
                draft.format(),
                draft.tool(),
                new Run(
                        run.started(),
                        Optional.of(finished),
                        false,
                        run.profile(),
                        run.window().compareTo(lasted) < 0 || lasted.isNegative() ? run.window() : lasted,
                        run.entry(),
                        run.labels(),
                        run.reached()),
                nodes,
                draft.redaction(),
                CallCounts.of(calls),
                draft.own(),
                draft.load(),
                draft.custody());
    }

    /** As exact as a manifest says it. */
    private static Duration window(Instant started, Instant finished) {
        return Duration.between(started, finished).truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<NodeEntry> nodes(List<Call> calls) {
        TreeSet<String> names = new TreeSet<>();
        calls.stream().map(Call::node).filter(node -> !node.isEmpty()).forEach(names::add);
        return names.stream()
                .map(name -> new NodeEntry(name, List.of("ledger"), State.PARTIAL, Optional.empty(), Optional.empty()))
                .toList();
    }
}
