package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.GoDuration;
import ergodiag.ergo.TextLines;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of {@code pprof_cpu}.
 *
 * @param at the header line
 * @param length for how long the node was watched
 * @param sampled CPU time seen in that time on all cores; the header calls it "total samples" and means nanoseconds (ERGO.md 4)
 * @param matched functions that passed the filter; absent when there was none
 * @param showing functions in the reply by its own word
 * @param rows the functions, largest own share first
 */
public record CpuProfile(
        Source at, Duration length, Duration sampled, OptionalLong matched, long showing, List<CpuRow> rows) {

    /** More functions than any binary has on its stacks at one time. */
    static final int MOST_ROWS = 50_000;

    private static final Pattern HEADER = Pattern.compile(
            "CPU profile: (\\d+(?:\\.\\d+)?) seconds, (\\d+) total samples(?:, matched (\\d+) functions)?, showing (\\d+)");
    private static final Pattern ROW = Pattern.compile("(\\d+(?:\\.\\d+)?)%?\\s+(\\d+(?:\\.\\d+)?)%?\\s+(\\S.*)");

    public CpuProfile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a reply.
     *
     * @param file path inside the bundle, for the sources
     * @throws ergodiag.ergo.UnreadableReply when it is no CPU profile
     */
    public static CpuProfile read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        String first = text.first("the header of a CPU profile");
        Matcher header = HEADER.matcher(first.strip());
        if (!header.matches()) {
            throw text.unexpected("the header of a CPU profile", first);
        }
        Source at = text.here();
        Duration length =
                GoDuration.seconds(header.group(1)).orElseThrow(() -> text.unexpected("a length in seconds", first));
        Duration sampled = Duration.ofNanos(text.number(header.group(2)));
        OptionalLong matched =
                header.group(3) == null ? OptionalLong.empty() : OptionalLong.of(text.number(header.group(3)));
        long showing = text.number(header.group(4));
        List<CpuRow> rows = new ArrayList<>();
        for (Optional<String> line = text.next(); line.isPresent() && rows.size() < MOST_ROWS; line = text.next()) {
            Matcher row = ROW.matcher(line.get().strip());
            if (row.matches()) {
                rows.add(new CpuRow(
                        row.group(3), Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2)), text.here()));
            }
        }
        if (rows.isEmpty() && showing > 0) {
            throw text.unreadable("the header counts " + showing + " functions and not one is there");
        }
        return new CpuProfile(at, length, sampled, matched, showing, rows);
    }
}
