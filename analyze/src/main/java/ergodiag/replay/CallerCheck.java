package ergodiag.replay;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a replay lets in. Stricter than a node, which asks for the token only: a page in a browser can reach loopback too, by a name of its
 * own that it lets point here, and would read the whole bundle. What gives it away is the {@code Host} it names and the {@code Origin} that
 * the browser adds (MCP 2025-06-18, transports, security warning). The port may be any: a tunnel has another at its end.
 */
final class CallerCheck {
    private static final String LOOPBACK = "(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?";
    private static final Pattern HOST = Pattern.compile(LOOPBACK, Pattern.CASE_INSENSITIVE);
    private static final Pattern ORIGIN = Pattern.compile("https?://" + LOOPBACK, Pattern.CASE_INSENSITIVE);

    private final Optional<String> token;

    CallerCheck(Optional<String> token) {
        this.token = token;
    }

    /**
     * Why a caller is turned away.
     *
     * @param status of HTTP: 401 or 403
     * @param why a sentence for whoever started the replay, as the caller's words made it
     */
    record Refusal(int status, String why) {}

    /** What is against where the request comes from, whatever it asks for. */
    Optional<Refusal> stranger(Headers headers) {
        List<String> hosts = headers.getOrDefault("Host", List.of(""));
        List<String> origins = headers.getOrDefault("Origin", List.of());
        return foreign("Host", HOST, hosts).or(() -> foreign("Origin", ORIGIN, origins));
    }

    private static Optional<Refusal> foreign(String header, Pattern ours, List<String> values) {
        return values.stream()
                .filter(value -> !ours.matcher(value).matches())
                .findFirst()
                .map(value -> new Refusal(403, "its " + header + " is '" + value + "', not this machine"));
    }

    /** What is against the token that came. It is compared as bytes, in a time that does not tell how far it is right. */
    Optional<Refusal> unknown(Headers headers) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> sent = Optional.ofNullable(headers.getFirst("Authorization"));
        // The server hands out each byte of a header as one character.
        boolean right = MessageDigest.isEqual(
                ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8),
                sent.orElse("").getBytes(StandardCharsets.ISO_8859_1));
        return right
                ? Optional.empty()
                : Optional.of(new Refusal(
                        401, sent.isEmpty() ? "it sent no token, and one is wanted" : "its token is another one"));
    }
}
