package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.Bytes;
import ergodiag.ergo.Fields;
import ergodiag.ergo.Json;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Reads the reply of {@code heap_profile} of an Observer: {@code {Records[{InuseBytes, AllocBytes, Stack[]}], TotalInuse, ...}}, a record for
 * each stack that allocated. As in the older table a row is a function, and what a record tells counts for the function that allocated:
 * the innermost that is not of Go's runtime ({@code writeHeapProto} of Go leaves out the runtime's too, unless there is nothing else).
 */
final class HeapRecordsReader {
    private static final List<String> RUNTIME = List.of("runtime.", "internal/runtime/");

    private final Map<String, HeapRow> rows = new LinkedHashMap<>();

    HeapProfile read(InputStream in, Source at) {
        Fields totals = Json.beside(in, at, "Records", this::take);
        long counted =
                rows.values().stream().mapToLong(row -> row.inUse().count()).sum();
        return new HeapProfile(
                at,
                new Bytes(totals.node().path("TotalInuse").asLong(counted)),
                rows.values().stream()
                        .sorted(Comparator.comparingLong(
                                        (HeapRow row) -> row.inUse().count())
                                .reversed())
                        .toList());
    }

    private void take(Fields fields) {
        JsonNode record = fields.node();
        String function = allocator(record.path("Stack"));
        if (function.isEmpty() || (rows.size() >= FunctionRows.MOST_ROWS && !rows.containsKey(function))) {
            return;
        }
        HeapRow row = new HeapRow(
                function,
                new Bytes(record.path("InuseBytes").asLong(0)),
                new Bytes(record.path("AllocBytes").asLong(0)),
                fields.at());
        rows.merge(
                function,
                row,
                (old, more) -> new HeapRow(
                        function,
                        new Bytes(old.inUse().count() + more.inUse().count()),
                        new Bytes(old.allocated().count() + more.allocated().count()),
                        old.at()));
    }

    private static String allocator(JsonNode stack) {
        for (JsonNode frame : stack) {
            String function = frame.asString("");
            if (RUNTIME.stream().noneMatch(function::startsWith)) {
                return function;
            }
        }
        return stack.path(0).asString("");
    }
}
