package ergodiag.capture.lists;

import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.lists.PagedList.Part;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.process.ProcessRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Asks for processes by the second in which they were started, although a node filters by their uptime, which grows while we ask. Uptimes
 * are meant as of the first reply; how many seconds the node's clock went on since is read from any process that was seen before, and
 * where a reply holds none, from the oldest process of the node. What was asked with a second too few is asked again.
 */
final class Seconds {
    private static final int TRIES = 3;

    private final PagedList<ProcessRow> parts;
    private final Question base;
    private final Map<String, Long> uptimes = new HashMap<>();
    private long passed;
    private long oldest;

    /** @param base the list without any filter, by uptime */
    Seconds(PagedList<ProcessRow> parts, Question base) {
        this.parts = parts;
        this.base = base;
    }

    /** The first part, which says what uptimes are counted from. */
    Part<ProcessRow> first(Function<Part<ProcessRow>, Optional<Judgement>> judge) {
        Part<ProcessRow> part = parts.ask(base, judge);
        remember(part);
        oldest = part.rows().isEmpty() ? 0 : oldest(part.rows());
        return part;
    }

    /**
     * Asks for processes of these uptimes.
     *
     * @param judge sees a part of which it is certain that it was asked for with the right second
     */
    Part<ProcessRow> ask(
            Question question,
            OptionalLong least,
            long largest,
            Function<Part<ProcessRow>, Optional<Judgement>> judge) {
        Part<ProcessRow> part = Part.none();
        for (int i = 0; i < TRIES && parts.goesOn(); i++) {
            long assumed = passed;
            Question asks = question.with("max_uptime", Math.max(1, largest + assumed));
            long from = least.isPresent() ? least.getAsLong() + assumed : 0;
            asks = from > 0 ? asks.with("min_uptime", from) : asks;
            part = parts.ask(asks, it -> shows(it).orElse(-1) == assumed ? judge.apply(it) : Optional.empty());
            if (!part.came()) {
                return part;
            }
            boolean shows = shows(part).isPresent();
            passed = shows(part).orElseGet(this::now);
            if (shows || passed == assumed) {
                remember(part);
            }
            if (passed == assumed) {
                return part;
            }
        }
        return part;
    }

    /** Asks for the oldest process only to see how many seconds have passed. */
    private long now() {
        Part<ProcessRow> part = parts.ask(base, 1, it -> Optional.empty());
        return part.rows().isEmpty()
                ? passed
                : shows(part)
                        .orElse(Math.max(passed, part.rows().get(0).uptime().toSeconds() - oldest));
    }

    /** What most of the known processes say: the clock may go on in the middle of a reply. */
    private OptionalLong shows(Part<ProcessRow> part) {
        long[] said = part.rows().stream()
                .flatMapToLong(row -> Optional.ofNullable(uptimes.get(row.pid())).stream()
                        .mapToLong(first -> row.uptime().toSeconds() - first))
                .sorted()
                .toArray();
        return said.length == 0 ? OptionalLong.empty() : OptionalLong.of(said[said.length / 2]);
    }

    private void remember(Part<ProcessRow> part) {
        part.rows().forEach(row -> uptimes.putIfAbsent(row.pid(), row.uptime().toSeconds() - passed));
    }

    /** The uptime of a process as of the first reply; negative when it was started after it. */
    long of(ProcessRow row) {
        return uptimes.getOrDefault(row.pid(), row.uptime().toSeconds() - passed);
    }

    /** The first row is the oldest, the last the youngest. */
    long oldest(List<ProcessRow> rows) {
        return of(rows.get(0));
    }

    long youngest(List<ProcessRow> rows) {
        return of(rows.get(rows.size() - 1));
    }

    /** Whether processes of that second can be told from all others: no filter says "less than a second". */
    boolean asks(long uptime) {
        return uptime + passed >= 1;
    }
}
