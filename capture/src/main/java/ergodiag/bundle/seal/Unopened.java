package ergodiag.bundle.seal;

import java.io.IOException;

/** A sealed file that was not opened. The message says why and what to do, as a part of a sentence that begins with "it". */
public final class Unopened extends IOException {
    private static final long serialVersionUID = 1L;

    Unopened(String why) {
        super(why);
    }

    Unopened(String why, Throwable cause) {
        super(why, cause);
    }
}
