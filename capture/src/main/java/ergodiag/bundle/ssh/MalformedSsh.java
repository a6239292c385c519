package ergodiag.bundle.ssh;

import java.io.IOException;

/** What stands there is not what SSH writes. The message says how, and ends a sentence. */
public final class MalformedSsh extends IOException {
    private static final long serialVersionUID = 1L;

    private final String how;

    public MalformedSsh(String how) {
        super(how);
        this.how = how;
    }

    public MalformedSsh(String how, Exception cause) {
        super(how, cause);
        this.how = how;
    }

    /** The message. */
    public String how() {
        return how;
    }
}
