package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.TextLines;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of {@code pprof_heap}. Amounts are in powers of 1024 (the node writes KB for KiB), rounded to a tenth of the unit.
 *
 * @param at the header line
 * @param inUse all memory in use that the profile knows of
 * @param matched functions that passed the filter; absent when there was none
 * @param showing functions in the reply by its own word
 * @param rows the functions, largest in use first
 */
public record HeapProfile(Source at, Bytes inUse, OptionalLong matched, long showing, List<HeapRow> rows) {

    /** More functions than any binary allocates in. */
    static final int MOST_ROWS = 50_000;

    private static final String AMOUNT = "(\\d+(?:\\.\\d+)?)([KMGT]?B)";
    private static final Pattern HEADER =
            Pattern.compile("heap profile: total inuse " + AMOUNT + "(?:, matched (\\d+) functions)?, showing (\\d+)");
    private static final Pattern ROW = Pattern.compile(AMOUNT + "\\s+" + AMOUNT + "\\s+(\\S.*)");

    public HeapProfile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a reply.
     *
     * @param file path inside the bundle, for the sources
     * @throws ergodiag.ergo.UnreadableReply when it is no heap profile
     */
    public static HeapProfile read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        String first = text.first("the header of a heap profile");
        Matcher header = HEADER.matcher(first.strip());
        if (!header.matches()) {
            throw text.unexpected("the header of a heap profile", first);
        }
        Source at = text.here();
        Bytes inUse = bytes(header.group(1), header.group(2));
        OptionalLong matched =
                header.group(3) == null ? OptionalLong.empty() : OptionalLong.of(text.number(header.group(3)));
        long showing = text.number(header.group(4));
        List<HeapRow> rows = new ArrayList<>();
        for (Optional<String> line = text.next(); line.isPresent() && rows.size() < MOST_ROWS; line = text.next()) {
            Matcher row = ROW.matcher(line.get().strip());
            if (row.matches()) {
                rows.add(new HeapRow(
                        row.group(5),
                        bytes(row.group(1), row.group(2)),
                        bytes(row.group(3), row.group(4)),
                        text.here()));
            }
        }
        if (rows.isEmpty() && showing > 0) {
            throw text.unreadable("the header counts " + showing + " functions and not one is there");
        }
        return new HeapProfile(at, inUse, matched, showing, rows);
    }

    private static Bytes bytes(String number, String unit) {
        long factor = switch (unit) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            case "TB" -> 1L << 40;
            default -> 1;
        };
        return new Bytes(Math.round(Double.parseDouble(number) * factor));
    }
}
