package ergodiag.capture.lists;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.UnreadableReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts the rows of a stored list for its line in the ledger, and hands them on one by one: a list may be longer than memory. */
public final class CountedRows {
    private CountedRows() {}

    /** How a list is read row by row. */
    public interface Reader<T> {
        void stream(InputStream in, Source at, Consumer<T> rows);
    }

    /** Reads the file row by row and counts; what cannot be read ends the list. */
    private static <T> long read(Path file, Source at, Reader<T> reader, Consumer<T> into) {
        AtomicLong count = new AtomicLong();
        try (InputStream in = Files.newInputStream(file)) {
            reader.stream(in, at, row -> {
                count.incrementAndGet();
                into.accept(row);
            });
        } catch (IOException | UnreadableReply | OutOfMemoryError e) {
            return count.get();
        }
        return count.get();
    }

    /** Asks for a list, hands on its rows, and lets the line of the ledger say how many came. */
    public static <T> Answer ask(
            Asker asker, Question question, Reader<T> reader, Consumer<T> into, UnaryOperator<Call> finish) {
        return asker.ask(question, (call, file) -> {
            long rows = read(file, question.tool().in(call), reader, into);
            long limit = call.part().limit().orElse(0);
            return finish.apply(call.listed(list -> list.counted(rows, limit > 0 && rows >= limit)));
        });
    }
}
