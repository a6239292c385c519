package ergodiag.capture.scope;

import ergodiag.mcp.Endpoint;
import java.util.Optional;

/** Asks the user for the token of an endpoint that wants one. */
public interface TokenPrompt {
    /** There is nobody to ask. */
    TokenPrompt NOBODY = endpoint -> Optional.empty();

    /** The token; empty when the user gives none. */
    Optional<String> token(Endpoint endpoint);
}
