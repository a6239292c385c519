package ergodiag.ergo.pprof;

import java.io.IOException;

/** A profile that cannot be read; the message says what is wrong with it. */
public final class DamagedProfile extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedProfile(String message) {
        super("it is a profile that cannot be read: " + message);
    }
}
