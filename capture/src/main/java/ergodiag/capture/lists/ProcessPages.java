package ergodiag.capture.lists;

import static ergodiag.ergo.PlaybookName.NETWORK;

import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.lists.PagedList.Judgement;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.suspects.FamilyCounts;
import ergodiag.capture.suspects.Notable;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One reading of the process list of a node. The entry node's comes in one piece; another node's in parts that stay below the wall: oldest
 * first, each part starting at the uptime where the last one ended ({@link UptimeWalk}), and then the seconds in which more were started
 * than fit ({@link SameSecond}). Whether it is complete is told by the node's own count, asked in the same second (ERGO.md 2). A node with more
 * processes than the limit gives the heads by every key instead.
 */
public final class ProcessPages {
    /** Rows that a question brings on average at least; beyond that the list is given up as cut. */
    private static final int FEWEST_ROWS = 8;

    private static final Duration WHOLE = Duration.ofSeconds(30);
    /** A slow machine writes a long list down at this pace at least. */
    private static final int ROWS_A_SECOND = 5_000;

    private static final int HEAD_OF_ENTRY = 1_000;
    /** Of so many applications some processes are asked for when all would be too many. */
    private static final int MOST_APPLICATIONS = 10;

    private static final Purpose WHY =
            Purpose.ofAllBut(Set.of(NETWORK), "which processes there are and what waits in their mailboxes");
    private static final PagedList.Kind<ProcessRow> KIND = new PagedList.Kind<>(
            ProcessRow::stream, ProcessRow::pid, row -> row.name() + row.application() + row.behavior());

    private final Asker asker;
    private final Ledger ledger;
    private final String node;
    private final Wall wall;
    private final int most;
    private final Notable notable;
    private final int reading;
    private final Optional<NodeInfo> count;

    private ProcessPages(Asker asker, Ledger ledger, String node, Wall wall, int most, Collection<String> wanted) {
        this.asker = asker;
        this.ledger = ledger;
        this.node = node;
        this.wall = wall;
        this.most = most;
        this.notable = new Notable(wanted);
        this.reading = ledger.nextReading(base(node));
        this.count = count("how many processes the list must have");
    }

    /**
     * What a reading brought.
     *
     * @param notable the processes to choose suspects from; all of them when they are few
     * @param processes how many processes the node has, by its own word or by what came
     * @param count what the node counted before; empty where it did not answer
     * @param families how many of each family there are; empty when not all of them came
     */
    public record Found(
            List<ProcessRow> notable, long processes, Optional<NodeInfo> count, Optional<FamilyCounts> families) {}

    /**
     * @param most how many processes a node may have to be asked for all of them
     * @param wanted pids of the processes that were notable before
     */
    public static Found read(Asker asker, Ledger ledger, String node, Wall wall, int most, Collection<String> wanted) {
        ProcessPages pages = new ProcessPages(asker, ledger, node, wall, most, wanted);
        if (pages.count.map(NodeInfo::processesTotal).orElse(0L) > most) {
            pages.heads();
        } else if (asker.isObserved(node)) {
            pages.observed();
        } else if (asker.isUnbounded(node)) {
            pages.whole();
        } else {
            pages.inParts();
        }
        return new Found(
                pages.notable.rows(),
                Math.max(
                        pages.notable.count(),
                        pages.count.map(NodeInfo::processesTotal).orElse(0L)),
                pages.count,
                Optional.of(pages.notable.families()).filter(all -> pages.enough(pages.notable.count())));
    }

    public static Question base(String node) {
        return Question.of(node, Tool.PROCESS_LIST, WHY).named("all").large();
    }

    private Optional<NodeInfo> count(String why) {
        return asker.ask(Question.of(node, Tool.NODE_INFO, why)).read(NodeInfo::read);
    }

    /** Where the node did not tell its count, not more than the limit and one are asked for. */
    private void whole() {
        boolean known = count.isPresent();
        Question question = base(node)
                .with("limit", known ? -1 : most + 1)
                .part(1, reading)
                .within(WHOLE.plusSeconds(expectedOr(0) / ROWS_A_SECOND));
        CountedRows.ask(asker, question, ProcessRow::stream, notable::add, call -> {
            long rows = call.part().rows().orElse(0);
            return call.listed(list -> list.judged(known ? enough(rows) : rows <= most, expected()));
        });
    }

    /** In one piece, whatever its length; where that does not come, in pages by id (ERGO33.md 6). */
    private void observed() {
        long limit = 2 * expectedOr(most) + 1_000;
        Question question = base(node).with("limit", limit).part(1, reading);
        Answer answer = CountedRows.ask(asker, question, ProcessRow::stream, notable::add, call -> {
            long rows = call.part().rows().orElse(0);
            return call.listed(list -> list.judged(rows < limit && enough(rows), expected()));
        });
        if (!answer.came() && asker.isObserved(node)) {
            PagedList<ProcessRow> parts =
                    new PagedList<>(asker, reading, wall, 1 + most / IdPages.ROWS, KIND, notable::add);
            IdPages.read(parts, base(node), seen -> new Judgement(enough(seen), expected()));
        }
    }

