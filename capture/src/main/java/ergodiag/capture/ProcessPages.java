package ergodiag.capture;

import ergodiag.bundle.Call;
import ergodiag.bundle.Outcome;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One reading of the complete process list of a node. The entry node's comes in one piece; another node's in pages that stay below the
 * wall: oldest first, each page starting at the uptime where the last one ended, ties of many processes of the same second split by
 * application, behaviour and state. Whether it is complete is told by the node's own count, asked in the same second (ERGO.md 2).
 */
final class ProcessPages {
    /** A node with more processes than this many pages hold gets sorted heads instead of everything. */
    private static final int MOST_PAGES = 120;

    private static final List<String> HEADS =
            List.of("mailbox", "mailbox_latency", "running_time", "messages_in", "drain");
    private static final String WHY = "2, 5, 6, 7: which processes there are and what waits in their mailboxes";

    private final Asker asker;
    private final String node;
    private final Wall wall;
    private final int reading;
    private final Map<String, ProcessRow> seen = new LinkedHashMap<>();
    private int parts;
    private boolean cut;
    private boolean failed;
    private boolean answers = true;
    private boolean tooLarge;
    private boolean halved;
    private boolean judged;

    private ProcessPages(Asker asker, String node, Wall wall, int reading) {
        this.asker = asker;
        this.node = node;
        this.wall = wall;
        this.reading = reading;
    }

    /** @return the processes, without doubles */
    static List<ProcessRow> read(Asker asker, Ledger ledger, String node, Wall wall) {
        ProcessPages pages = new ProcessPages(asker, node, wall, ledger.nextReading(base(node)));
        Optional<NodeInfo> count = asker.ask(Question.of(node, Tool.NODE_INFO, "how many processes the list must have"))
                .read(NodeInfo::read);
        if (asker.isEntry(node)) {
            pages.whole(count);
        } else {
            pages.inPages(count);
        }
        return List.copyOf(pages.seen.values());
    }

    static Question base(String node) {
        return Question.of(node, Tool.PROCESS_LIST, WHY).named("all").large();
    }

    private void whole(Optional<NodeInfo> count) {
        List<ProcessRow> rows = new ArrayList<>();
        Question question = base(node).with("limit", -1).part(1, reading).within(Duration.ofSeconds(30));
        Rows.ask(asker, question, ProcessRow::stream, rows, call -> {
            long missing = expected(count).orElse(0) - call.rows().orElse(0);
            return Calls.whole(call, missing <= Math.max(1, expected(count).orElse(0) / 100), expected(count));
        });
        rows.forEach(row -> seen.put(row.pid(), row));
    }

    private void inPages(Optional<NodeInfo> count) {
        long expected = count.map(NodeInfo::processesTotal).orElse(Long.MAX_VALUE);
        walk(Map.of(), Long.MAX_VALUE, expected, count, true);
        if (answers && (!judged || cut || failed || seen.size() < expected && parts > 1)) {
            heads(count);
        }
    }

    /** Pages from the oldest to the youngest; the page that ends the walk says whether all is there. */
    private void walk(Map<String, Object> filters, long from, long expected, Optional<NodeInfo> count, boolean last) {
        long maxUptime = from;
        while (parts < MOST_PAGES) {
            boolean guess = wall.guesses();
            int limit = wall.fits();
            Question question = page(filters, limit);
            question = maxUptime == Long.MAX_VALUE ? question : question.with("max_uptime", maxUptime);
            long asked = System.nanoTime();
            List<ProcessRow> rows = page(question, limit, last, expected, count);
            if (tooLarge && !halved) {
                halved = true;
                continue;
            }
            if (!answers || rows.size() < limit) {
                return;
            }
            if (seen.size() >= expected) {
                return;
            }
            if (guess && !wall.guesses()) {
                continue;
            }
            long oldest = rows.get(0).uptime().toSeconds();
            long youngest = rows.get(rows.size() - 1).uptime().toSeconds();
            long next =
                    youngest + 1 + Duration.ofNanos(System.nanoTime() - asked).toSeconds();
            boolean stuck = next >= maxUptime || oldest - youngest <= 1;
            if (stuck) {
                ties(rows, filters, youngest, oldest);
                next = youngest - 1;
            }
            if (next < 0) {
                return;
            }
            maxUptime = next;
        }
        cut = true;
    }

