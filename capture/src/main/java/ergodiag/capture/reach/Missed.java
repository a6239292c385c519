package ergodiag.capture.reach;

import static ergodiag.mcp.McpFailure.Kind.GARBLED;
import static ergodiag.mcp.McpFailure.Kind.HTTP;
import static ergodiag.mcp.McpFailure.Kind.REFUSED;
import static ergodiag.mcp.McpFailure.Kind.UNAUTHORIZED;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.McpFailure;
import java.util.List;
import java.util.Set;

/** The first question brought no good answer at one path: why, and what that tells of who answers there. */
final class Missed extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN_METHOD = -32_601;
    private static final int NO_TOKEN = 401;

    /** Codes with which only the newer protocol refuses: a header, a capability, a type that it does not get (ERGO33.md 1). */
    private static final Set<Integer> OF_HEADERS = Set.of(-32_020, -32_021, -32_023);

    private final transient McpFailure failure;
    private final transient ReachLine line;
    private final String path;

    Missed(McpFailure failure, ReachLine line, String path) {
        super(failure);
        this.failure = failure;
        this.line = line;
        this.path = path;
    }

    McpFailure failure() {
        return failure;
    }

    ReachLine line() {
        return line;
    }

    /** Where it was asked. */
    String path() {
        return path;
    }

    /** Whoever answers speaks the newer protocol, and not as we do. */
    boolean isOfHeaders() {
        return failure.kind() == REFUSED && OF_HEADERS.contains(failure.code().orElse(0));
    }

    /** Whoever answers speaks other versions than we do. */
    boolean isOfVersions() {
        List<String> spoken = failure.said("supported");
        return failure.kind() == REFUSED
                && failure.code().orElse(0) == McpFailure.VERSION
                && !spoken.isEmpty()
                && !spoken.contains(Dialect.MCP_APPLICATION.protocol());
    }

    /** Whether asking in the older dialect would bring nothing else. */
    boolean isTheEnd() {
        return switch (failure.kind()) {
            case LATER, ABANDONED -> true;
            case UNAUTHORIZED -> failure.code().orElse(0) == NO_TOKEN;
            case REFUSED -> isOfHeaders() || isOfVersions();
            case CONNECTION, HTTP, TIMEOUT, GARBLED, READER -> false;
        };
    }

    /** Whether something else than what we look for may be served at this path. */
    boolean isOfPath() {
        return Set.of(HTTP, GARBLED, REFUSED).contains(failure.kind()) && !isOfHeaders() && !isOfVersions();
    }

    /** This or another: whose words tell the user more; those of this one, where they tell the same. */
    Missed orMoreTelling(Missed other) {
        return other.weight() > weight() ? other : this;
    }

    /** A server that wants to know who asks is one; one that refuses speaks JSON-RPC at least; that a method is unknown says nothing. */
    private int weight() {
        if (failure.kind() == UNAUTHORIZED) {
            return 2;
        }
        return failure.kind() == REFUSED && failure.code().orElse(0) != UNKNOWN_METHOD ? 1 : 0;
    }
}
