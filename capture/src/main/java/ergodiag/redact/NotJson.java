package ergodiag.redact;

import java.io.IOException;

/** A text is not JSON, or nested or long beyond reason. */
public final class NotJson extends IOException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
        super(message);
    }
}
