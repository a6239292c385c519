package ergodiag.capture.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal at which a person sits, if one does. */
final class Terminal {
    private Terminal() {}

    static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }
}
