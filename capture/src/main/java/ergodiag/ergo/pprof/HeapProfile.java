package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.TextLines;
import java.io.BufferedReader;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of {@code pprof_heap}. Amounts are in powers of 1024, rounded to a tenth of the unit: the node writes KB, MB and GB for KiB, MiB
 * and GiB (ERGO.md 4, {@code formatBytes} of its source).
 *
 * @param at the header line, or the place of the whole
 * @param inUse all memory in use that the profile knows of
 * @param rows the functions, largest in use first
 */
public record HeapProfile(Source at, Bytes inUse, List<HeapRow> rows) {

    private static final String AMOUNT = "(\\d+(?:\\.\\d+)?)([KMGT]?B)";
    private static final Pattern HEADER =
            Pattern.compile("heap profile: total inuse " + AMOUNT + "(?:, matched \\d+ functions)?, showing (\\d+)");
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
        Matcher header = text.header(HEADER, "the header of a heap profile");
        Source at = text.here();
        Bytes inUse = bytes(text, header.group(1), header.group(2));
        List<HeapRow> rows = FunctionRows.read(
                text,
                header.group(3),
                ROW,
                row -> new HeapRow(
                        row.group(5),
                        bytes(text, row.group(1), row.group(2)),
                        bytes(text, row.group(3), row.group(4)),
                        text.here()));
        return new HeapProfile(at, inUse, rows);
    }

    /**
     * Reads what {@code /debug/pprof/heap?debug=1} says, scaled up from the samples as Go itself does it.
     *
     * @param file path inside the bundle, for the sources
     * @throws ergodiag.ergo.UnreadableReply when it is no such text
     */
    public static HeapProfile fromGo(BufferedReader lines, String file) {
        return new HeapTextReader(new TextLines(lines, file)).read();
    }

    /**
     * Reads what the tool {@code heap_profile} of an Observer replied: a row for each function as in the table. The code that was seen of it gives
     * the samples themselves ({@code runtime.MemProfile}), of which small objects are far more than they look, so that they are scaled up as
     * Go does it; not, though, where the numbers as they are come nearer to what the heap holds. Memory is bounded: functions beyond {@value
     * FunctionRows#MOST_ROWS} are left out.
     *
     * @param at the reply's place
     * @param heap bytes that the node has on its heap; empty where it does not say
     * @throws ergodiag.ergo.UnreadableReply when it is no such reply
     */
    public static HeapProfile fromRecords(InputStream in, Source at, OptionalLong heap) {
        return new HeapRecordsReader(heap).read(in, at);
    }

    private static Bytes bytes(TextLines text, String number, String unit) {
        long factor = switch (unit) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            case "TB" -> 1L << 40;
            default -> 1;
        };
        double bytes = text.decimal(number) * factor;
        if (bytes >= Long.MAX_VALUE) {
            throw text.unreadable("the amount of " + number + unit + " is too large");
        }
        return new Bytes(Math.round(bytes));
    }
}
