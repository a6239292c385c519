package ergodiag.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.replay.observer.ObserverCluster;
import ergodiag.replay.recording.AsCaptured;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An MCP endpoint on 127.0.0.1 that replays a bundle. Its recorded time starts when the server starts. */
public final class ReplayServer implements AutoCloseable {

    static {
        // Head and body leave in two writes: without this the second waits up to 40 ms for the caller's acknowledgement
        // of the first,
        // which no node does. The server reads it once, when its first instance is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final ReplayOptions options;
    private final Sending sending;
    private final Dialect dialect;
    private final Door door;
    private final Traffic traffic = new Traffic();

    private ReplayServer(HttpServer server, Bundle bundle, ReplayOptions options, Consumer<String> console) {
        this.server = server;
        this.options = options;
        this.sending = new Sending(options.time());
        this.dialect = options.dialect().orElseGet(() -> captured(bundle));
        this.door = door(dialect, bundle, options, traffic, new TurnedAway(options.time(), console)::add);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "replay");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Door door(
            Dialect dialect,
            Bundle bundle,
            ReplayOptions options,
            Traffic traffic,
            Consumer<CallerCheck.Refusal> turnedAway) {
        CallerCheck check = new CallerCheck(options.token());
        Recording recording = new Recording(bundle);
        Timeline timeline = new Timeline(recording.start(), options.time().now(), options.speed());
        return switch (dialect) {
            case MCP_APPLICATION ->
                new ApplicationDoor(
                        new Protocol(recording, timeline, options.wall(), traffic), check, turnedAway, options.speed());
            case OBSERVER -> {
                ObserverCluster cluster = ObserverCluster.of(recording, new AsCaptured(bundle), timeline);
                int answered = (int) cluster.tools().names().stream()
                        .filter(cluster.tools()::answers)
                        .count();
                ToolCount count =
                        new ToolCount(answered, cluster.tools().names().size());
                yield new ObserverDoor(
                        new ObserverProtocol(cluster, timeline, traffic), check, turnedAway, count, options);
            }
        };
    }

    /** The kind of endpoint that was asked most. */
    private static Dialect captured(Bundle bundle) {
        long observed = bundle.calls().stream()
                .filter(call -> call.dialect() == Dialect.OBSERVER)
                .count();
        return 2 * observed > bundle.calls().size() ? Dialect.OBSERVER : Dialect.MCP_APPLICATION;
    }

    /**
     * Starts to replay. The bundle stays the caller's and must stay open as long as the server runs.
     *
     * @throws WorldError when the port cannot be had
     */
    public static ReplayServer start(Bundle bundle, ReplayOptions options) {
        return start(bundle, options, line -> {});
    }

    /**
     * The same, telling of callers that were turned away.
     *
     * @param console takes a line now and then, from any thread
     */
    public static ReplayServer start(Bundle bundle, ReplayOptions options, Consumer<String> console) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port()), 0);
            return new ReplayServer(server, bundle, options, console);
        } catch (IOException e) {
            throw new WorldError(
                    "Serving on port " + options.port() + " of 127.0.0.1: " + e.getMessage()
                            + "; choose another port, or 0 for any free one.",
                    e);
        }
    }

    /** Where the endpoint is: {@code http://127.0.0.1:PORT/mcp}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/mcp");
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The kind of endpoint that it is. */
    public Dialect dialect() {
        return dialect;
    }

    /** What can be asked. */
    public ToolCount tools() {
        return door.count();
    }

    /** What callers did so far. */
    public ReplayStatistics statistics() {
        return traffic.seen();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Traffic.Passage passage = traffic.request();
        try (exchange) {
            byte[] body = body(exchange);
            Door.Said said = door.answer(
                    new Door.Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders(),
                            body),
                    options.time().now());
            try {
                waitUntil(said.at());
            } finally {
                said.call().ifPresent(Traffic.Passage::ends);
                passage.ends();
            }
            sending.send(exchange, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passage.ends();
        }
    }

    private void waitUntil(Instant moment) throws InterruptedException {
        Duration wait = Duration.between(options.time().now(), moment);
        if (!wait.isNegative() && !wait.isZero()) {
            options.time().sleep(wait);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(Door.LONGEST_REQUEST + 1);
        byte[] rest = new byte[8192];
        for (int read = in.read(rest); read >= 0; read = in.read(rest)) {
            // what is cut is read all the same, so that the connection can be used again
        }
        return body;
    }
}
