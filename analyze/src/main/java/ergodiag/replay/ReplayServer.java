package ergodiag.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.WorldError;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An MCP endpoint on 127.0.0.1 that replays a bundle. Its recorded time starts when the server starts. */
public final class ReplayServer implements AutoCloseable {
    /** A node reads so much of a request and cuts the rest. */
    private static final int LONGEST_REQUEST = 1 << 20;
    /** Go's server gives the length of a reply up to this size and sends a longer one in chunks. */
    private static final int LONGEST_WITH_LENGTH = 2048;
    /** The ceiling of an HTTP request at a node. */
    private static final Duration CEILING = Duration.ofSeconds(120);

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
    private final Protocol protocol;
    private final Timeline timeline;
    private final Traffic traffic = new Traffic();
    private final CallerCheck check;
    private final TurnedAway turnedAway;

    private ReplayServer(HttpServer server, Bundle bundle, ReplayOptions options, Consumer<String> console) {
        this.server = server;
        this.options = options;
        this.check = new CallerCheck(options.token());
        this.turnedAway = new TurnedAway(options.time(), console);
        Recording recording = new Recording(bundle);
        this.timeline = new Timeline(recording.start(), options.time().now(), options.speed());
        this.protocol = new Protocol(recording, timeline, options.wall(), traffic);
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "replay");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
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

    /** What can be asked. */
    public ToolCount tools() {
        return protocol.count();
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
            Optional<CallerCheck.Refusal> stranger = check.stranger(exchange.getRequestHeaders());
            if (stranger.isPresent()) {
                turnedAway.add(stranger.get());
                sendText(exchange, stranger.get().status(), "403 a replay answers this machine only\n");
            } else if (!exchange.getRequestURI().getPath().equals("/mcp")) {
                sendText(exchange, 404, "404 page not found\n");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                sendText(exchange, 405, "Method Not Allowed\n");
            } else {
                Optional<CallerCheck.Refusal> unknown = check.unknown(exchange.getRequestHeaders());
                if (unknown.isPresent()) {
                    turnedAway.add(unknown.get());
                    exchange.sendResponseHeaders(unknown.get().status(), -1);
                } else {
                    answer(exchange, body, passage);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passage.ends();
        }
    }

    private void answer(HttpExchange exchange, byte[] body, Traffic.Passage passage)
            throws IOException, InterruptedException {
        Instant comes = options.time().now();
        Protocol.Said said = protocol.answer(body, comes);
        Instant ceiling = comes.plus(timeline.real(CEILING));
        boolean late = said.at().isAfter(ceiling);
        try {
            waitUntil(late ? ceiling : said.at());
        } finally {
            said.call().ifPresent(Traffic.Passage::ends);
            passage.ends();
        }
        if (late) {
            sendText(exchange, 504, "Gateway Timeout\n");
        } else if (said.body().isEmpty()) {
            exchange.sendResponseHeaders(202, -1);
        } else {
            sendJson(exchange, said.body().get());
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
        byte[] body = in.readNBytes(LONGEST_REQUEST);
        byte[] rest = new byte[8192];
        for (int read = in.read(rest); read >= 0; read = in.read(rest)) {
            // what is cut is read all the same, so that the connection can be used again
        }
        return body;
    }

    private static void sendJson(HttpExchange exchange, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void sendText(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length > LONGEST_WITH_LENGTH ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
