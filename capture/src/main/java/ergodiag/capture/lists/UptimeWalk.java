package ergodiag.capture.lists;

import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.lists.PagedList.Part;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A process list from the oldest to the youngest, in parts: each begins with the second in which the one before ended. A second with more
 * processes than fit in one part is left out and told ({@link #dense()}).
 */
final class UptimeWalk {
    private final PagedList<ProcessRow> parts;
    private final Seconds seconds;
    private final Question base;
    private final Function<Part<ProcessRow>, Optional<Judgement>> judge;
    private final List<Dense> dense = new ArrayList<>();
    private boolean ended;

    /**
     * A second in which more processes were started than fit in one part.
     *
     * @param uptime of those processes, as of the first reply
     * @param sample some of them
     */
    record Dense(long uptime, List<ProcessRow> sample) {}

    /** @param judge of the part that ends the walk, when nothing was left out */
    UptimeWalk(
            PagedList<ProcessRow> parts,
            Seconds seconds,
            Question base,
            Function<Part<ProcessRow>, Optional<Judgement>> judge) {
        this.parts = parts;
        this.seconds = seconds;
        this.base = base;
        this.judge = judge;
    }

    void run() {
        Part<ProcessRow> last = seconds.first(this::verdict);
        while (last.came() && last.full() && parts.goesOn()) {
            long youngest = seconds.youngest(last.rows());
            boolean mixed = seconds.oldest(last.rows()) > youngest;
            long next = mixed && seconds.asks(youngest) ? youngest : youngest - 1;
            if (next < youngest) {
                dense.add(new Dense(
                        youngest,
                        last.rows().stream()
                                .filter(row -> seconds.of(row) == youngest)
                                .toList()));
            }
            if (!seconds.asks(next)) {
                ended = true;
                return;
            }
            last = seconds.ask(base, OptionalLong.empty(), next, this::verdict);
        }
        ended = last.came() && !last.full();
    }

    private Optional<Judgement> verdict(Part<ProcessRow> part) {
        return !part.full() && dense.isEmpty() ? judge.apply(part) : Optional.empty();
    }

    /** The seconds that were left out. */
    List<Dense> dense() {
        return List.copyOf(dense);
    }

    /** Whether the walk came to the youngest process. */
    boolean ended() {
        return ended;
    }
}
