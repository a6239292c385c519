package ergodiag.mcp;

import ergodiag.bundle.DataSize;
import ergodiag.mcp.McpFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A page that is no MCP endpoint's, fetched by GET: the metrics of a site. It is held whole, no more of it than a limit lets through; redirects are not followed, since
 * nobody but the user says where to ask.
 */
public final class WebPage {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final int most;
    private final HttpClient http;

    /**
     * Nothing is sent yet.
     *
     * @param most the most bytes that are accepted, also after unpacking
     */
    public WebPage(Endpoint endpoint, int most, Duration connectLimit) {
        this.endpoint = endpoint;
        this.most = most;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit)
                .sslContext(NoTls.unlessWanted(endpoint))
                .build();
    }

    /**
     * Fetches it.
     *
     * @param limit from sending to the last byte
     * @param givenUp down when nobody waits for it any more
     * @param accept which forms of it are understood
     */
    public byte[] get(Duration limit, CountDownLatch givenUp, String accept) throws McpFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .header("Accept", accept)
                .header("Accept-Encoding", "identity")
                .GET();
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<byte[]> response =
                awaited(http.sendAsync(request.build(), head -> new BoundedBody(most)), limit, givenUp);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        try {
            byte[] page = Coding.plain(response, new ByteArrayInputStream(response.body()))
                    .readNBytes(most + 1);
            if (page.length > most) {
                throw tooLong();
            }
            return page;
        } catch (IOException e) {
            throw new McpFailure(Kind.GARBLED, 0, "what came cannot be unpacked: " + e.getMessage());
        }
    }

    private HttpResponse<byte[]> awaited(
            CompletableFuture<HttpResponse<byte[]>> answer, Duration limit, CountDownLatch givenUp) throws McpFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || givenUp.getCount() == 0) {
                answer.cancel(true);
                throw left <= 0
                        ? new McpFailure(Kind.TIMEOUT, 0, "no complete answer within " + limit.toMillis() + " ms")
                        : abandoned();
            }
            try {
                return answer.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw abandoned();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw BoundedBody.isTooLong(cause) ? tooLong() : Connections.failure(endpoint, cause);
            }
        }
    }

    private McpFailure refused(HttpResponse<?> response) {
        int status = response.statusCode();
        String words = "HTTP status " + status;
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                new McpFailure(
                        Kind.HTTP,
                        status,
                        words + ", a redirect to "
                                + Statuses.target(endpoint, response)
                                        .map(URI::toString)
                                        .orElse("an address that cannot be read")
                                + ", which is not followed; give that address yourself if it is the right one");
            case 401, 403 ->
                new McpFailure(
                        Kind.UNAUTHORIZED,
                        status,
                        words
                                + (endpoint.authorization().isPresent()
                                        ? ", user and password were not accepted"
                                        : ", a login is wanted; write it into the address, as in http://user:password@host/"));
            case 404 ->
                new McpFailure(
                        Kind.HTTP, status, words + ", nothing is served at this path; check the path and the port");
            default -> new McpFailure(Kind.HTTP, status, words);
        };
    }

    private McpFailure tooLong() {
        return new McpFailure(
                Kind.READER, 0, "the page is longer than " + DataSize.text(most) + ", which is not accepted");
    }

    private static McpFailure abandoned() {
        return new McpFailure(Kind.ABANDONED, 0, "not waited for any longer: the capture was cancelled");
    }
}
