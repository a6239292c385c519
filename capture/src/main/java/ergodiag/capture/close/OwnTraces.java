package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Own;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import ergodiag.ergo.metrics.MetricsPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the capture did to the cluster, told from its ledger. A question to a node makes a connection to it, and so does a ping
 * (ERGO.md 3): those to nodes that were no peers in the first look are ours, or may be.
 */
public final class OwnTraces {
    private static final int MOST_PEERS = 100_000;

    private final BundleWriter writer;
    private final String entry;
    private final List<Call> calls;

    private OwnTraces(BundleWriter writer, String entry) {
        this.writer = writer;
        this.entry = entry;
        this.calls = writer.calls().stream()
                .filter(call -> !call.tool().equals(MetricsPage.TOOL))
                .sorted(Comparator.comparing(Call::started))
                .toList();
    }

    public static Own of(BundleWriter writer, String entry, List<Own.Sampler> samplers) {
        OwnTraces traces = new OwnTraces(writer, entry);
        return new Own(samplers, traces.perNode(), traces.connections());
    }

    private List<Own.CallsTo> perNode() {
        return calls.stream()
                .filter(call -> call.outcome() != Outcome.SKIPPED)
                .collect(Collectors.groupingBy(this::node, Collectors.counting()))
                .entrySet()
                .stream()
                .map(node -> new Own.CallsTo(node.getKey(), node.getValue()))
                .toList();
    }

    /** What is asked about the cluster as a whole is asked of the entry node. */
    private String node(Call call) {
        return call.node().isEmpty() ? entry : call.node();
    }

    private List<Own.Connection> connections() {
        Map<String, Call> firstLooks = new TreeMap<>();
        Set<Own.Connection> made = new LinkedHashSet<>();
        for (Call call : calls) {
            String node = node(call);
            if (!call.outcome().answered()) {
                continue;
            }
            if (Tool.NETWORK_NODES.askedBy(call) && call.argument("name").isEmpty()) {
                firstLooks.putIfAbsent(node, call);
            }
            if (call.dialect() == Dialect.MCP_APPLICATION) {
                made.add(new Own.Connection(entry, node));
            }
            if (Tool.NETWORK_PING.askedBy(call)) {
                made.add(new Own.Connection(node, call.argument("name")));
            }
        }
        Map<String, Set<String>> peers = new TreeMap<>();
        return made.stream()
                .filter(each -> !each.from().equals(each.to()))
                .filter(each -> firstLooks.containsKey(each.from())
                        && !peers.computeIfAbsent(
                                        each.from(), from -> peers(Objects.requireNonNull(firstLooks.get(from))))
                                .contains(each.to()))
                .toList();
    }

    private Set<String> peers(Call call) {
        Set<String> peers = new HashSet<>();
        if (call.file().isEmpty()) {
            return peers;
        }
        try (InputStream in = Files.newInputStream(writer.path(call.file().get()))) {
            RemoteNode.stream(in, Tool.NETWORK_NODES.in(call), end -> {
                if (peers.size() < MOST_PEERS) {
                    peers.add(end.peer());
                }
            });
        } catch (IOException | UnreadableReply e) {
            // what was read before stands
        }
        return peers;
    }
}
