package ergodiag.capture.reach;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.OfferedTools;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import ergodiag.mcp.Connections;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.Stage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Arrives at one endpoint step by step (name, TCP, TLS, HTTP, JSON-RPC, server/discover or initialize, tools/list), each with its line in the
 * ledger.
 */
final class Arrival {
    private static final String NODE = ObserverTool.NODE.wireName();

    private final Session visit;
    private final Entry entry;
    private final TokenPrompt prompt;
    private final String version;
    private final String word;

    /** @param word what tells the files of this endpoint from those of the first; "" for the first */
    Arrival(Session visit, Entry entry, TokenPrompt prompt, String version, String word) {
        this.visit = visit;
        this.entry = entry;
        this.prompt = prompt;
        this.version = version;
        this.word = word;
    }

    private interface Step {
        void run() throws McpFailure;
    }

    /**
     * What kind of endpoint it is, and what it offers, is known afterwards.
     *
     * @return what the user is to know of it; "" when it was found where it was said to be
     */
    String arrive() throws NotReached {
        String typed = entry.toString();
        Optional<String> proxy = Connections.proxy(entry.endpoint());
        if (proxy.isPresent()) {
            visit.ledger().log("through the proxy " + proxy.get() + ", which looks up the name and connects");
        } else {
            step(Stage.NAME, () -> Connections.name(entry.endpoint()));
            step(Stage.TCP, () -> Connections.tcp(entry.endpoint(), Entry.CONNECT));
            if (entry.endpoint().secure()) {
                step(Stage.TLS, () -> Connections.tls(entry.endpoint(), Entry.CONNECT));
            }
        }
        greet();
        tools();
        return found(typed);
    }

    private void step(Stage stage, Step step) throws NotReached {
        visit.phase("reaching " + entry + ": " + stage.word());
        ReachLine line = ReachLine.step(visit, entry, stage);
        try {
            step.run();
            line.went();
        } catch (McpFailure e) {
            throw line.failed(e, WrongTurn.usual(e));
        }
    }

    private void greet() throws NotReached {
        Greeting greeting = new FirstQuestion(visit, entry, prompt, version).ask();
        greeting.line().understood();
        switch (greeting.dialect()) {
            case MCP_APPLICATION -> checkVersion(greeting.said(), greeting.line());
            case OBSERVER -> visit.ledger().log(entry + " is an Observer of Ergo 3.3");
        }
        greeting.line().stored(greeting.said(), word);
    }

    /** Another version is told and not refused: tools/list and the replies show whether it can be worked with. */
    private void checkVersion(JsonNode said, ReachLine line) throws NotReached {
        String protocol = Dialect.MCP_APPLICATION.protocol();
        JsonNode spoken = said.path("protocolVersion");
        if (!spoken.isString()) {
            throw line.isNone(
                    "it speaks JSON-RPC, but its answer to initialize names no protocolVersion, so it is no MCP endpoint",
                    "check the path in the URL, which is usually /mcp.");
        }
        if (!spoken.asString().equals(protocol)) {
            visit.ledger()
                    .log("the endpoint speaks MCP " + spoken.asString() + ", this program " + protocol
                            + ": going on, as what is asked here is the same in all versions known");
        }
    }

    private void tools() throws NotReached {
        visit.phase("reaching " + entry + ": tools/list");
        ReachLine line = ReachLine.question(visit, entry, "tools_list", Stage.TOOLS);
        try {
            JsonNode said = line.greeting(entry.client()::toolsList);
            OfferedTools offer = OfferedTools.read(said);
            if (said.path("tools").isEmpty()) {
                throw line.isNone(
                        "it speaks MCP, but offers no tools",
                        "let its list of allowed tools, or its ceiling, have those that read.");
            }
            switch (entry.dialect().orElseThrow()) {
                case MCP_APPLICATION -> checkNode(offer, line);
                case OBSERVER -> checkObserver(said, offer, line);
            }
            line.stored(said, word);
            entry.offers(offer);
        } catch (McpFailure e) {
            throw line.failed(e, WrongTurn.usual(e));
        }
    }

    private static void checkNode(OfferedTools offer, ReachLine line) throws NotReached {
        if (!offer.has(Tool.NODE_INFO)) {
            throw line.isNone(
                    "it speaks MCP, but offers no tool node_info, so it is not an Ergo node",
                    "give the address of an Ergo node's MCP endpoint, or let its list of allowed tools have node_info.");
        }
    }

    /** An Observer may hide the tool {@code node}, whose reply has the environment, and is of use all the same. */
    private void checkObserver(JsonNode said, OfferedTools offer, ReachLine line) throws NotReached {
        if (offer.has(NODE)) {
            return;
        }
        JsonNode server = said.path("_meta").path("io.modelcontextprotocol/serverInfo");
        if (!server.path("name").asString("").equals("ergo.observer")) {
            throw line.isNone(
                    "it speaks MCP, but offers no tool " + NODE + ", so it is not an Observer of Ergo",
                    "give the address of an Ergo Observer, or of the MCP application of a node.");
        }
        visit.ledger().log(entry + " hides the tool " + NODE + " from us: its ceiling denies inspect.node");
    }

    private String found(String typed) {
        boolean moved = !entry.toString().equals(typed);
        if (!moved && !entry.endpoint().pathless()) {
            return "";
        }
        String kind = switch (entry.dialect().orElseThrow()) {
            case MCP_APPLICATION -> "the MCP application of a node";
            case OBSERVER -> "an Observer of Ergo 3.3";
        };
        String said = (entry.endpoint().pathless() ? "the URL has no path" : typed + " is where the pages begin") + ": "
                + entry + " was taken, " + kind;
        visit.phase(said);
        return said;
    }
}
