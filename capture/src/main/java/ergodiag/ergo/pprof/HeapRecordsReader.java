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
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads the reply of {@code heap_profile} of an Observer: {@code {Records[{InuseBytes, AllocBytes, Stack[]}], TotalInuse, ...}}, a record for
 * each stack that allocated. As in the older table a row is a function, and what a record tells counts for the function that allocated:
 * the innermost that is not of Go's runtime ({@code writeHeapProto} of Go leaves out the runtime's too, unless there is nothing else).
 */
final class HeapRecordsReader {
    private static final List<String> RUNTIME = List.of("runtime.", "internal/runtime/");
    /** Bytes between two samples of a program that did not change it ({@code runtime.MemProfileRate}). */
    private static final HeapScale USUAL = new HeapScale(512 << 10);

    /** What a function has, as it is told and as it is scaled up. */
    private record Sum(long inUse, long allocated, long scaledInUse, long scaledAllocated, Source at) {
        Sum and(Sum more) {
            return new Sum(
                    HeapScale.sum(inUse, more.inUse),
                    HeapScale.sum(allocated, more.allocated),
                    HeapScale.sum(scaledInUse, more.scaledInUse),
                    HeapScale.sum(scaledAllocated, more.scaledAllocated),
                    at);
        }
    }

    private final OptionalLong heap;
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    HeapRecordsReader(OptionalLong heap) {
        this.heap = heap;
    }

    HeapProfile read(InputStream in, Source at) {
        Fields totals = Json.beside(in, at, "Records", this::take);
        Sum all = sums.values().stream().reduce(new Sum(0, 0, 0, 0, at), Sum::and);
        boolean scaled = isScaled(all);
        return new HeapProfile(
                at,
                new Bytes(scaled ? all.scaledInUse() : totals.count("TotalInuse", all.inUse())),
                sums.entrySet().stream()
                        .map(sum -> row(sum.getKey(), sum.getValue(), scaled))
                        .sorted(Comparator.comparingLong(
                                        (HeapRow row) -> row.inUse().count())
                                .reversed())
                        .toList());
    }

    /** Whether the samples scaled up come nearer to what is on the heap than they do as they are. */
    private boolean isScaled(Sum all) {
        return heap.isEmpty()
                || heap.getAsLong() <= 0
                || off(all.scaledInUse(), heap.getAsLong()) <= off(all.inUse(), heap.getAsLong());
    }

    private static double off(long told, long heap) {
        return Math.abs(Math.log((told + 1.0) / heap));
    }

    private static HeapRow row(String function, Sum sum, boolean scaled) {
        return new HeapRow(
                function,
                new Bytes(scaled ? sum.scaledInUse() : sum.inUse()),
                new Bytes(scaled ? sum.scaledAllocated() : sum.allocated()),
                sum.at());
    }

    private void take(Fields fields) {
        String function = allocator(fields.node().path("Stack"));
        if (function.isEmpty() || (sums.size() >= FunctionRows.MOST_ROWS && !sums.containsKey(function))) {
            return;
        }
        long inUse = fields.count("InuseBytes");
        long allocated = fields.count("AllocBytes");
        sums.merge(
                function,
                new Sum(
                        inUse,
                        allocated,
                        USUAL.bytes(fields.count("InuseObjects"), inUse),
                        USUAL.bytes(fields.count("AllocObjects"), allocated),
                        fields.at()),
                Sum::and);
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
