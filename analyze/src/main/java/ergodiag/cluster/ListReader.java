package ergodiag.cluster;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.Tool;
import ergodiag.ergo.process.ProcessIds;
import ergodiag.ergo.process.ProcessRows;
import ergodiag.ergo.process.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the lists of a node, whose readings may have come in several replies. */
final class ListReader {
    /** The framework's own name for a limit that is absent or zero (ERGO.md 4). */
    private static final long DEFAULT_LIMIT = 100;

    private final Replies replies;
    private final Texts texts = new Texts();
    private final ProcessIds ids = new ProcessIds(texts);

    ListReader(Replies replies) {
        this.replies = replies;
    }

    /** How the rows of a reply are read. */
    private interface Rows {
        void read(InputStream in, Source at) throws IOException;
    }

    /** Numbers the processes of the node. */
    ProcessIds ids() {
        return ids;
    }

    /** The process lists of a kind ("all", "young"); of those that can be read in part only, that part. */
    Series<ProcessList> processes(String kind) {
        return lists(Tool.PROCESS_LIST, kind, calls -> {
            ProcessRows.Reader reader = new ProcessRows.Reader(texts);
            boolean readable = read(calls, Tool.PROCESS_LIST, reader::read);
            ProcessRows rows = reader.rows();
            return readable || !rows.isEmpty()
                    ? Optional.of(ProcessList.of(rows, ids, readable && isWhole(calls, rows.size())))
                    : Optional.empty();
        });
    }

    /** Process lists that show some only: the heads by a key, and those by state. */
    Series<ProcessRows> heads() {
        List<Timed<ProcessRows>> heads = new ArrayList<>();
        for (Call call : replies.answered(Tool.PROCESS_LIST)) {
            if (!List.of("all", "young").contains(kindOf(call))) {
                ProcessRows.Reader reader = new ProcessRows.Reader(texts);
                boolean readable = read(List.of(call), Tool.PROCESS_LIST, reader::read);
                ProcessRows rows = reader.rows();
                if (readable || !rows.isEmpty()) {
                    heads.add(Timed.of(call, rows));
                }
            }
        }
        return new Series<>(heads);
    }

    Series<EventList> events() {
        return lists(Tool.EVENT_LIST, "all", calls -> {
            List<EventInfo> rows = new ArrayList<>();
            boolean readable = read(calls, Tool.EVENT_LIST, (in, at) -> EventInfo.stream(in, at, rows::add));
            return readable || !rows.isEmpty()
                    ? Optional.of(EventList.of(rows, readable && isWhole(calls, rows.size())))
                    : Optional.empty();
        });
    }

    /** @param list makes one reading of the replies that belong to it */
    private <L> Series<L> lists(Tool tool, String kind, Function<List<Call>, Optional<L>> list) {
        Map<String, List<Call>> readings = new LinkedHashMap<>();
        for (Call call : replies.answered(tool)) {
            if (kindOf(call).equals(kind)) {
                String reading =
                        call.reading().isPresent() ? "r" + call.reading().getAsInt() : "c" + call.id();
                readings.computeIfAbsent(reading, key -> new ArrayList<>()).add(call);
            }
        }
        List<Timed<L>> lists = new ArrayList<>();
        for (List<Call> calls : readings.values()) {
            list.apply(calls).ifPresent(it -> lists.add(Timed.of(calls.get(0), it)));
        }
        lists.sort(Comparator.comparing(Timed::at));
        return new Series<>(lists);
    }

    /** Takes the rows of replies that can be read. @return whether all can */
    private boolean read(List<Call> calls, Tool tool, Rows rows) {
        boolean readable = true;
        for (Call call : calls) {
            readable &= replies.read(call, tool, (in, at) -> {
                        rows.read(in, at);
                        return true;
                    })
                    .isPresent();
        }
        return readable;
    }

    private static String kindOf(Call call) {
        if (!call.part().list().isEmpty()) {
            return call.part().list();
        }
        List<String> filters = call.asked().arguments().keySet().stream()
                .filter(name -> !List.of("limit", "sort_by", Tool.NODE.name(), Tool.TIMEOUT.name())
                        .contains(name))
                .toList();
        return filters.isEmpty() ? "all" : filters.equals(List.of("max_uptime")) ? "young" : "filtered";
    }

    /** Whether the parts of a list are known to be all of it (ERGO.md 4: a reply has no mark of being cut). */
    private static boolean isWhole(List<Call> parts, int rows) {
        Optional<Boolean> said =
                parts.stream().flatMap(part -> part.part().complete().stream()).reduce((first, second) -> second);
        if (said.isPresent()) {
            return said.get();
        }
        if (parts.size() > 1 || parts.get(0).part().truncated()) {
            return false;
        }
        Object limit = parts.get(0).asked().arguments().get("limit");
        long asked = limit instanceof Number number ? number.longValue() : 0;
        return asked < 0 || rows < (asked == 0 ? DEFAULT_LIMIT : asked);
    }
}
