package ergodiag.bundle;

import java.util.Optional;

/**
 * Where a record was read from, so that each of its fields can be cited.
 *
 * @param file path inside the bundle
 * @param pointer JSON pointer of the object; "" for the root of the file
 * @param line for records read from text or JSON lines: the first line, counted from 1; 0 otherwise
 */
public record Source(String file, String pointer, int line) {

    /** The root of a JSON file. */
    public static Source file(String file) {
        return new Source(file, "", 0);
    }

    /** An element of the array at this place. */
    public Source element(int index) {
        return new Source(file, pointer + "/" + index, line);
    }

    /** The member {@code name} of the object at this place. */
    public Source member(String name) {
        return new Source(file, pointer + "/" + name.replace("~", "~0").replace("/", "~1"), line);
    }

    /** The same file, at a line. */
    public Source atLine(int number) {
        return new Source(file, "", number);
    }

    /** Evidence for the field {@code name} of the object at this place. */
    public Evidence field(String name, Object value) {
        return line > 0
                ? Evidence.line(file, line, String.valueOf(value))
                : member(name).value(value);
    }

    /** Evidence for the value at this very place. */
    public Evidence value(Object value) {
        return line > 0
                ? Evidence.line(file, line, String.valueOf(value))
                : new Evidence(file, Optional.of(pointer), java.util.OptionalInt.empty(), String.valueOf(value));
    }
}
