package ergodiag.capture.ask;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.scope.Question;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.McpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** An endpoint that was named by the user: how it is asked, which node stands behind it, and how it has answered so far. */
public final class Entry implements AutoCloseable {
    public static final Duration CONNECT = Duration.ofSeconds(5);

    private final NodeHealth health;
    private final UnaryOperator<String> words;
    private volatile Endpoint endpoint;
    private volatile McpClient client;
    private volatile String node = "";
    private volatile OfferedTools offer = OfferedTools.unknown();
    private volatile Optional<Dialect> dialect = Optional.empty();

    /**
     * @param nanoTime by which its silence is measured
     * @param words takes secrets out of what it says
     */
    public Entry(Endpoint endpoint, LongSupplier nanoTime, UnaryOperator<String> words) {
        this.health = new NodeHealth(nanoTime);
        this.endpoint = endpoint;
        this.words = words;
        this.client = McpClient.to(endpoint, CONNECT, words);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public McpClient client() {
        return client;
    }

    /** From now on it is asked with this token. */
    public void token(String token) {
        is(endpoint.with(token));
    }

    /** From now on it is asked at this path of the same server. */
    public void at(String path) {
        is(endpoint.withPath(path));
    }

    private void is(Endpoint other) {
        client.close();
        endpoint = other;
        client = McpClient.to(endpoint, CONNECT, words);
        dialect.ifPresent(client::speaks);
    }

    /** How the endpoint answers, whomever it is asked about. */
    NodeHealth health() {
        return health;
    }

    /** Which tools it offers: nothing else is asked through it from now on. */
    public void offers(OfferedTools tools) {
        offer = tools;
    }

    OfferedTools offer() {
        return offer;
    }

    /** It was seen what kind of endpoint it is. */
    public void speaks(Dialect seen) {
        dialect = Optional.of(seen);
        client.speaks(seen);
    }

    /** What kind of endpoint it is; empty until it was seen. */
    public Optional<Dialect> dialect() {
        return dialect;
    }

    /** The node behind it said its name. */
    public void node(String name) {
        node = name;
    }

    /** Name of the node behind it; "" until it said so. */
    public String node() {
        return node;
    }

    /** Whether a question to this node needs no proxy here: it is the one behind the endpoint, or the cluster as a whole is asked about. */
    boolean answersFor(String asked) {
        return asked.isEmpty() || !isObserver() && asked.equals(node);
    }

    /** Whether an Observer of Ergo 3.3 is behind it, as far as was seen. */
    public boolean isObserver() {
        return dialect.filter(Dialect.OBSERVER::equals).isPresent();
    }

    /** Whether a reply of that node may be of any length here: it is the one behind the endpoint, or lists travel in another way (ERGO33.md 12). */
    boolean isUnbounded(String asked) {
        return isObserver() || answersFor(asked);
    }

    /** Whether an endpoint of this kind knows what is asked. */
    boolean knows(Question question) {
        return isObserver() ? as(question).there().isPresent() : dialect.isEmpty() || offer.has(question.tool());
    }

    /** The question as it is asked here. */
    Question as(Question question) {
        return question.in(dialect.orElse(Dialect.MCP_APPLICATION));
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
