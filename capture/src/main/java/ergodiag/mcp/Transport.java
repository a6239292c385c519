package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/**
 * Sends requests over HTTP/1.1, never following a redirect (the token would travel), and hands good answers on as streams. The time limit
 * covers the body as well, which {@code java.net.http} does not do by itself.
 */
final class Transport implements AutoCloseable {
    private final Endpoint endpoint;
    private final HttpClient http;
    private final UnaryOperator<String> words;
    private final Map<CompletableFuture<Boolean>, String> underWay = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** @param words takes secrets out of what the endpoint says, before it is cut to be told as the reason of a failure */
    Transport(Endpoint endpoint, Duration connectLimit, UnaryOperator<String> words) {
        this.endpoint = endpoint;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit)
                .sslContext(NoTls.unlessWanted(endpoint))
                .build();
        this.words = words;
    }

    /** Reads a good answer. */
    interface BodyReader<T> {
        T read(HttpResponse<?> response, InputStream body) throws IOException, McpFailure;
    }

    /** Gives up on the answers of these questions that are being waited for now. */
    void abort(Predicate<String> questions) {
        underWay.forEach((givenUp, what) -> {
            if (questions.test(what)) {
                givenUp.complete(true);
            }
        });
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    /**
     * Sends a request and has its answer read.
     *
     * @param what what {@link #abort} knows it by
     * @param limit from sending to the last byte
     */
    <T> T send(HttpRequest request, String what, Duration limit, BodyReader<T> reader) throws McpFailure {
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
            return watched(response, givenUp, limit, deadline - System.nanoTime(), reader);
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
        try (InputStream body = new BufferedInputStream(Coding.plain(response, raw), 1 << 14)) {
            check(response, body);
            return reader.read(response, body);
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
