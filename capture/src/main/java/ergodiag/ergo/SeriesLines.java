package ergodiag.ergo;

import ergodiag.bundle.BoundedLines;
import ergodiag.bundle.Source;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/** The file of what a sampler brought: an entry a line, of which one that cannot be read is passed over. */
final class SeriesLines {
    /** Longest entry that is read: a panic with its stack, a large message. */
    private static final int LONGEST = 1 << 20;

    private SeriesLines() {}

    /**
     * Reads a series line by line.
     *
     * @param read one entry; empty for what is none
     * @throws UnreadableReply when the file cannot be read to its end
     */
    static <T> List<T> read(BufferedReader text, String file, Function<Fields, Optional<T>> read) {
        List<T> entries = new ArrayList<>();
        BoundedLines lines = new BoundedLines(text, LONGEST);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!lines.cut()) {
                    entry(line.get(), Source.file(file).atLine(lines.number()), read)
                            .ifPresent(entries::add);
                }
            }
        } catch (IOException e) {
            throw new UnreadableReply(file, lines.number(), WorldError.reason(e));
        }
        return List.copyOf(entries);
    }

    private static <T> Optional<T> entry(String line, Source at, Function<Fields, Optional<T>> read) {
        try {
            return read.apply(new Fields(ForeignJson.mapper().readTree(line), at));
        } catch (JacksonException | UnreadableReply e) {
            return Optional.empty();
        }
    }
}