    /** Many processes of the same second: asked for by application, behaviour and state. */
    private void ties(List<ProcessRow> rows, Map<String, Object> filters, long youngest, long oldest) {
        if (filters.containsKey("state")) {
            cut = true;
            return;
        }
        String next = !filters.containsKey("application")
                ? "application"
                : !filters.containsKey("behavior") ? "behavior" : "state";
        Set<String> values = new TreeSet<>();
        switch (next) {
            case "application" -> seen.values().forEach(row -> values.add(row.application()));
            case "behavior" -> rows.forEach(row -> values.add(row.behavior()));
            default -> values.addAll(Set.of("sleep", "running", ProcessRow.WAIT_RESPONSE, ProcessRow.ZOMBEE, "init"));
        }
        values.remove("");
        for (String value : new LinkedHashSet<>(values)) {
            Map<String, Object> narrower = new LinkedHashMap<>(filters);
            narrower.put(next, value);
            narrower.put("min_uptime", youngest);
            walk(narrower, oldest + 2, Long.MAX_VALUE, Optional.empty(), false);
        }
    }

    private Question page(Map<String, Object> filters, int limit) {
        Question question = base(node).with("sort_by", "uptime").with("limit", limit);
        for (Map.Entry<String, Object> filter : filters.entrySet()) {
            question = question.with(filter.getKey(), filter.getValue());
        }
        return question;
    }

    private List<ProcessRow> page(Question question, int limit, boolean last, long expected, Optional<NodeInfo> count) {
        List<ProcessRow> rows = new ArrayList<>();
        parts++;
        Answer answer = Rows.ask(asker, question.part(parts, reading), ProcessRow::stream, rows, call -> {
            rows.forEach(row -> seen.put(row.pid(), row));
            boolean ends = last && (rows.size() < limit || seen.size() >= expected);
            judged |= ends;
            return ends ? Calls.whole(notCut(call), !cut && enough(expected), expected(count)) : notCut(call);
        });
        tooLarge = answer.call().outcome() == Outcome.TOO_LARGE;
        if (tooLarge) {
            wall.hit(limit);
            failed |= halved;
        } else if (!answer.came()) {
            answers = false;
        }
        wall.learn(answer.wireBytes(), rows.size());
        return rows;
    }

    /** Processes come and go while we page: one in a hundred may be missing, but at least one. */
    private boolean enough(long expected) {
        return expected == Long.MAX_VALUE || seen.size() >= expected - Math.max(1, expected / 100);
    }

    /** A page is not cut: the next one goes on where it ends. Whether the whole is, its last part says. */
    private static Call notCut(Call call) {
        return Calls.rows(call, call.rows().orElse(0), false);
    }

    /** What matters most of a list that could not be had whole. */
    private void heads(Optional<NodeInfo> count) {
        for (int i = 0; i < HEADS.size(); i++) {
            boolean ends = i == HEADS.size() - 1;
            Question question = base(node).with("sort_by", HEADS.get(i)).with("limit", wall.fits());
            List<ProcessRow> rows = new ArrayList<>();
            parts++;
            long expected = count.map(NodeInfo::processesTotal).orElse(Long.MAX_VALUE);
            Rows.ask(asker, question.part(parts, reading), ProcessRow::stream, rows, call -> {
                rows.forEach(row -> seen.put(row.pid(), row));
                return ends
                        ? Calls.whole(notCut(call), enough(expected) && expected != Long.MAX_VALUE, expected(count))
                        : notCut(call);
            });
        }
    }

    private static OptionalLong expected(Optional<NodeInfo> count) {
        return count.map(info -> OptionalLong.of(info.processesTotal())).orElse(OptionalLong.empty());
    }
}
