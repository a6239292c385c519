package ergodiag.ergo.pprof;

import ergodiag.ergo.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of a profile, a line each; lines of another form are passed over. */
final class FunctionRows {
    /** More functions than any binary allocates in or has on its stacks at one time. */
    static final int MOST_ROWS = 50_000;

    private FunctionRows() {}

    /**
     * Reads the rest of a reply.
     *
     * @param showing how many functions the header counts
     * @throws ergodiag.ergo.UnreadableReply when it counts some and not one is there
     */
    static <T> List<T> read(TextLines text, String showing, Pattern form, Function<Matcher, T> row) {
        return read(text, showing, form, row, other -> {});
    }

    /** @param others takes the lines of another form */
    static <T> List<T> read(
            TextLines text, String showing, Pattern form, Function<Matcher, T> row, Consumer<String> others) {
        long counted = text.number(showing);
        List<T> rows = new ArrayList<>();
        for (Optional<String> line = text.next(); line.isPresent(); line = text.next()) {
            Matcher matcher = form.matcher(line.get().strip());
            if (!matcher.matches()) {
                others.accept(line.get());
            } else if (rows.size() < MOST_ROWS) {
                rows.add(row.apply(matcher));
            }
        }
        if (rows.isEmpty() && counted > 0) {
            throw text.unreadable("the header counts " + counted + " functions and not one is there");
        }
        return rows;
    }
}
