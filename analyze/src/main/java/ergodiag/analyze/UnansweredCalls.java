package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Call;
import ergodiag.cluster.Node;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Views of a node that were asked for and never answered: refused, cancelled, garbled, too slow, or not sent at all. A failed question is no state
 * of the cluster, so that no playbook that wants such a view of every node calls anything healthy. Of profiles and dumps, which show a moment,
 * the last has to be there too.
 */
final class UnansweredCalls {
    /** Arguments that leave nothing out by what it is. */
    private static final Set<String> UNNARROWED = Set.of("limit", "debug", "duration");

    /** Compared by hand, as what Java makes for a record where it is first compared takes longer than to compare them all. */
    private record View(String node, Tool tool, String list) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof View view && tool == view.tool && node.equals(view.node) && list.equals(view.list);
        }

        @Override
        public int hashCode() {
            return (node.hashCode() * 31 + tool.ordinal()) * 31 + list.hashCode();
        }
    }

    private final Map<View, Call> unanswered = new LinkedHashMap<>();

    private UnansweredCalls() {}

    static UnansweredCalls of(Bundle bundle) {
        Map<View, List<Call>> asked = new LinkedHashMap<>();
        for (Call call : bundle.calls()) {
            Tool.of(call)
                    .filter(tool -> !call.part().list().isEmpty() || isWhole(call))
                    .map(tool -> new View(call.node(), tool, call.part().list()))
                    .ifPresent(view -> asked.computeIfAbsent(view, any -> new ArrayList<>())
                            .add(call));
        }
        UnansweredCalls all = new UnansweredCalls();
        asked.forEach((view, calls) -> {
            Call last = calls.stream()
                    .reduce((one, other) -> other.started().isBefore(one.started()) ? one : other)
                    .orElseThrow();
            boolean never = calls.stream().noneMatch(call -> call.outcome().answered());
            if (never || (view.tool().has(Tool.Trait.CODE) && !last.outcome().answered())) {
                all.unanswered.put(view, last);
            }
        });
        return all;
    }

    /** Whether a view without a name shows all: those of bundles that name none, and of tools that have one view only. */
    private static boolean isWhole(Call call) {
        return UNNARROWED.containsAll(call.asked().arguments().keySet());
    }

    /** What a playbook wanted and did not get from these nodes, nor from what was taken along. */
    List<Gap> of(PlaybookName playbook, Collection<Node> nodes) {
        return unanswered.entrySet().stream()
                .filter(one -> nodes.stream()
                        .anyMatch(node -> node.name().equals(one.getKey().node())
                                && !node.hasTakenAlong(one.getKey().tool())))
                .filter(one -> playbook.wantsOfEveryNode(
                        one.getKey().tool(), one.getKey().list()))
                .map(one -> gap(one.getKey(), one.getValue()))
                .toList();
    }

    private static Gap gap(View view, Call call) {
        String what = call.tool() + (view.list().isEmpty() ? "" : " (" + view.list() + ")");
        return new Gap(
                what + " of " + view.node()
                        + (call.skipReason().isPresent() ? " was not asked: " : " was not answered: ") + call.why(),
                view.node(),
                view.tool().toolName(),
                "ergodiag capture --profile standard --window 60 --call-timeout 60s");
    }
}
