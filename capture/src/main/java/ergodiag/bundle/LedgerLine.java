package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** A {@link Call} as its line in {@code calls.jsonl}: the flat fields of {@code FORMAT.md}, in the order in which they are written. */
record LedgerLine(
        long id,
        String node,
        Optional<Dialect> dialect,
        String tool,
        Map<String, Object> arguments,
        OptionalInt reading,
        Optional<String> list,
        OptionalInt part,
        Optional<Boolean> complete,
        OptionalLong expected,
        String why,
        Optional<Instant> started,
        @JsonProperty("took_ms") Duration took,
        Outcome outcome,
        Optional<Failure> error,
        Optional<String> file,
        OptionalLong bytes,
        Optional<String> sha256,
        OptionalLong rows,
        OptionalLong limit,
        Optional<Boolean> truncated) {

    /**
     * Writes the line of a call, field by field: a capture writes thousands of them, and the first alone would have Jackson look through all these
     * components for what takes as long as a hundred lines.
     */
    static void write(Call call, JsonGenerator json) {
        Asked asked = call.asked();
        ListPart part = call.part();
        json.writeStartObject();
        json.writeNumberProperty("id", call.id());
        json.writeStringProperty("node", asked.node());
        if (asked.dialect() != Dialect.MCP_APPLICATION) {
            json.writeStringProperty("dialect", asked.dialect().word());
        }
        json.writeStringProperty("tool", asked.tool());
        json.writePOJOProperty("arguments", asked.arguments());
        call.reading().ifPresent(reading -> json.writeNumberProperty("reading", reading));
        if (!part.list().isEmpty()) {
            json.writeStringProperty("list", part.list());
            json.writeNumberProperty("part", part.number());
        }
        part.complete().ifPresent(complete -> json.writeBooleanProperty("complete", complete));
        part.expected().ifPresent(expected -> json.writeNumberProperty("expected", expected));
        json.writeStringProperty("why", asked.why());
        json.writeStringProperty("started", call.started().toString());
        json.writeNumberProperty("took_ms", call.timing().took().toNanos() / 1e6);
        json.writeStringProperty("outcome", call.outcome().word());
        if (!call.failure().equals(Failure.NONE)) {
            json.writePOJOProperty("error", call.failure());
        }
        call.stored().ifPresent(stored -> {
            json.writeStringProperty("file", stored.file());
            json.writeNumberProperty("bytes", stored.bytes());
            json.writeStringProperty("sha256", stored.sha256());
        });
        part.rows().ifPresent(rows -> json.writeNumberProperty("rows", rows));
        part.limit().ifPresent(limit -> json.writeNumberProperty("limit", limit));
        if (part.truncated()) {
            json.writeBooleanProperty("truncated", true);
        }
        json.writeEndObject();
    }

    /** Empty when nothing says when it was asked. */
    Optional<Call> call() {
        file.ifPresent(SafePath::checked);
        Failure failure = error.orElse(Failure.NONE);
        return started.map(time -> new Call(
                id,
                new Asked(node, dialect.orElse(Dialect.MCP_APPLICATION), tool, arguments, why),
                new Timing(time, took),
                outcome,
                outcome == Outcome.SKIPPED ? failure.reasoned() : failure,
                reading,
                file.map(path -> new Stored(path, bytes.orElse(0), sha256.orElse(""))),
                new ListPart(
                        list.orElse(""), part.orElse(1), complete, expected, rows, limit, truncated.orElse(false))));
    }
}
