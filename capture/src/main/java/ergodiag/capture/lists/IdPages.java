package ergodiag.capture.lists;

import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.lists.PagedList.Part;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Ids;
import ergodiag.ergo.process.ProcessRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The process list of an Observer page by page, where the whole does not come: it walks the ids in their order, and the next page begins behind the last
 * id of the one before (ERGO33.md 6).
 */
final class IdPages {
    /** Rows of a page. */
    static final int ROWS = 2_000;

    private IdPages() {}

    /** @param judge says of the last page, by how many rows have come, whether they are all */
    static void read(PagedList<ProcessRow> parts, Question list, LongFunction<Judgement> judge) {
        Question page = list.with("scan", "ordered");
        Optional<Question> next = Optional.of(page);
        while (next.isPresent() && parts.goesOn()) {
            Part<ProcessRow> part = parts.ask(
                    next.get(), ROWS, it -> it.full() ? Optional.empty() : Optional.of(judge.apply(parts.seen())));
            next = part.came() && part.full()
                    ? behind(part.rows()).map(start -> page.with("start", start))
                    : Optional.empty();
        }
    }

    private static Optional<Long> behind(List<ProcessRow> rows) {
        OptionalLong last =
                Ids.of(rows.get(rows.size() - 1).pid()).map(Ids.Id::number).orElse(OptionalLong.empty());
        return last.isPresent() ? Optional.of(last.getAsLong() + 1) : Optional.empty();
    }
}
