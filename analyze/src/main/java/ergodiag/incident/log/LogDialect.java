package ergodiag.incident.log;

import java.util.Optional;

/** A way to write a log. */
interface LogDialect {
    /** Its name, for people. */
    String words();

    /** What a line of it tells; empty for any other line. */
    Optional<Told> read(String line);

    /** Whether a message can go on in the next line, as it is written there as it is; otherwise its ends of lines are escaped. */
    default boolean goesOn() {
        return false;
    }
}
