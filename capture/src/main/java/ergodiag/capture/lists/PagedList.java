package ergodiag.capture.lists;

import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.scope.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One reading of a list that comes in parts, each below the wall: asks for a part with the limit that fits, learns from it, and removes
 * doubles. A part that ran into the wall is asked for once more with so few rows that it cannot run into it again (ERGO.md 2).
 */
final class PagedList<R> {
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** So many rows of a part are looked at; of a part that is longer the others are counted. */
    private static final int MOST_ROWS = 20_000;
    /** No list of a node is longer. */
    private static final int MOST_SEEN = 1_000_000;

    private final Asker asker;
    private final int reading;
    private final Wall wall;
    private final int most;
    private final Kind<R> kind;
    private final Consumer<R> rows;
    private final Set<String> seen = new HashSet<>();
    private long slowestNanos;
    private int asked;
    private long passed;
    private boolean answers = true;
    private boolean judged;

    /**
     * What a list is made of.
     *
     * @param reader how its rows are read
     * @param key what tells a row from all others
     * @param text what differs in length between its rows
     */
    record Kind<R>(CountedRows.Reader<R> reader, Function<R, String> key, Function<R, String> text) {
        double spread(List<R> rows) {
            return rows.stream().mapToInt(this::length).max().orElse(0)
                    - rows.stream().mapToInt(this::length).average().orElse(0);
        }

        private int length(R row) {
            return Wall.wireLength(text.apply(row));
        }
    }

    /**
     * One part.
     *
     * @param rows its rows, or the first of them
     * @param count how many rows it has
     * @param fresh how many of its rows were not seen before
     * @param came whether there was an answer
     */
    record Part<R>(List<R> rows, long count, int limit, int fresh, boolean came) {
        /** Whether there may be more rows than these. */
        boolean full() {
            return count >= limit;
        }

        static <R> Part<R> none() {
            return new Part<>(List.of(), 0, 1, 0, false);
        }
    }

    /** What the reply itself says about the whole list: whether it is complete now, and how many rows it was to have. */
    record Judgement(boolean complete, OptionalLong expected) {}

    /**
     * @param most how many questions may be asked for one reading
     * @param rows takes every row once
     */
    PagedList(Asker asker, int reading, Wall wall, int most, Kind<R> kind, Consumer<R> rows) {
        this.asker = asker;
        this.reading = reading;
        this.wall = wall;
        this.most = most;
        this.kind = kind;
        this.rows = rows;
    }

    Part<R> ask(Question question, Function<Part<R>, Optional<Judgement>> judge) {
        return ask(question, wall.fits(), judge);
    }

    /** @param judge sees the part before its line in the ledger is written */
    Part<R> ask(Question question, int limit, Function<Part<R>, Optional<Judgement>> judge) {
        Asked<R> first = once(question, limit, judge);
        if (first.mayBeTooLarge()) {
            wall.hit(limit);
            first = once(question, Math.min(limit, wall.fits()), judge);
        }
        answers = first.part().came();
        return first.part();
    }

    private record Asked<R>(Part<R> part, boolean mayBeTooLarge) {}

    private Asked<R> once(Question question, int limit, Function<Part<R>, Optional<Judgement>> judge) {
        asked++;
        long started = System.nanoTime();
        List<R> page = new ArrayList<>();
        List<Part<R>> made = new ArrayList<>();
        Question asks = question.with("limit", limit).part(asked, reading).within(patience());
        Consumer<R> first = row -> {
            if (page.size() < MOST_ROWS) {
                page.add(row);
            }
        };
        Answer answer = CountedRows.ask(asker, asks, kind.reader(), first, call -> {
            long count = call.part().rows().orElse(page.size());
            Part<R> part = new Part<>(page, count, limit, take(page), true);
            passed += count - page.size();
            made.add(part);
            return said(call, judge.apply(part));
        });
        if (made.isEmpty()) {
            return new Asked<>(Part.none(), answer.mayBeTooLarge());
        }
        if (limit > 1) {
            wall.learn(answer.wireBytes(), page.size(), kind.spread(page));
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - started);
        return new Asked<>(made.get(0), false);
    }

    /** A part is not cut: another goes on where it ends. Whether the whole is, is said by the part that ends it. */
    private Call said(Call call, Optional<Judgement> judgement) {
        Call uncut = call.listed(list -> list.counted(list.rows().orElse(0), false));
        judged |= judgement.isPresent();
        return judgement
                .map(it -> uncut.listed(list -> list.judged(it.complete(), it.expected())))
                .orElse(uncut);
    }

    private int take(List<R> page) {
        int before = seen.size();
        for (R row : page) {
            if (seen.add(kind.key().apply(row))) {
                rows.accept(row);
            }
        }
        return seen.size() - before;
    }

    /** A node that answers within milliseconds will not need ten seconds for the next part. */
    private Duration patience() {
        Duration usual = Duration.ofNanos(slowestNanos).multipliedBy(20);
        return slowestNanos == 0 || usual.compareTo(LONGEST) > 0
                ? LONGEST
                : usual.compareTo(SHORTEST) < 0 ? SHORTEST : usual;
    }

    boolean goesOn() {
        return answers && asked < most && seen.size() < MOST_SEEN;
    }

    boolean answers() {
        return answers;
    }

    /** Whether a part said whether the whole is complete. */
    boolean judged() {
        return judged;
    }

    /** How many rows fit in a part, by what is known now. */
    int fits() {
        return wall.fits();
    }

    int asked() {
        return asked;
    }

    long seen() {
        return seen.size() + passed;
    }
}
