package ergodiag.capture;

import java.io.IOException;

/** The text is not JSON, or nested beyond reason. */
final class NotJson extends IOException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
        super(message);
    }
}
