package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks an MCP endpoint over HTTP/1.1, POST only, never following a redirect (the token would travel). The text of a reply is handed on
 * as a stream and never held whole. The time limit covers the body as well, which {@code java.net.http} does not do by itself.
 */
public final class McpClient implements AutoCloseable {
    /** An envelope is small: what is not is no answer. The text inside it is never taken from the parser, and has its own bounds. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(1 << 20)
                            .maxDocumentLength(16L << 20)
                            .build())
                    .build())
            .build();

    private static final int LONGEST_MESSAGE = 2_000;
    private static final Pattern LATE_ID = Pattern.compile("\\}\\s*,\\s*\"id\"\\s*:\\s*(\"[^\"]*\"|[^\\s,}]+)");
    private static final String PROTOCOL = "2025-06-18";
    private static final int LONGEST_SNIPPET = 120;
    /** An envelope has no more than this behind its text. */
    private static final int LONGEST_END = 4096;

    private final Endpoint endpoint;
    private final HttpClient http;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong ids = new AtomicLong();
    private final Map<Runnable, String> underWay = new ConcurrentHashMap<>();

    private McpClient(Endpoint endpoint, HttpClient http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /** A client for this endpoint; nothing is sent yet. */
    public static McpClient to(Endpoint endpoint, Duration connectLimit) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit);
        if (endpoint.secure()) {
            http.sslContext(endpoint.tls().context());
        }
        return new McpClient(endpoint, http.build());
    }

    /** Takes the text of a reply while it arrives. */
    public interface TextReader {
        void read(InputStream text) throws IOException;
    }

    /** The first question of the protocol; gives its result. */
    public JsonNode initialize(String name, String version, Duration limit) throws McpFailure {
        return result(
                "initialize",
                Map.of(
                        "protocolVersion",
                        PROTOCOL,
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", name, "version", version)),
                limit);
    }

    /** The list of tools; gives the result of {@code tools/list}. */
    public JsonNode toolsList(Duration limit) throws McpFailure {
        return result("tools/list", Map.of(), limit);
    }

    /**
     * Calls a tool.
     *
     * @param limit from sending to the last byte
     * @param reader takes the text
     * @return the bytes the text took on the wire, escapes included (what counts for the wall, ERGO.md 2)
     */
    public long call(String tool, Map<String, ?> arguments, Duration limit, TextReader reader) throws McpFailure {
        return exchange(
                "tools/call",
                Map.of("name", tool, "arguments", arguments),
                limit,
                (body, id) -> text(body, id, reader));
    }

    private static McpFailure notJson(String start) {
        String what = start.isEmpty()
                ? "the answer is empty"
                : start.startsWith("event:") || start.startsWith("data:")
                        ? "the answer is a stream of events, and Ergo answers with one JSON"
                        : "the answer is not JSON but starts with '" + start + "'";
        return garbled(what);
    }

    /** Gives up on the answers of these tools that are being waited for now; later questions are asked as ever. */
    public void abort(Predicate<String> tools) {
        underWay.forEach((giveUp, tool) -> {
            if (tools.test(tool)) {
                giveUp.run();
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

    private JsonNode result(String method, Map<String, ?> params, Duration limit) throws McpFailure {
        return exchange(method, params, limit, (body, id) -> {
            JsonNode root;
            byte[] bytes = body.readNBytes(4 << 20);
            try {
                root = JSON.readTree(bytes);
            } catch (JacksonException e) {
                throw notJson(snippet(bytes));
            }
            if (bytes.length == 0) {
                throw notJson("");
            }
            answersTo(id, root.path("id").asString(""));
            if (root.path("error").isObject()) {
                throw refused(root.path("error"));
            }
            if (!root.path("result").isObject()) {
                throw garbled("the answer is JSON, but no JSON-RPC result: '" + snippet(bytes) + "'");
            }
            return root.path("result");
        });
    }

    private <T> T exchange(String method, Map<String, ?> params, Duration limit, BodyReader<T> reader)
            throws McpFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        long id = ids.incrementAndGet();
        String what = params.get("name") instanceof String tool ? tool : method;
        var answer = http.sendAsync(request(id, method, params), HttpResponse.BodyHandlers.ofInputStream());
        AtomicBoolean aborted = new AtomicBoolean();
        Runnable giveUp = () -> {
            aborted.set(true);
            answer.cancel(true);
            // what has begun to come is broken off; what has not is cancelled
            answer.thenAccept(response -> close(response.body()));
        };
        underWay.put(giveUp, what);
        try {
            HttpResponse<InputStream> response = head(answer, limit, aborted);
            if (aborted.get()) {
                close(response.body());
                throw abandoned();
            }
            return watched(response, aborted, limit, deadline - System.nanoTime(), id, reader);
        } finally {
            underWay.remove(giveUp);
        }
    }

    private HttpResponse<InputStream> head(
            CompletableFuture<HttpResponse<InputStream>> answer, Duration limit, AtomicBoolean aborted)
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
            if (aborted.get()) {
                throw abandoned();
            }
            throw Connections.failure(endpoint, e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> T watched(
            HttpResponse<InputStream> response,
            AtomicBoolean aborted,
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
        try (InputStream body = new BufferedInputStream(raw, 1 << 16)) {
            check(response, body);
            return reader.read(body, id);
        } catch (IOException | JacksonException e) {
            if (aborted.get()) {
                throw abandoned();
            }
            if (barked.get()) {
                throw timedOut(limit);
            }
            if (e instanceof ReaderGaveUp gaveUp) {
                throw new McpFailure(Kind.READER, 0, String.valueOf(gaveUp.getMessage()), gaveUp.getCause());
            }
            throw garbled("the answer cannot be read to its end (" + e.getMessage() + ")");
        } finally {
            dog.cancel(false);
        }
    }

    private HttpRequest request(long id, String method, Map<String, ?> params) {
        ObjectNode message = JSON.createObjectNode();
        message.put("jsonrpc", "2.0").put("id", id).put("method", method);
        if (!params.isEmpty()) {
            message.set("params", JSON.valueToTree(params));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString(), StandardCharsets.UTF_8));
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private void check(HttpResponse<?> response, InputStream body) throws IOException, McpFailure {
        if (response.statusCode() != 200) {
            throw Statuses.failure(endpoint, response, snippet(body.readNBytes(LONGEST_SNIPPET)));
        }
    }

    /** Walks to {@code /result/content/0/text} and hands it on; whatever follows is read to the end and must close the envelope. */
    private static long text(InputStream body, long id, TextReader reader) throws IOException, McpFailure {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw garbled("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("id") && parser.currentToken().isScalarValue()) {
                    answersTo(id, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString());
                }
                if (name.equals("error") && parser.currentToken() == JsonToken.START_OBJECT) {
                    throw refused(parser.readValueAsTree());
                }
                if (name.equals("result") && toText(parser)) {
                    return handOn(parser, body, id, reader);
                }
                parser.skipChildren();
            }
        }
        throw garbled("the answer has neither a text nor an error");
    }

    private static boolean toText(JsonParser parser) {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return false;
            }
            if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("text")) {
                return parser.nextToken() == JsonToken.VALUE_STRING;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return false;
            }
            parser.nextToken();
        } while (true);
    }

    private static long handOn(JsonParser parser, InputStream body, long id, TextReader reader)
            throws IOException, McpFailure {
        ByteArrayOutputStream buffered = new ByteArrayOutputStream();
        parser.releaseBuffered(buffered);
        StringInput text =
                new StringInput(new SequenceInputStream(new ByteArrayInputStream(buffered.toByteArray()), body));
        reader.read(text);
        // what the reader left is part of the string all the same
        text.transferTo(OutputStream.nullOutputStream());
        String end = new String(text.rest(LONGEST_END), StandardCharsets.UTF_8);
        if (!end.stripTrailing().endsWith("}")) {
            throw garbled("the answer is cut off after its text");
        }
        Matcher late = LATE_ID.matcher(end);
        if (late.find() && !late.group(1).equals("null")) {
            answersTo(id, late.group(1).replace("\"", ""));
        }
        return text.consumed();
    }

    /** Thrown by a {@link TextReader} that will not take the reply, so that this is not mistaken for a broken connection. */
    public static final class ReaderGaveUp extends IOException {
        private static final long serialVersionUID = 1L;

        public ReaderGaveUp(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A reply to another question is no reply to this one, however good it looks; one without an id is let pass. */
    private static void answersTo(long id, String said) throws McpFailure {
        if (!said.isEmpty() && !said.equals(String.valueOf(id))) {
            String shown = said.substring(0, Math.min(said.length(), LONGEST_SNIPPET));
            throw garbled("the answer is to another question (id " + shown + " instead of " + id + ")");
        }
    }

    private static McpFailure refused(JsonNode error) {
        String message = error.path("message").asString("no reason given");
        return new McpFailure(
                Kind.REFUSED,
                error.path("code").asInt(0),
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }

    private static McpFailure garbled(String message) {
        return new McpFailure(Kind.GARBLED, 0, message);
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

    private static String snippet(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, LONGEST_SNIPPET), StandardCharsets.UTF_8);
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
