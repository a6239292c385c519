package ergodiag.bundle.sign;

import java.io.IOException;

/** What stands there is not what SSH writes. The message says how, and ends a sentence. */
final class MalformedSsh extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedSsh(String how) {
        super(how);
    }

    MalformedSsh(String how, Exception cause) {
        super(how, cause);
    }
}
