package ergodiag.capture;

import ergodiag.bundle.Call;
import ergodiag.ergo.UnreadableReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Counts and collects the rows of a stored list for its line in the ledger. */
final class Rows {
    private Rows() {}

    /** How a list is read row by row. */
    interface Reader<T> {
        void stream(InputStream in, String file, Consumer<T> rows);
    }

    /** All rows of the file; what cannot be read ends the list. */
    static <T> List<T> of(Path file, Reader<T> reader) {
        List<T> rows = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            reader.stream(in, "", rows::add);
        } catch (IOException | UnreadableReply e) {
            return List.copyOf(rows);
        }
        return List.copyOf(rows);
    }

    /** Asks for a list, collects its rows, and lets the line of the ledger say how many came. */
    static <T> Answer ask(Asker asker, Question question, Reader<T> reader, List<T> into, UnaryOperator<Call> finish) {
        return asker.ask(question, (call, file) -> {
            List<T> rows = of(file, reader);
            into.addAll(rows);
            boolean cut = call.limit().isPresent()
                    && call.limit().getAsLong() > 0
                    && rows.size() >= call.limit().getAsLong();
            return finish.apply(Calls.rows(call, rows.size(), cut));
        });
    }
}
