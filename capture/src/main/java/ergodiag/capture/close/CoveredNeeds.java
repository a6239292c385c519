package ergodiag.capture.close;

import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.ask.NodeHealth;
import ergodiag.ergo.Need;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the things that playbooks need are in the ledger, node by node. */
public final class CoveredNeeds {
    /** "process_list young", in the order of tools; those of a window come last. */
    private static final List<String> NEEDED = needed(Need.Of.EVERY_NODE);

    private static final List<String> NEEDED_IN_A_WINDOW = needed(Need.Of.EVERY_NODE_IN_A_WINDOW);

    /** What the user left out, and what the endpoint has nothing like. */
    private static final Set<SkipReason> LACKS_NOTHING = EnumSet.of(SkipReason.NOT_ASKED, SkipReason.NOT_KNOWN);

    private final Map<String, Map<String, Call>> lastByNode = new LinkedHashMap<>();
    private final boolean window;
    private final long notAsked;

    public CoveredNeeds(List<Call> calls, boolean window) {
        this.window = window;
        this.notAsked = calls.stream()
                .filter(call -> call.skipReason().filter(SkipReason::isBound).isPresent())
                .count();
        for (Call call : calls) {
            Map<String, Call> lasts = lastByNode.computeIfAbsent(call.node(), any -> new LinkedHashMap<>());
            for (String what : answers(call)) {
                Optional<Call> last = Optional.ofNullable(lasts.get(what));
                // what was answered once is there; a list in parts is judged by the part that says whether it is whole
                boolean keeps = last.filter(it -> it.outcome().answered()).isPresent()
                        && !call.outcome().answered();
                if (!keeps
                        && (call.part().complete().isPresent()
                                || last.filter(it -> isPart(it, call)).isEmpty())) {
                    lasts.put(what, call);
                }
            }
        }
    }

    /** "process_list young": what of the needs a line is about. The dump of all goroutines of an Observer holds every view of them. */
    private static List<String> answers(Call call) {
        if (call.dialect() == Dialect.MCP_APPLICATION) {
            return List.of((call.tool() + " " + call.part().list()).strip());
        }
        boolean everything = ObserverTool.GOROUTINES.askedBy(call)
                && call.asked().arguments().isEmpty();
        List<String> all = new ArrayList<>(NEEDED);
        all.addAll(NEEDED_IN_A_WINDOW);
        return Tool.answeredBy(call).stream()
                .flatMap(tool -> everything
                        ? all.stream().filter(what -> what.startsWith(tool.toolName()))
                        : Stream.of((tool.toolName() + " " + call.part().list()).strip()))
                .toList();
    }

    private static boolean isPart(Call last, Call call) {
        return last.part().complete().isPresent()
                && call.reading().equals(last.reading())
                && call.part().number() > 1;
    }

    private static List<String> needed(Need.Of of) {
        return PlaybookName.allNeeds()
                .filter(need -> need.of() == of)
                .flatMap(need -> need.views().stream().map(view -> (need.tool().toolName() + " " + view).strip()))
                .distinct()
                .toList();
    }

    /** How many questions were left out because of a deadline or size that the user set. */
    public long notAsked() {
        return notAsked;
    }

    /** What a node lacks, a line each; empty when all is there. */
    public List<String> missing(String node) {
        Map<String, Call> last = lastByNode.getOrDefault(node, Map.of());
        Map<String, Set<String>> byReason = new LinkedHashMap<>();
        List<String> needed = new ArrayList<>(NEEDED);
        if (window) {
            needed.addAll(NEEDED_IN_A_WINDOW);
        }
        for (String what : needed) {
            Call call = last.get(what);
            if (call == null) {
                byReason.computeIfAbsent(" was not asked", any -> new LinkedHashSet<>())
                        .add(what);
            } else if (call.skipReason().filter(LACKS_NOTHING::contains).isPresent()) {
                continue;
            } else if (!call.outcome().answered()) {
                byReason.computeIfAbsent(reason(call), any -> new LinkedHashSet<>())
                        .add(what);
            } else if (!call.part().complete().orElse(true)) {
                byReason.computeIfAbsent(" came in part only", any -> new LinkedHashSet<>())
                        .add(what);
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((reason, what) -> lines.add(node + ": " + String.join(", ", what)
                + (what.size() > 1 ? reason.replaceFirst("^ was ", " were ") : reason)));
        return lines;
    }

    private static String reason(Call call) {
        return " " + call.fate() + ": " + call.why();
    }

    public State state(String node, NodeHealth health) {
        boolean anything = lastByNode.getOrDefault(node, Map.of()).values().stream()
                .anyMatch(call -> call.outcome().answered());
        if (!anything) {
            return State.SILENT;
        }
        return missing(node).isEmpty() && !health.everOpen() ? State.CAPTURED : State.PARTIAL;
    }
}
