package ergodiag.mcp;

import java.util.OptionalInt;

/** A question that brought no reply, with the kind of failure. The text never holds the token. */
public final class McpFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    public enum Kind {
        /** No connection: refused, unreachable, cut, TLS. */
        CONNECTION,
        /** 401 or 403. */
        UNAUTHORIZED,
        /** Another HTTP status than 200. */
        HTTP,
        /** Nothing, or not everything, within the limit. */
        TIMEOUT,
        /** An answer that is not what the protocol says. */
        GARBLED,
        /** A JSON-RPC error: the endpoint works and refuses. */
        REFUSED,
        /** The one who reads the reply gave up on it. */
        READER,
        /** {@link McpClient#abort} was called while it was waited for. */
        ABANDONED
    }

    private final Kind kind;
    private final int code;

    McpFailure(Kind kind, int code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    McpFailure(Kind kind, int code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    /** JSON-RPC code, or HTTP status; empty for failures that have none. */
    public OptionalInt code() {
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
