package ergodiag.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of metrics on loopback: each reading gets the next of its pages, and then the last one again. What it was asked is kept. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Page> pages;
    private final List<String> asked = new ArrayList<>();

    /** An answer on the level of HTTP. */
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    public MetricsServer(Page... pages) throws IOException {
        this.pages = List.of(pages);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                next(exchange).answer(exchange);
            }
        });
        server.start();
    }

    private synchronized Page next(HttpExchange exchange) {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        return pages.get(Math.min(asked.size(), pages.size()) - 1);
    }

    /** Metrics as they are served. */
    public static Page page(String text) {
        return status(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    public static Page status(int status, String type, String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** Method, address and credentials of every question. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** Its address, with no path. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
