package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Call;
import ergodiag.bundle.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replies that the ledger names and the bundle does not hold: it was cut or altered after it was written. What they said is not known, so no
 * playbook that reads such replies calls anything healthy.
 */
final class LostReplies {
    /** Which playbooks read the replies of a tool; those of tools that are not named here are read by none. */
    private static final Map<String, Set<Integer>> READERS = Map.ofEntries(
            Map.entry("node_info", Set.of(1, 3, 4, 5, 6, 7)),
            Map.entry("runtime_stats", Set.of(1, 3, 4, 10)),
            Map.entry("process_list", Set.of(1, 2, 4, 5, 6, 7, 9, 10)),
            Map.entry("process_info", Set.of(2, 7)),
            Map.entry("process_inspect", Set.of(2, 6)),
            Map.entry("process_children", Set.of(5, 6)),
            Map.entry("pprof_cpu", Set.of(3, 4)),
            Map.entry("pprof_heap", Set.of(4)),
            Map.entry("pprof_goroutines", Set.of(2, 3, 7, 10)),
            Map.entry("sample_start", Set.of(2, 3, 10)),
            Map.entry("sample_listen", Set.of(1, 2, 6)),
            Map.entry("app_list", Set.of(1)),
            Map.entry("app_info", Set.of(1)),
            Map.entry("cluster_nodes", Set.of(1)),
            Map.entry("registrar_info", Set.of(1, 8)),
            Map.entry("registrar_resolve", Set.of(1, 8)),
            Map.entry("network_ping", Set.of(1, 8)),
            Map.entry("network_info", Set.of(1, 8)),
            Map.entry("network_nodes", Set.of(8)),
            Map.entry("network_node_info", Set.of(8)),
            Map.entry("network_acceptors", Set.of(8)),
            Map.entry("event_list", Set.of(9)),
            Map.entry("event_info", Set.of(9)));

    private final Map<List<String>, List<String>> files =
            new TreeMap<>(Comparator.comparing(key -> String.join(" ", key)));
    private int count;

    private LostReplies() {}

    static LostReplies of(Bundle bundle) {
        LostReplies lost = new LostReplies();
        for (Call call : bundle.calls()) {
            Optional<String> file = call.file().filter(name -> !bundle.files().contains(name));
            if (call.outcome().answered() && file.isPresent()) {
                lost.count++;
                lost.files
                        .computeIfAbsent(List.of(call.node(), call.tool()), key -> new ArrayList<>())
                        .add(file.get());
            }
        }
        return lost;
    }

    /** What a playbook would have read. */
    List<Gap> of(int playbook) {
        return files.entrySet().stream()
                .filter(one ->
                        READERS.getOrDefault(one.getKey().get(1), Set.of()).contains(playbook))
                .map(one -> new Gap(
                        Words.many(one.getValue().size(), "reply")
                                + " that the ledger names " + (one.getValue().size() == 1 ? "is" : "are")
                                + " not in the bundle, " + one.getValue().get(0),
                        one.getKey().get(0),
                        one.getKey().get(1),
                        "the whole bundle, as it was written: 'ergodiag verify' names what was altered"))
                .toList();
    }

    /** A sentence about all of them; empty where nothing is lost. */
    Optional<String> note() {
        return count == 0
                ? Optional.empty()
                : Optional.of("Of the replies that the ledger names " + Words.count(count)
                        + (count == 1 ? " is" : " are")
                        + " not in the bundle: it was cut or altered after it was written.");
    }
}
