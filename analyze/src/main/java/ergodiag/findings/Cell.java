package ergodiag.findings;

import ergodiag.ergo.Bytes;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A cell of a table.
 *
 * @param text what is printed
 * @param value the value that it prints, in the unit of its column; empty for text, and where it is not known
 */
public record Cell(String text, OptionalDouble value) {
    /** Nothing. */
    public static final Cell EMPTY = text("");

    /** A text, or why there is no number. */
    public static Cell text(String text) {
        return new Cell(text, OptionalDouble.empty());
    }

    /** A count of things. */
    public static Cell count(double things) {
        return printed(Numbers.count(things), things);
    }

    /** A count that may be larger. */
    public static Cell atLeast(double things) {
        return printed("≥ " + Numbers.count(things), things);
    }

    /** A number in the unit of its column. */
    public static Cell number(double value) {
        return printed(Numbers.number(value), value);
    }

    /** A duration in a column of durations: its value is in seconds. */
    public static Cell time(Duration time) {
        return printed(Numbers.time(time), time.toNanos() / 1e9);
    }

    /** A size: its value is in bytes. */
    public static Cell size(Bytes size) {
        return printed(Numbers.size(size.count()), size.count());
    }

    private static Cell printed(String text, double value) {
        return new Cell(text, Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty());
    }

    /** Whether both say the same: by their values where both have one, else by their texts. */
    public boolean says(Cell other) {
        return text.equals(other.text)
                || value.isPresent() && other.value.isPresent() && value.getAsDouble() == other.value.getAsDouble();
    }
}
