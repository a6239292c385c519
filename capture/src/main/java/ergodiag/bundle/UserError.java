package ergodiag.bundle;

import org.jspecify.annotations.Nullable;

/** Something in the user's input is wrong. The message says what we were doing, what happened, and what the user can do. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
