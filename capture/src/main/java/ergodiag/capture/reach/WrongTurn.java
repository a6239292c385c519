package ergodiag.capture.reach;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Session;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.ObserverPages;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the user can do where the endpoint was not found, or did not let us in. */
final class WrongTurn {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int MOST_ABOVE = 3;
    private static final String APPLICATION = "the MCP application of a node, where one has it (usually at port 9922)";

    private final Session visit;
    private final Entry entry;

    WrongTurn(Session visit, Entry entry) {
        this.visit = visit;
        this.entry = entry;
    }

    String advice(Missed missed) {
        McpFailure failure = missed.failure();
        if (missed.isOfVersions()) {
            return "it speaks MCP "
                    + visit.redaction().text(String.join(", ", failure.said("supported"))) + ", and this program "
                    + Dialect.OBSERVER.protocol() + " and " + Dialect.MCP_APPLICATION.protocol()
                    + ": take a version of ergodiag that speaks it, or give " + APPLICATION + ".";
        }
        if (missed.isOfHeaders()) {
            return "an Observer answers, and does not get the question as it was sent: something between may take headers off, so ask"
                    + " it without that; where nothing stands between, please report it as a fault of ergodiag.";
        }
        return (missed.isOfPath() ? nearby() : Optional.<String>empty()).orElseGet(() -> usual(failure));
    }

    /** What an Observer says whose pages are served at this path or above it; empty where there is none. */
    private Optional<String> nearby() {
        for (String mount : mounts()) {
            Optional<ObserverPages> pages = entry.client().observer(mount, LIMIT);
            if (pages.isPresent()) {
                visit.ledger()
                        .log("an Observer's pages are at " + url(mount + "/") + ", "
                                + (pages.get().mcp() ? "with" : "without") + " MCP");
                return told(pages.get());
            }
        }
        return Optional.empty();
    }

    /** Where an Observer's pages may begin: at this path, above it, or at the usual places. */
    private Set<String> mounts() {
        Set<String> mounts = new LinkedHashSet<>();
        String mount = entry.endpoint().pathless() ? "" : entry.endpoint().path();
        while (!mount.isEmpty() && mounts.size() < MOST_ABOVE) {
            mount = mount.substring(0, mount.lastIndexOf('/'));
            mounts.add(mount);
        }
        mounts.addAll(List.of("", "/observer"));
        mounts.add(entry.endpoint().path());
        return mounts;
    }

    private Optional<String> told(ObserverPages pages) {
        if (!pages.mcp()) {
            return Optional.of(
                    "an Observer of Ergo 3.3 answers there, but it serves no MCP at this port: have it switched on, give"
                            + " another port at which the Observer listens, or " + APPLICATION + ".");
        }
        return pages.path().equals(entry.endpoint().path())
                ? Optional.empty()
                : Optional.of("an Observer of Ergo 3.3 answers there, and its MCP is at " + url(pages.path())
                        + (pages.wantsCaller() ? ", for callers that it knows" : "") + ": give that address.");
    }

    private String url(String path) {
        return entry.endpoint().withPath(path).toString();
    }

    static String usual(McpFailure failure) {
        return failure.advice()
                .orElse(
                        switch (failure.kind()) {
                            case CONNECTION ->
                                "check host and port (an Observer usually listens at 9911, the MCP application of a node at 9922), that the"
                                        + " node runs, and that no firewall stands between.";
                            case UNAUTHORIZED -> "give the token of this node with --token-file or ERGODIAG_TOKEN.";
                            case LATER, HTTP, GARBLED, REFUSED, READER ->
                                "this looks like a web server that is not an MCP endpoint: check the port and the path, which is usually"
                                        + " /mcp.";
                            case ABANDONED -> "start it again when you want it.";
                            case TIMEOUT -> "the node may be overloaded or hang: try again, or ask another node.";
                        });
    }
}
