package ergodiag.mcp;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/** The session that a gateway in front of a node may open: whoever gets an id has to send it along from then on (MCP, session management). */
final class Sessions {
    static final String HEADER = "Mcp-Session-Id";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,1024}");

    private Sessions() {}

    /** The session that a good answer opens; none from one to a question of the newer dialect, which has no sessions. */
    static Optional<String> of(HttpResponse<?> response) {
        if (response.statusCode() != 200
                || response.request().headers().firstValue(Wire.VERSION).isPresent()) {
            return Optional.empty();
        }
        return response.headers().firstValue(HEADER).filter(id -> ID.matcher(id).matches());
    }
}
