package ergodiag.findings;

/**
 * A column of a table.
 *
 * @param heading as printed, with the unit in parentheses where the cells do not print it themselves
 * @param unit unit of the values of its cells, {@code s}, {@code bytes}, {@code 1} for a count; "" for a column of text
 * @param compared what a comparison of two results makes of it
 */
public record Column(String heading, String unit, Compared compared) {
    private static final String PER_SECOND = "1/s";

    /** What a comparison of two results makes of a column. Rows of tables without a key are not compared. */
    public enum Compared {
        /** Says whose row it is: the rows of both results with the same keys belong together. */
        KEY,
        /** A key that is the other end of a link. */
        OTHER_END,
        /** Every change is told. */
        VALUE,
        /** A change is told where it is much: rates are never the same twice. */
        RATE,
        /** A change is another version of a program. */
        VERSION,
        /** Is always different, or its change says nothing. */
        NEVER
    }

    /** A column of text. */
    public static Column text(String heading) {
        return new Column(heading, "", Compared.NEVER);
    }

    /** A column that says whose row it is. */
    public static Column key(String heading) {
        return text(heading).compared(Compared.KEY);
    }

    /** A column of counts and other numbers without a unit. */
    public static Column count(String heading) {
        return new Column(heading, "1", Compared.NEVER);
    }

    /** A column of durations; its cells print their unit. */
    public static Column time(String heading) {
        return new Column(heading, "s", Compared.NEVER);
    }

    /** A column of sizes; its cells print their unit. */
    public static Column size(String heading) {
        return new Column(heading, "bytes", Compared.NEVER);
    }

    /** A column of numbers in a unit that the heading prints. */
    public static Column in(String name, String unit) {
        return new Column(name + " (" + unit + ")", unit, Compared.NEVER);
    }

    /** A column of how often something happens each second. */
    public static Column rate(String name) {
        return in(name, PER_SECOND).compared(Compared.RATE);
    }

    /** The same column, compared in that way. */
    public Column compared(Compared how) {
        return new Column(heading, unit, how);
    }

    /** Whether it holds numbers, and so is aligned to the right. */
    public boolean isNumeric() {
        return !unit.isEmpty();
    }

    /** Whether it says whose row it is. */
    public boolean isKey() {
        return compared == Compared.KEY || compared == Compared.OTHER_END;
    }
}
