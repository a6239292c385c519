package ergodiag.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an Observer says of itself to everybody (ERGO33.md 1).
 *
 * @param mount where its pages begin; "" for the root of the server
 * @param mcp whether it serves MCP
 * @param wantsCaller whether it wants to know who asks
 */
public record ObserverPages(String mount, boolean mcp, boolean wantsCaller) {
    static final String PATH = "/api/capabilities";

    private static final int LONGEST = 1 << 16;

    /** The path of its MCP endpoint, where it has one. */
    public String path() {
        return mount + "/mcp";
    }

    static Optional<ObserverPages> read(String mount, InputStream body) throws IOException {
        JsonNode said;
        try {
            said = Envelope.JSON.readTree(body.readNBytes(LONGEST));
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!said.path("v").isObject() || !said.path("feat").isArray()) {
            return Optional.empty();
        }
        boolean mcp = StreamSupport.stream(said.path("feat").spliterator(), false)
                .anyMatch(feature -> feature.asString("").equals("observer.mcp"));
        return Optional.of(new ObserverPages(mount, mcp, said.path("auth").asBoolean(false)));
    }
}
