package ergodiag.capture.plan;

import ergodiag.bundle.DataSize;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a capture would ask.
 *
 * @param sizes the nodes that would be asked, and how large each is
 * @param calls the questions
 * @param seconds how long it would take
 * @param intrusive what the cluster may feel, a sentence each
 * @param nobody why nobody answered; empty when an endpoint did
 */
public record Plan(
        Map<String, NodeSize> sizes,
        List<PlannedCall> calls,
        long seconds,
        List<String> intrusive,
        Optional<String> nobody) {
    /** A capture that brings more asks before. */
    public static final long LARGE = 200_000_000;

    private static final long MANY_PROCESSES = 100_000;
    private static final long MANY_GOROUTINES = 5_000;
    private static final double LARGE_AT_A_SECOND = 20e6;

    /** Looks at the plan before it is carried out. */
    public interface Approval {
        /** Everything is carried out. */
        Approval GIVEN = plan -> {};

        /** @throws ergodiag.bundle.UserError when it is not to be carried out */
        void check(Plan plan);
    }

    public static Plan of(Scope scope, Map<String, NodeSize> sizes, Estimate estimate) {
        List<PlannedCall> calls = new ArrayList<>();
        sizes.forEach((node, size) -> {
            if (size.answers()) {
                calls.addAll(estimate.of(node, size));
            }
        });
        double asking = calls.stream()
                        .mapToDouble(call -> call.times() * (call.seconds() + call.bytes() / LARGE_AT_A_SECOND))
                        .sum()
                / Estimate.AT_ONCE;
        long seconds = scope.window().isZero()
                ? Math.round(asking) + 1
                : scope.window().toSeconds() + 4;
        return new Plan(Map.copyOf(sizes), List.copyOf(calls), seconds, intrusive(scope, sizes), Optional.empty());
    }

    public static Plan nobody(String why) {
        return new Plan(Map.of(), List.of(), 0, List.of(), Optional.of(why));
    }

    private static List<String> intrusive(Scope scope, Map<String, NodeSize> sizes) {
        List<String> felt = new ArrayList<>();
        sizes.forEach((node, size) -> {
            if (size.processes() > MANY_PROCESSES && size.processes() <= scope.maxProcesses()) {
                felt.add(String.format(
                        Locale.ROOT, "%s lists all of its %,d processes at once", node, size.processes()));
            }
            if (scope.profile() == Profile.COMPLETE && size.goroutines() > MANY_GOROUTINES) {
                felt.add(String.format(
                        Locale.ROOT,
                        "%s stops for a dump of its %,d goroutines every few seconds",
                        node,
                        size.goroutines()));
            }
        });
        return felt.stream().sorted().toList();
    }

    /** The nodes that would be asked, by name. */
    public List<String> nodes() {
        return sizes.keySet().stream().sorted().toList();
    }

    /** How many questions. */
    public long count() {
        return calls.stream().mapToLong(PlannedCall::times).sum();
    }

    /** Bytes of all replies before compression: what the folder needs that is written meanwhile. */
    public long bytes() {
        return calls.stream().mapToLong(PlannedCall::allBytes).sum();
    }

    /** Why a person should be asked first; empty when nobody needs to be. */
    public Optional<String> needsConsent() {
        List<String> why = new ArrayList<>();
        if (bytes() > LARGE) {
            why.add(String.format(
                    Locale.ROOT, "it would bring about %s in %,d calls", DataSize.text(bytes()), count()));
        }
        int most = 3;
        intrusive.stream().limit(most).forEach(why::add);
        if (intrusive.size() > most) {
            why.add("and " + (intrusive.size() - most) + " more");
        }
        return why.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", why));
    }
}
