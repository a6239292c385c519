package ergodiag.bundle;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place in a bundle and the value that stands there: what every finding points at.
 *
 * @param file path inside the bundle's root folder, with {@code /} as separator
 * @param pointer JSON pointer (RFC 6901) into the file; empty for a text file
 * @param line line of a text or JSON-lines file, counted from 1; empty for a JSON file
 * @param value the value found there, as text: for a pointer the scalar's JSON text without quotes, for a line the line itself
 */
public record Evidence(String file, Optional<String> pointer, OptionalInt line, String value) {

    /** Evidence at a JSON pointer. */
    public static Evidence at(String file, String pointer, Object value) {
        return new Evidence(file, Optional.of(pointer), OptionalInt.empty(), String.valueOf(value));
    }

    /** Evidence on a line of a text file. */
    public static Evidence line(String file, int line, String value) {
        return new Evidence(file, Optional.empty(), OptionalInt.of(line), value);
    }

    /** {@code file#pointer} or {@code file:line}: the form that {@code ergodiag show} takes. */
    public String reference() {
        return file + pointer.map(p -> "#" + p).orElse("") + (line.isPresent() ? ":" + line.getAsInt() : "");
    }
}
