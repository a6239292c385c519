package ergodiag.mcp;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.mcp.McpFailure.Kind;
import ergodiag.mcp.Wire.Asked;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks an MCP endpoint over HTTP/1.1 in its dialect, POST only, never following a redirect (the token would travel). The text of a reply is handed on
 * as a stream and never held whole. The time limit covers the body as well, which {@code java.net.http} does not do by itself.
 */
public final class McpClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final HttpClient http;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong ids = new AtomicLong();

    /** How the endpoint is asked for its tools and by them. */
    private volatile Dialect dialect = Dialect.MCP_APPLICATION;

    /** What a gateway in front of the node knows us by; a node itself has no sessions (ERGO.md 1). */
    private volatile Optional<String> session = Optional.empty();

    private final Map<CompletableFuture<Boolean>, String> underWay = new ConcurrentHashMap<>();
    private final UnaryOperator<String> words;

    private McpClient(Endpoint endpoint, HttpClient http, UnaryOperator<String> words) {
        this.endpoint = endpoint;
        this.http = http;
        this.words = words;
    }

    /**
     * A client for this endpoint; nothing is sent yet.
     *
     * @param words takes secrets out of what the endpoint says, before it is cut to be told as the reason of a failure
     */
    public static McpClient to(Endpoint endpoint, Duration connectLimit, UnaryOperator<String> words) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit);
        if (endpoint.secure()) {
            http.sslContext(endpoint.tls().context());
        }
        return new McpClient(endpoint, http.build(), words);
    }

    /** From now on the endpoint is asked in this dialect. */
    public void speaks(Dialect spoken) {
        dialect = spoken;
    }

    /**
     * The first question to an Observer, always in its dialect; gives its result (ERGO33.md 1).
     *
     * @throws McpFailure also when the endpoint is another one, or speaks another version
     */
    public JsonNode discover(Duration limit) throws McpFailure {
        return Versions.discovered(
                exchange(Dialect.OBSERVER, new Asked("server/discover", Map.of()), limit, Envelope::result));
    }

    /**
     * The Observer that serves its pages below a path of the same server, whatever is served at the endpoint's own path. It is asked without
     * credentials.
     *
     * @param mount where its pages begin; "" for the root of the server
     * @return empty when there is none
     */
    public Optional<ObserverPages> observer(String mount, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.at(mount + ObserverPages.PATH))
                .GET()
                .build();
        try {
            return exchange(request, ObserverPages.PATH, 0, limit, (body, id) -> ObserverPages.read(mount, body));
        } catch (McpFailure e) {
            return Optional.empty();
        }
    }

    /** The first question to an MCP application, always in its dialect; gives its result. */
    public JsonNode initialize(String name, String version, Duration limit) throws McpFailure {
        Map<String, Object> params = Map.of(
                "protocolVersion",
                Dialect.MCP_APPLICATION.protocol(),
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", name, "version", version));
        return exchange(Dialect.MCP_APPLICATION, new Asked("initialize", params), limit, Envelope::result);
    }

    /** The list of tools; gives the result of {@code tools/list}. */
    public JsonNode toolsList(Duration limit) throws McpFailure {
        return exchange(dialect, new Asked("tools/list", Map.of()), limit, Envelope::result);
    }

    /**
     * Calls a tool.
     *
     * @param limit from sending to the last byte
     * @param reader takes the text
     * @return the bytes the text took on the wire, escapes included (what counts for the wall, ERGO.md 2)
     */
    public long call(String tool, Map<String, ?> arguments, Duration limit, TextReader reader) throws McpFailure {
        return text(new Asked("tools/call", Map.of("name", tool, "arguments", arguments)), limit, reader)
                .wireBytes();
    }

    /**
     * Reads a resource, which only an Observer has.
     *
     * @param limit from sending to the last byte
     * @param reader takes the text
     */
    public ResourceRead read(String uri, Duration limit, TextReader reader) throws McpFailure {
        return ResourceRead.of(text(new Asked("resources/read", Map.of("uri", uri)), limit, reader));
    }

    private ReplyText.Read text(Asked asked, Duration limit, TextReader reader) throws McpFailure {
        return exchange(dialect, asked, limit, (body, id) -> ReplyText.read(body, id, reader));
    }

    /** Gives up on the answers of these tools that are being waited for now; later questions are asked as ever. */
    public void abort(Predicate<String> tools) {
        underWay.forEach((givenUp, tool) -> {
            if (tools.test(tool)) {
                givenUp.complete(true);
            }
        });
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    private interface BodyReader<T> {
        T read(InputStream body, long id) throws IOException, McpFailure;
    }

    private <T> T exchange(Dialect spoken, Asked asked, Duration limit, BodyReader<T> reader) throws McpFailure {
        long id = ids.incrementAndGet();
        HttpRequest request = Wire.request(endpoint, spoken, session, id, asked);
        return exchange(request, asked.name().orElse(asked.method()), id, limit, reader);
    }

    private <T> T exchange(HttpRequest request, String what, long id, Duration limit, BodyReader<T> reader)
            throws McpFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        CompletableFuture<Boolean> givenUp = new CompletableFuture<>();
        underWay.put(givenUp, what);
        try {
            var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
            givenUp.thenRun(() -> {
                answer.cancel(true);
                // what has begun to come is broken off; what has not is cancelled
                answer.thenAccept(response -> close(response.body()));
            });
            HttpResponse<InputStream> response = head(answer, limit, givenUp);
            if (givenUp.isDone()) {
                close(response.body());
                throw abandoned();
            }
            session = session.or(() -> Sessions.of(response));
            return watched(response, givenUp, limit, deadline - System.nanoTime(), id, reader);
        } finally {
            underWay.remove(givenUp);
        }
    }

    private HttpResponse<InputStream> head(
            CompletableFuture<HttpResponse<InputStream>> answer, Duration limit, CompletableFuture<Boolean> givenUp)
            throws McpFailure {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw timedOut(limit);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw abandoned();
        } catch (CancellationException e) {
            throw abandoned();
        } catch (ExecutionException e) {
            // cancelling breaks the connection, and the break may be seen first
            if (givenUp.isDone()) {
                throw abandoned();
            }
            throw Connections.failure(endpoint, e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> T watched(
            HttpResponse<InputStream> response,
            CompletableFuture<Boolean> givenUp,
            Duration limit,
            long nanosLeft,
            long id,
            BodyReader<T> reader)
            throws McpFailure {
        AtomicBoolean barked = new AtomicBoolean();
        InputStream raw = response.body();
        ScheduledFuture<?> dog = watchdog.schedule(
                () -> {
                    barked.set(true);
                    close(raw);
                },
                Math.max(0, nanosLeft),
                TimeUnit.NANOSECONDS);
        try (InputStream body = new BufferedInputStream(Coding.plain(response, raw), 1 << 16)) {
            check(response, body);
            return reader.read(body, id);
        } catch (McpFailure e) {
            throw e.told(words);
        } catch (IOException | JacksonException e) {
            if (givenUp.isDone()) {
                throw abandoned();
            }
            if (barked.get()) {
                throw timedOut(limit);
            }
            throw Envelope.unreadable(e);
        } finally {
            dog.cancel(false);
        }
    }

    private void check(HttpResponse<?> response, InputStream body) throws IOException, McpFailure {
        if (response.statusCode() != 200) {
            throw Statuses.failure(endpoint, response, body.readNBytes(Quote.LONGEST));
        }
    }

    private static McpFailure abandoned() {
        return new McpFailure(Kind.ABANDONED, 0, "not waited for any longer: the capture was cancelled");
    }

    private static McpFailure timedOut(Duration limit) {
        return new McpFailure(Kind.TIMEOUT, 0, "no complete answer within " + limit.toMillis() + " ms");
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the reader of the stream sees the same and says so
        }
    }
}
