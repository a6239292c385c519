package ergodiag.ticket.send;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends requests to one server. A redirect is never followed: the token would travel. The time limit covers the body of the answer too. */
final class Rest {
    static final String JSON = "application/json";

    private static final Duration CONNECTING = Duration.ofSeconds(20);
    private static final long SECONDS = 60;

    /** A line that takes longer for a file is as good as none. */
    private static final long SLOWEST_BYTES_A_SECOND = 20_000;

    /** A hundred tickets with long texts; of a longer answer the end is not kept. */
    private static final int LONGEST_ANSWER = 16 << 20;

    private final URI base;
    private final Map<String, String> headers;
    private final Refusal refusal;
    private final HttpClient http;

    /** @param headers of every request, the token among them */
    Rest(URI base, Map<String, String> headers, Refusal refusal, SSLContext tls) {
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.refusal = refusal;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .sslContext(tls)
                .build();
    }

    JsonNode get(String doing, String path) throws NotSent {
        return send(doing, request(path).GET(), 0);
    }

    JsonNode post(String doing, String path, JsonNode json) throws NotSent {
        return post(
                doing,
                path,
                JSON,
                HttpRequest.BodyPublishers.ofByteArray(ForeignJson.mapper().writeValueAsBytes(json)));
    }

    /** @return the answer's JSON; a missing node where it has none */
    JsonNode post(String doing, String path, String type, BodyPublisher body) throws NotSent {
        return send(doing, request(path).header("Content-Type", type).POST(body), body.contentLength());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", JSON);
        headers.forEach(request::header);
        return request;
    }

    private JsonNode send(String doing, HttpRequest.Builder request, long bytes) throws NotSent {
        HttpResponse<byte[]> answer = answer(doing, request.build(), SECONDS + bytes / SLOWEST_BYTES_A_SECOND);
        if (answer.statusCode() / 100 != 2) {
            throw refusal.of(doing, answer);
        }
        try {
            return ForeignJson.mapper().readTree(answer.body());
        } catch (JacksonException e) {
            return ForeignJson.mapper().missingNode();
        }
    }

    private HttpResponse<byte[]> answer(String doing, HttpRequest request, long seconds) throws NotSent {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(some -> some.ifPresent(
                            bytes -> kept.write(bytes, 0, Math.min(bytes.length, LONGEST_ANSWER - kept.size())))),
                    end -> kept.toByteArray());
        });
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw refusal.silent(doing, "no complete answer came within " + seconds + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw refusal.silent(doing, "it was interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw refusal.silent(
                    doing,
                    cause instanceof IOException && cause.getMessage() == null
                            ? "nothing answers at " + base.getAuthority()
                            : "the connection broke (" + WorldError.reason(cause) + ")",
                    cause);
        }
    }

    /** A file as what is sent. */
    static BodyPublisher file(Path path) {
        try {
            return HttpRequest.BodyPublishers.ofFile(path);
        } catch (FileNotFoundException e) {
            throw new WorldError(
                    "Sending " + path + ": it cannot be read; write the ticket anew with another --out.", e);
        }
    }

    /** What the tracker calls something. @throws NotSent when the answer does not say it */
    static String known(JsonNode name, String doing) throws NotSent {
        if (name.asString("").isEmpty()) {
            throw new NotSent(
                    0,
                    "Sending the ticket, " + doing
                            + ": the server says that it is done, but not what it is called now; check that"
                            + " the address is that of the tracker.",
                    null);
        }
        return name.asString();
    }

    /** A text as a part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
