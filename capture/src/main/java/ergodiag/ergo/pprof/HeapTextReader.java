package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.TextLines;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of {@code /debug/pprof/heap?debug=1}: a record for each stack that allocated, as it was sampled. The innermost frame is the
 * function that allocated; Go leaves out its runtime's own ({@code printStackRecord}).
 */
final class HeapTextReader {
    private static final String COUNTS = "(\\d{1,18}): (\\d{1,18}) \\[(\\d{1,18}): (\\d{1,18})\\] @";
    private static final Pattern HEADER = Pattern.compile("heap profile: " + COUNTS + " heap/(\\d{1,18})");
    private static final Pattern RECORD = Pattern.compile(COUNTS + "(?: 0x[0-9a-f]+)*\\s*");
    private static final Pattern FRAME = Pattern.compile("#\\t0x[0-9a-f]+\\t+([^\\t]+?)(?:\\+0x[0-9a-f]+)?(?:\\t.*)?");

    private final TextLines lines;
    private final Map<String, HeapRow> rows = new LinkedHashMap<>();
    private Optional<HeapRow> open = Optional.empty();
    private long inUse;

    HeapTextReader(TextLines lines) {
        this.lines = lines;
    }

    HeapProfile read() {
        Matcher header = lines.header(HEADER, "the header of a heap profile");
        Source at = lines.here();
        // the header names twice the rate at which it samples, as Go's writeHeapInternal says
        HeapScale scale = new HeapScale(lines.number(header.group(5)) / 2);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            Matcher record = RECORD.matcher(line.get());
            Matcher frame = FRAME.matcher(line.get());
            if (record.matches()) {
                begin(record, scale);
            } else if (frame.matches()) {
                close(frame.group(1).strip());
            }
        }
        return new HeapProfile(
                at,
                new Bytes(inUse),
                rows.values().stream()
                        .sorted(Comparator.comparingLong(
                                        (HeapRow row) -> row.inUse().count())
                                .reversed())
                        .toList());
    }

    private void begin(Matcher record, HeapScale scale) {
        HeapRow row = new HeapRow(
                "",
                new Bytes(scale.bytes(lines.number(record.group(1)), lines.number(record.group(2)))),
                new Bytes(scale.bytes(lines.number(record.group(3)), lines.number(record.group(4)))),
                lines.here());
        inUse = HeapScale.sum(inUse, row.inUse().count());
        open = Optional.of(row);
    }

    /** The record counts for that function. */
    private void close(String function) {
        open.filter(row -> rows.size() < FunctionRows.MOST_ROWS || rows.containsKey(function))
                .ifPresent(row -> rows.merge(
                        function,
                        new HeapRow(function, row.inUse(), row.allocated(), row.at()),
                        (old, more) -> new HeapRow(
                                function,
                                new Bytes(HeapScale.sum(
                                        old.inUse().count(), more.inUse().count())),
                                new Bytes(HeapScale.sum(
                                        old.allocated().count(),
                                        more.allocated().count())),
                                old.at())));
        open = Optional.empty();
    }
}
