package ergodiag.capture.reach;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what kind of endpoint answers, and at which path (ERGO33.md 1). An Observer's question comes first: a node that has none answers
 * it with a harmless error, and whatever else comes leads on to the question of an MCP application.
 */
final class FirstQuestion {
    /** Where an endpoint is looked for when the URL has no path. */
    private static final List<String> USUAL = List.of("/mcp", "/observer/mcp", "/");

    private final Session visit;
    private final Entry entry;
    private final TokenPrompt prompt;
    private final String version;

    FirstQuestion(Session visit, Entry entry, TokenPrompt prompt, String version) {
        this.visit = visit;
        this.entry = entry;
        this.prompt = prompt;
        this.version = version;
    }

    Greeting ask() throws NotReached {
        try {
            Greeting greeting = entry.endpoint().pathless() ? atUsualPaths() : orBelow();
            entry.speaks(greeting.dialect());
            return greeting;
        } catch (Missed missed) {
            entry.at(missed.path());
            throw missed.line().failedAtItsStep(missed.failure(), new WrongTurn(visit, entry).advice(missed));
        }
    }

    private Greeting atUsualPaths() throws Missed {
        Optional<Missed> before = Optional.empty();
        for (String path : USUAL) {
            entry.at(path);
            try {
                return orBelow();
            } catch (Missed missed) {
                Missed telling =
                        before.map(first -> first.orMoreTelling(missed)).orElse(missed);
                if (!missed.isOfPath()) {
                    throw telling;
                }
                before = Optional.of(telling);
            }
        }
        throw before.orElseThrow();
    }

    private Greeting atItsPath() throws Missed {
        try {
            return inBothDialects();
        } catch (Missed missed) {
            Optional<String> token = token(missed.failure());
            if (token.isPresent()) {
                visit.redaction().forbid(token.get());
                entry.token(token.get());
                return atItsPath();
            }
            throw missed;
        }
    }

    /** A redirect is not followed, but one that only wants a slash behind the path tells where an Observer's pages begin. */
    private Greeting orBelow() throws Missed {
        try {
            return atItsPath();
        } catch (Missed missed) {
            String slashed = missed.path() + "/";
            if (!missed.failure().said(McpFailure.LOCATION).contains(slashed)) {
                throw missed;
            }
            visit.ledger().log(entry + " is where an Observer's pages may begin: asking below it");
            entry.at(slashed + "mcp");
            try {
                return atItsPath();
            } catch (Missed below) {
                throw below.isOfPath() ? missed : below;
            }
        }
    }

    private Optional<String> token(McpFailure failure) {
        return failure.kind() == McpFailure.Kind.UNAUTHORIZED
                        && entry.endpoint().authorization().isEmpty()
                ? prompt.token(entry.endpoint())
                : Optional.empty();
    }

    private Greeting inBothDialects() throws Missed {
        Endpoint endpoint = entry.endpoint();
        visit.phase("reaching " + entry + ": HTTP, JSON-RPC, server/discover");
        ReachLine discover = ReachLine.question(visit, entry, "server_discover", Stage.DISCOVER);
        Missed first;
        try {
            return new Greeting(Dialect.OBSERVER, discover.greeting(entry.client()::discover), discover);
        } catch (McpFailure e) {
            first = new Missed(e, discover, endpoint.path());
        }
        if (first.isTheEnd()) {
            throw first;
        }
        visit.ledger()
                .log(entry + " answers server/discover not as an Observer does (" + WorldError.reason(first.failure())
                        + "): asking initialize");
        visit.phase("reaching " + entry + ": HTTP, JSON-RPC, initialize");
        ReachLine initialize = ReachLine.question(visit, entry, "initialize", Stage.INITIALIZE);
        try {
            return new Greeting(
                    Dialect.MCP_APPLICATION,
                    initialize.greeting(limit -> entry.client().initialize("ergodiag", version, limit)),
                    initialize);
        } catch (McpFailure e) {
            throw new Missed(e, initialize, endpoint.path()).orMoreTelling(first);
        }
    }
}
