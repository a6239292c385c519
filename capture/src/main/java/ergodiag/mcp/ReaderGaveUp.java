package ergodiag.mcp;

import java.io.IOException;

/** Thrown by a {@link TextReader} that will not take the reply, so that this is not mistaken for a broken connection. */
public final class ReaderGaveUp extends IOException {
    private static final long serialVersionUID = 1L;

    public ReaderGaveUp(String message, Throwable cause) {
        super(message, cause);
    }
}
