package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.GoDuration;
import ergodiag.ergo.TextLines;
import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of {@code pprof_cpu}, or a profile that was taken along: that one tells actors too.
 *
 * @param at the header line
 * @param length for how long the node was watched
 * @param sampled CPU time seen in that time on all cores; the header calls it "total samples" and means nanoseconds (ERGO.md 4)
 * @param rows the functions, largest own share first
 * @param actors for whom it was computed, as far as labels tell
 */
public record CpuProfile(Source at, Duration length, Duration sampled, List<CpuRow> rows, List<ActorShare> actors) {

    private static final Pattern HEADER = Pattern.compile(
            "CPU profile: (\\d+(?:\\.\\d+)?) seconds, (\\d+) total samples(?:, matched \\d+ functions)?, showing (\\d+)");
    private static final Pattern ROW = Pattern.compile("(\\d+(?:\\.\\d+)?)%?\\s+(\\d+(?:\\.\\d+)?)%?\\s+(\\S.*)");

    public CpuProfile {
        rows = List.copyOf(rows);
        actors = List.copyOf(actors);
    }

    /** The same with the ids of actors as the function has them. */
    public CpuProfile renamed(UnaryOperator<String> pids) {
        return new CpuProfile(
                at,
                length,
                sampled,
                rows,
                actors.stream()
                        .map(actor -> new ActorShare(
                                pids.apply(actor.id()), actor.meta(), actor.percent(), actor.functions(), actor.at()))
                        .toList());
    }

    /**
     * Reads a reply.
     *
     * @param file path inside the bundle, for the sources
     * @throws ergodiag.ergo.UnreadableReply when it is no CPU profile
     */
    public static CpuProfile read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        Matcher header = text.header(HEADER, "the header of a CPU profile");
        Source at = text.here();
        Duration length = GoDuration.seconds(header.group(1))
                .orElseThrow(() -> text.unexpected("a length in seconds", header.group()));
        Duration sampled = Duration.ofNanos(text.number(header.group(2)));
        ActorRows actors = new ActorRows();
        List<CpuRow> rows = FunctionRows.read(
                text,
                header.group(3),
                ROW,
                row -> new CpuRow(row.group(3), text.decimal(row.group(1)), text.decimal(row.group(2)), text.here()),
                line -> actors.take(line, text.here()));
        return new CpuProfile(at, length, sampled, rows, actors.read());
    }
}
