package ergodiag.capture;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import ergodiag.ergo.ClusterNode;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.Tool;
import ergodiag.mcp.Connections;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.McpClient;
import ergodiag.mcp.McpFailure;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The first phase, step by step: name, TCP, TLS, HTTP, initialize, tools/list; then the entry node's own view of the cluster before anything
 * is asked of another node, because asking makes connections (ERGO.md 3).
 */
final class Reach {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Visit visit;
    private final McpClient client;
    private final Endpoint endpoint;
    private final String version;

    Reach(Visit visit, McpClient client, Endpoint endpoint, String version) {
        this.visit = visit;
        this.client = client;
        this.endpoint = endpoint;
        this.version = version;
    }

    /** @return why nobody answered; empty when the entry node did */
    Optional<String> reach() {
        visit.phase("reaching " + endpoint);
        Optional<String> failure = step("initialize", "can the endpoint be reached, and is it MCP", () -> {
            if (!proxied()) {
                Connections.check(endpoint, CONNECT);
            }
            return client.initialize("ergodiag", version, LIMIT);
        });
        if (failure.isPresent()) {
            return failure;
        }
        return step("tools_list", "which tools the node offers", () -> {
            JsonNode tools = client.toolsList(LIMIT);
            TreeSet<String> names = new TreeSet<>();
            tools.path("tools").forEach(tool -> names.add(tool.path("name").asString("")));
            if (!names.contains(Tool.NODE_INFO.toolName())) {
                throw new IllegalStateException("not Ergo");
            }
            visit.asker().offered(names);
            return tools;
        });
    }

    /** The entry node's own view, and all names of nodes that it knows. @return why it did not answer */
    Optional<String> entryView() {
        visit.phase("the entry node's own view");
        Asker asker = visit.asker();
        Answer info = asker.ask(Question.of("", Tool.NODE_INFO, "which node answers here"));
        Optional<NodeInfo> node = info.read(NodeInfo::read);
        String entry = node.map(NodeInfo::name).orElse("");
        if (!Roster.isNode(entry)) {
            String why = info.came()
                    ? "its answer has no node's name but '" + visit.redaction().text(entry) + "'"
                    : info.call().error();
            return Optional.of("The endpoint speaks MCP, but node_info failed: " + why
                    + "; look at the node's log and try again.");
        }
        asker.entry(entry);
        visit.roster().heardOf(entry, "entry");
        asker.ask(Question.of("", Tool.NETWORK_NODES, "8: the links before any question of ours made one"))
                .read(RemoteNode::list)
                .ifPresent(peers -> peers.forEach(peer -> visit.roster().heardOf(peer.peer(), "peers")));
        asker.ask(Question.of("", Tool.CLUSTER_NODES, "1: which nodes there are"))
                .read(ClusterNode::list)
                .ifPresent(nodes -> nodes.forEach(each -> visit.roster().heardOf(each.name(), "cluster_nodes")));
        return Optional.empty();
    }

    private interface Step {
        JsonNode run() throws McpFailure;
    }

    private Optional<String> step(String tool, String why, Step step) {
        long id = visit.ledger().nextId();
        Instant started = Instant.now();
        long clock = System.nanoTime();
        try {
            String text = visit.redaction().text(step.run().toPrettyString());
            BundleWriter.Stored stored =
                    visit.writer().store("cluster/" + tool + ".001.json", text.getBytes(StandardCharsets.UTF_8));
            visit.ledger()
                    .append(call(
                            id, tool, why, started, clock, Outcome.OK, OptionalInt.empty(), "", Optional.of(stored)));
            return Optional.empty();
        } catch (McpFailure e) {
            Outcome outcome = Failures.outcome(e, Question.of("", Tool.NODE_INFO, why));
            String said = visit.redaction().text(e.getMessage());
            visit.ledger().append(call(id, tool, why, started, clock, outcome, e.code(), said, Optional.empty()));
            visit.ledger().log(tool + " failed: " + said);
            return Optional.of("Reaching " + endpoint + ": " + said + "; " + advice(e));
        } catch (IllegalStateException e) {
            String said = "it speaks MCP, but offers no tool node_info, so it is not an Ergo node";
            visit.ledger()
                    .append(call(
                            id,
                            tool,
                            why,
                            started,
                            clock,
                            Outcome.GARBLED,
                            OptionalInt.empty(),
                            said,
                            Optional.empty()));
            return Optional.of(
                    "Reaching " + endpoint + ": " + said + "; give the address of an Ergo node's MCP endpoint.");
        }
    }

    private String advice(McpFailure e) {
        return switch (e.kind()) {
            case CONNECTION ->
                e.getMessage().contains("DNS")
                        ? "check the host in the URL."
                        : e.getMessage().contains("TLS")
                                ? "check whether the endpoint wants http or https, and its certificate."
                                : "check host and port (an Ergo node usually listens at 9922), that the node runs, and that no"
                                        + " firewall stands between.";
            case UNAUTHORIZED ->
                endpoint.authorization().isPresent()
                        ? "give the token of this node with --token-file or ERGODIAG_TOKEN."
                        : "the node wants a token: give it with --token-file or ERGODIAG_TOKEN.";
            case HTTP, GARBLED, REFUSED, READER ->
                "this looks like a web server that is not an MCP endpoint: check the port"
                        + " and the path, which is usually /mcp.";
            case ABANDONED -> "start it again when you want it.";
            case TIMEOUT -> "the node may be overloaded or hang: try again, or ask another node.";
        };
    }

    private boolean proxied() {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(endpoint.url()).stream()
                        .anyMatch(proxy -> proxy.type() != java.net.Proxy.Type.DIRECT);
    }

    private static Call call(
            long id,
            String tool,
            String why,
            Instant started,
            long clock,
            Outcome outcome,
            OptionalInt code,
            String error,
            Optional<BundleWriter.Stored> stored) {
        return new Call(
                id,
                "",
                tool,
                Map.of(),
                stored.isPresent() ? OptionalInt.of(1) : OptionalInt.empty(),
                "",
                1,
                Optional.empty(),
                OptionalLong.empty(),
                why,
                started,
                Duration.ofNanos(System.nanoTime() - clock),
                outcome,
                code,
                error,
                stored.map(BundleWriter.Stored::file),
                stored.map(BundleWriter.Stored::bytes).orElse(0L),
                stored.map(BundleWriter.Stored::sha256).orElse(""),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false);
    }

    /** Names of further nodes, from peers of nodes that were asked. */
    static List<String> peers(Answer links) {
        return links.read(RemoteNode::list)
                .map(list -> list.stream().map(RemoteNode::peer).toList())
                .orElse(List.of());
    }
}
