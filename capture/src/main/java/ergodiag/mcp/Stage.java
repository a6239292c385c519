package ergodiag.mcp;

/** The steps of reaching an endpoint, in their order; each fails in its own way and wants something else done. */
public enum Stage {
    /** The host is looked up. */
    NAME("name"),
    /** A connection to the port. */
    TCP("TCP"),
    /** Both sides agree on encryption and show their certificates. */
    TLS("TLS"),
    /** A status of 200 comes. */
    HTTP("HTTP"),
    /** What comes is an answer of JSON-RPC. */
    RPC("JSON-RPC"),
    /** The answer is that of an Observer. */
    DISCOVER("server/discover"),
    /** The answer is that of an MCP server. */
    INITIALIZE("initialize"),
    /** It tells its tools, and they are those of Ergo. */
    TOOLS("tools/list");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** As it is told. */
    public String word() {
        return word;
    }
}
