package ergodiag.capture;

import ergodiag.bundle.Call;
import ergodiag.ergo.UnreadableReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts and collects the rows of a stored list for its line in the ledger. */
final class Rows {
    /** The rows of a million processes are in the file, not in memory. */
    private static final int MOST_HELD = 20_000;

    private Rows() {}

    /** How a list is read row by row. */
    interface Reader<T> {
        void stream(InputStream in, String file, Consumer<T> rows);
    }

    /** Reads the file row by row, keeps the first ones, and counts all; what cannot be read ends the list. */
    private static <T> long read(Path file, Reader<T> reader, List<T> into) {
        AtomicLong count = new AtomicLong();
        try (InputStream in = Files.newInputStream(file)) {
            reader.stream(in, "", row -> {
                if (count.incrementAndGet() <= MOST_HELD) {
                    into.add(row);
                }
            });
        } catch (IOException | UnreadableReply e) {
            return count.get();
        }
        return count.get();
    }

    /** Asks for a list, collects its rows, and lets the line of the ledger say how many came. */
    static <T> Answer ask(Asker asker, Question question, Reader<T> reader, List<T> into, UnaryOperator<Call> finish) {
        return asker.ask(question, (call, file) -> {
            long rows = read(file, reader, into);
            boolean cut = call.limit().isPresent()
                    && call.limit().getAsLong() > 0
                    && rows >= call.limit().getAsLong();
            return finish.apply(Calls.rows(call, rows, cut));
        });
    }
}
