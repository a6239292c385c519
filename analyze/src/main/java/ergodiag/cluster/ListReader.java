package ergodiag.cluster;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.ProcessRow;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the lists of a node, whose readings may have come in several replies. */
final class ListReader {
    /** The framework's own name for a limit that is absent or zero (ERGO.md 4). */
    private static final long DEFAULT_LIMIT = 100;

    private final Replies replies;

    ListReader(Replies replies) {
        this.replies = replies;
    }

    /** How the rows of a reply are read. */
    private interface Rows<R> {
        void read(InputStream in, Source at, Consumer<R> rows) throws IOException;
    }

    /** The rows of one reading of a list. */
    private record Parts<R>(List<Call> calls, List<R> rows, boolean readable) {
        boolean tell() {
            return readable || !rows.isEmpty();
        }

        boolean whole() {
            return readable && isWhole(calls, rows.size());
        }
    }

    /** The process lists of a kind ("all", "young"); of those that can be read in part only, that part. */
    Series<ProcessList> processes(String kind) {
        return lists(
                Tool.PROCESS_LIST,
                kind,
                ProcessRow::stream,
                parts -> parts.tell() ? Optional.of(ProcessList.of(parts.rows(), parts.whole())) : Optional.empty());
    }

    /** Process lists that show some only: the heads by a key, and those by state. */
    Series<List<ProcessRow>> heads() {
        List<Timed<List<ProcessRow>>> heads = new ArrayList<>();
        for (Call call : replies.answered(Tool.PROCESS_LIST)) {
            if (!List.of("all", "young").contains(kindOf(call))) {
                List<ProcessRow> rows = new ArrayList<>();
                if (rows(call, Tool.PROCESS_LIST, ProcessRow::stream, rows) || !rows.isEmpty()) {
                    heads.add(Timed.of(call, List.copyOf(rows)));
                }
            }
        }
        return new Series<>(heads);
    }

    Series<EventList> events() {
        return lists(
                Tool.EVENT_LIST,
                "all",
                EventInfo::stream,
                parts -> parts.tell() ? Optional.of(EventList.of(parts.rows(), parts.whole())) : Optional.empty());
    }

    private <R, L> Series<L> lists(Tool tool, String kind, Rows<R> reader, Function<Parts<R>, Optional<L>> toList) {
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
            toList.apply(parts(calls, tool, reader)).ifPresent(list -> lists.add(Timed.of(calls.get(0), list)));
        }
        lists.sort(Comparator.comparing(Timed::at));
        return new Series<>(lists);
    }

    private <R> Parts<R> parts(List<Call> calls, Tool tool, Rows<R> reader) {
        List<R> rows = new ArrayList<>();
        boolean readable = true;
        for (Call call : calls) {
            readable &= rows(call, tool, reader, rows);
        }
        return new Parts<>(calls, rows, readable);
    }

    /** Takes the rows of a reply that can be read. @return whether all can */
    private <R> boolean rows(Call call, Tool tool, Rows<R> reader, List<R> into) {
        return replies.read(call, tool, (in, at) -> {
                    reader.read(in, at, into::add);
                    return true;
                })
                .isPresent();
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
