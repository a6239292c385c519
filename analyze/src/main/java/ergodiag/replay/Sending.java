package ergodiag.replay;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How an answer leaves: with its length or in chunks, packed, or as a stream. */
final class Sending {
    /** Go's server gives the length of a reply up to this size and sends a longer one in chunks. */
    private static final int LONGEST_WITH_LENGTH = 2048;
    /** From this size on an Observer packs a reply for whom takes it. */
    private static final int LEAST_PACKED = 1024;
    /** A comment in a stream of events. */
    private static final String SIGN_OF_LIFE = ":\n\n";

    private final TimeSource time;

    Sending(TimeSource time) {
        this.time = time;
    }

    /** Sends an answer; a stream until the caller leaves. */
    void send(HttpExchange exchange, Door.Said said) throws IOException, InterruptedException {
        exchange.getResponseHeaders().putAll(said.headers());
        if (said.everySecond().isPresent()) {
            stream(exchange, said.body().orElse(""), said.everySecond().get());
            return;
        }
        boolean bare = said.body().isEmpty() || exchange.getRequestMethod().equals("HEAD");
        if (bare) {
            exchange.sendResponseHeaders(said.status(), -1);
            return;
        }
        byte[] body = said.body().get().getBytes(StandardCharsets.UTF_8);
        boolean packed = said.packed() && body.length >= LEAST_PACKED && takesGzip(exchange);
        if (packed) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        boolean inChunks = packed || body.length > LONGEST_WITH_LENGTH;
        exchange.sendResponseHeaders(said.status(), inChunks ? 0 : body.length);
        try (OutputStream plain = exchange.getResponseBody();
                OutputStream out = packed ? new Packed(plain) : plain) {
            out.write(body);
        }
    }

    /** Goes on until the caller leaves, which shows when something is sent. */
    private void stream(HttpExchange exchange, String first, List<String> everySecond)
            throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        String next = everySecond.isEmpty() ? SIGN_OF_LIFE : String.join("", everySecond);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String frames = first; ; frames = next) {
                out.write(frames.getBytes(StandardCharsets.UTF_8));
                out.flush();
                time.sleep(Duration.ofSeconds(1));
            }
        }
    }

    /** Packs fast rather than well: it is for this machine only. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream plain) throws IOException {
            super(plain);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static boolean takesGzip(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> (coding.startsWith("gzip") || coding.startsWith("*")) && !coding.endsWith(";q=0"));
    }
}
