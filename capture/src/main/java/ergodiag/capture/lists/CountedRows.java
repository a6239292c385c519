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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts the rows of a stored list for its line in the ledger, and hands them on one by one: a list may be longer than memory. */
public final class CountedRows {
    /** Rows that are read before the next look whether there is still time. */
    private static final int BETWEEN_LOOKS = 1_000;

    private CountedRows() {}

    /** How a list is read row by row. */
    public interface Reader<T> {
        void stream(InputStream in, Source at, Consumer<T> rows);
    }

    /** @param whole whether all rows were read: reading ends with the time of the capture */
    private record Counted(long rows, boolean whole) {}

    /** Reads the file row by row and counts; what cannot be read ends the list. */
    private static <T> Counted read(Path file, Source at, Reader<T> reader, Consumer<T> into, BooleanSupplier over) {
        AtomicLong count = new AtomicLong();
        AtomicBoolean late = new AtomicBoolean();
        try (InputStream in = Files.newInputStream(file)) {
            reader.stream(in, at, row -> {
                if (count.get() % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 && over.getAsBoolean()) {
                    late.set(true);
                    throw new UnreadableReply(at.file(), 0, "the time of the capture is over");
                }
                count.incrementAndGet();
                into.accept(row);
            });
        } catch (IOException | UnreadableReply | OutOfMemoryError e) {
            return new Counted(count.get(), !late.get());
        }
        return new Counted(count.get(), true);
    }

    /** Asks for a list, hands on its rows, and lets the line of the ledger say how many came. */
    public static <T> Answer ask(
            Asker asker, Question question, Reader<T> reader, Consumer<T> into, UnaryOperator<Call> finish) {
        return asker.ask(question, (call, file) -> {
            Counted counted = read(file, question.tool().in(call), reader, into, asker::isOver);
            long rows = counted.rows();
            long limit = call.part().limit().orElse(0);
            Call listed = finish.apply(
                    call.listed(list -> list.counted(rows, !counted.whole() || limit > 0 && rows >= limit)));
            return counted.whole() ? listed : listed.listed(list -> list.judged(false, list.expected()));
        });
    }
}
