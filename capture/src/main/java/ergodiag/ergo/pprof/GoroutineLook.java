package ergodiag.ergo.pprof;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Fields;
import ergodiag.ergo.UnreadableReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One dump that a goroutine sampler took: a line of {@code series.sample_start.goroutines.jsonl}. All of its blocks stand on that line.
 *
 * @param time the node's clock
 * @param dump what was seen
 */
public record GoroutineLook(Reading<Instant> time, GoroutineDump dump) {
    /** Longest entry that is read: a dump below the wall with all of its quotes. */
    private static final int LONGEST_LINE = 1 << 20;
    /** Blocks of all looks together that are kept: an hour of a few dozen busy actors, twice a second. */
    private static final int MOST_BLOCKS = 300_000;

    /**
     * Reads a series line by line; a line that cannot be read is passed over, and so is what is beyond {@value #MOST_BLOCKS} blocks.
     *
     * @param file path inside the bundle, for the sources
     * @throws UnreadableReply when the file cannot be read to its end
     */
    public static List<GoroutineLook> list(BufferedReader text, String file) {
        List<GoroutineLook> looks = new ArrayList<>();
        BoundedLines lines = new BoundedLines(text, LONGEST_LINE);
        int blocks = 0;
        try {
            for (Optional<String> line = lines.next(); line.isPresent() && blocks <= MOST_BLOCKS; line = lines.next()) {
                if (!lines.cut()) {
                    Optional<GoroutineLook> look =
                            look(line.get(), Source.file(file).atLine(lines.number()));
                    look.ifPresent(looks::add);
                    blocks += 1 + look.map(it -> it.dump().groups().size()).orElse(0);
                }
            }
        } catch (IOException e) {
            throw new UnreadableReply(file, lines.number(), WorldError.reason(e));
        }
        return List.copyOf(looks);
    }

    private static Optional<GoroutineLook> look(String line, Source at) {
        try {
            JsonNode entry = ForeignJson.mapper().readTree(line);
            String text =
                    entry.path("data").path("content").path(0).path("text").asString("");
            return text.isEmpty() || entry.path("data").path("isError").asBoolean(false)
                    ? Optional.empty()
                    : Optional.of(
                            new GoroutineLook(new Fields(entry, at).instantOrGap("timestamp"), onOneLine(text, at)));
        } catch (JacksonException | UnreadableReply e) {
            return Optional.empty();
        }
    }

    private static GoroutineDump onOneLine(String text, Source at) {
        GoroutineDump dump = GoroutineDump.read(new BufferedReader(new StringReader(text)), at.file());
        List<GoroutineGroup> groups = dump.groups().stream()
                .map(it -> new GoroutineGroup(
                        it.count(), it.pid(), it.labels(), it.reason(), it.minutes(), it.frames(), at))
                .toList();
        return new GoroutineDump(dump.total(), dump.matched(), dump.showing(), dump.notShown(), groups);
    }
}
