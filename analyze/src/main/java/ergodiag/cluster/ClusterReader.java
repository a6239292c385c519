package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.pprof.ProfileForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds a {@link Cluster} from the ledger of a bundle, node by node. */
final class ClusterReader {
    /** Nodes without any answer that are looked at one by one. */
    static final int MOST_UNHEARD = 1000;

    private final Bundle bundle;
    private final Set<String> expected;

    ClusterReader(Bundle bundle, Set<String> expected) {
        this.bundle = bundle;
        this.expected = expected;
    }

    Cluster read() {
        Manifest manifest = bundle.manifest();
        Map<String, NodeEntry> entries = new LinkedHashMap<>();
        manifest.nodes().forEach(entry -> entries.put(entry.name(), entry));
        Map<String, List<Call>> byNode = new LinkedHashMap<>();
        entries.keySet().forEach(name -> byNode.put(name, new ArrayList<>()));
        for (Call call : bundle.calls()) {
            if (!call.node().isEmpty() && !call.tool().equals(ProfileForm.TOOL)) {
                byNode.computeIfAbsent(call.node(), name -> new ArrayList<>()).add(call);
            }
        }
        expected.stream().filter(name -> !byNode.containsKey(name)).forEach(name -> {
            entries.put(name, entry(name, Cluster.EXPECTATION, Manifest.State.SILENT));
            byNode.put(name, List.of());
        });
        bundle.excess().nodes().forEach(byNode::remove);
        int unheard = leaveOutUnheard(byNode);
        MapReadings map = MapReadings.of(bundle);
        Map<String, List<Evidence>> unanswered = Silence.unanswered(bundle);
        List<Node> nodes = byNode.entrySet().stream()
                .map(entry -> new NodeReader(
                                bundle,
                                Optional.ofNullable(entries.get(entry.getKey()))
                                        .orElse(entry(entry.getKey(), "ledger", Manifest.State.PARTIAL)),
                                entry.getValue(),
                                unanswered.getOrDefault(entry.getKey(), List.of()),
                                map)
                        .read(byNode.keySet()))
                .sorted(Comparator.comparing(Node::name, NaturalOrder.OF_NAMES))
                .toList();
        OwnCalls own = OwnCalls.of(bundle.calls(), manifest.capture().entry().node());
        Metrics metrics = Metrics.of(bundle);
        Cluster cluster = new Cluster(manifest, nodes, unheard, own, metrics);
        List<Node> told = nodes.stream()
                .map(node -> Leaving.of(cluster, node).map(node::leaving).orElse(node))
                .toList();
        return new Cluster(manifest, told, unheard, own, metrics);
    }

    /** Of very many nodes that never answered the first are looked at, and the others counted: one is like the other. */
    private static int leaveOutUnheard(Map<String, List<Call>> byNode) {
        List<String> unheard = byNode.entrySet().stream()
                .filter(node -> node.getValue().stream()
                        .noneMatch(call -> call.outcome().answered() || call.outcome() == Outcome.TOO_LARGE))
                .map(Map.Entry::getKey)
                .skip(MOST_UNHEARD)
                .toList();
        unheard.forEach(byNode::remove);
        return unheard.size();
    }

    private static NodeEntry entry(String name, String knownFrom, Manifest.State state) {
        return new NodeEntry(name, List.of(knownFrom), state, Optional.empty(), Optional.empty());
    }
}