    private void inParts() {
        long total = count.map(NodeInfo::processesTotal).orElse((long) most);
        int questions = 60 + (int) Math.min(1_000_000, total / FEWEST_ROWS);
        PagedList<ProcessRow> parts = new PagedList<>(asker, reading, wall, questions, KIND, notable::add);
        Question oldestFirst = base(node).with("sort_by", "uptime");
        Seconds seconds = new Seconds(parts, oldestFirst);
        UptimeWalk walk = new UptimeWalk(parts, seconds, oldestFirst, part -> judge(parts));
        walk.run();
        SameSecond ties = new SameSecond(
                parts, seconds, base(node), part -> allSeen(parts), () -> parts.seen() >= expectedOr(Long.MAX_VALUE));
        ties.split(walk.dense(), expectedOr(most) - parts.seen());
        if (!parts.judged() && parts.answers()) {
            close(parts, walk.ended() && ties.resolved());
        }
    }

    /** At the end of an undisturbed walk everything has been seen, unless the node's count says otherwise. */
    private Optional<Judgement> judge(PagedList<ProcessRow> parts) {
        return enough(parts.seen()) ? Optional.of(new Judgement(true, expected())) : Optional.empty();
    }

    private Optional<Judgement> allSeen(PagedList<ProcessRow> parts) {
        return count.isPresent() && parts.seen() >= expectedOr(0)
                ? Optional.of(new Judgement(true, expected()))
                : Optional.empty();
    }

    /** Fewer than promised: did they end meanwhile? What matters most is asked for in any case, as the last part. */
    private void close(PagedList<ProcessRow> parts, boolean undisturbed) {
        Optional<NodeInfo> now = count("how many processes ended while the list was read");
        long ended = now.isPresent() && count.isPresent()
                ? Math.max(0, (long) (now.get().terminated().value()
                        - count.get().terminated().value()))
                : 0;
        boolean all = undisturbed && enough(parts.seen() + ended)
                || count.isPresent() && parts.seen() + ended >= expectedOr(0);
        ledger.log("process_list of " + node + ": " + parts.seen() + " of "
                + count.map(info -> String.valueOf(info.processesTotal())).orElse("an unknown number of")
                + " processes in " + parts.asked() + " parts, " + ended + " ended meanwhile"
                + (all ? "" : "; the list is not complete"));
        heads(parts, all ? List.of("mailbox") : keys(), all);
    }

    /** The heads by these keys; the last one says whether the list is complete. */
    private void heads(PagedList<ProcessRow> parts, List<String> keys, boolean all) {
        for (String key : keys) {
            boolean last = key.equals(keys.get(keys.size() - 1));
            parts.ask(
                    base(node).with("sort_by", key),
                    limit(),
                    part -> last ? Optional.of(new Judgement(all, expected())) : Optional.empty());
            if (!parts.answers()) {
                return;
            }
        }
    }

    /** Above the limit: what matters most by every key, and nothing that pretends to be all. */
    private void heads() {
        long total = expectedOr(0);
        ledger.log("process_list of " + node + ": the node has " + total + " processes, more than the limit of " + most
                + ": heads by every key instead of all");
        PagedList<ProcessRow> parts = new PagedList<>(asker, reading, wall, 60, KIND, notable::add);
        parts.ask(base(node).with("sort_by", "mailbox"), limit(), part -> Optional.empty());
        List<String> applications = notable.rows().stream()
                .map(ProcessRow::application)
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(MOST_APPLICATIONS)
                .toList();
        for (String application : applications) {
            if (parts.goesOn()) {
                parts.ask(base(node).with("application", application), limit(), part -> Optional.empty());
            }
        }
        if (parts.goesOn()) {
            heads(parts, keys(), false);
        }
    }

    private int limit() {
        return asker.isUnbounded(node) ? HEAD_OF_ENTRY : wall.fits();
    }

    /** A node that does not measure the latency answers a question for it with an error. */
    private List<String> keys() {
        boolean latency =
                notable.rows().stream().anyMatch(row -> row.latency().value().isPresent());
        return ProcessRow.SORT_KEYS.stream()
                .filter(key -> asker.knows(base(node).with("sort_by", key)))
                .filter(key -> latency || !key.equals("mailbox_latency"))
                .toList();
    }

    /** Processes come and go while we read: one in a hundred may be missing, but at least one. */
    private boolean enough(long seen) {
        long expected = expectedOr(0);
        return seen >= expected - Math.max(1, expected / 100);
    }

    private long expectedOr(long other) {
        return count.map(NodeInfo::processesTotal).orElse(other);
    }

    private OptionalLong expected() {
        return count.map(info -> OptionalLong.of(info.processesTotal())).orElse(OptionalLong.empty());
    }
}
