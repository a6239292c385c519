package ergodiag.bundle.ssh;

import java.io.IOException;

/** What stands there is not what SSH writes. The message says how, and ends a sentence. */
public final class MalformedSsh extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedSsh(String how) {
        super(how);
    }

    public MalformedSsh(String how, Exception cause) {
        super(how, cause);
    }
}
