package ergodiag.bundle;

import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A {@link Call} as its line in {@code calls.jsonl}: the flat fields of {@code FORMAT.md}, in the order in which they are written. */
final class LedgerLine {
    private LedgerLine() {}

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

    /**
     * The call of a line; empty when nothing says when it was asked.
     *
     * @throws NotABundle when it names a file outside the bundle
     */
    static Optional<Call> read(Lenient line) {
        Asked asked = new Asked(
                line.text("node"),
                line.optionalDialect("dialect").orElse(Dialect.MCP_APPLICATION),
                line.text("tool"),
                line.inside("arguments").values(),
                line.text("why"));
        Outcome outcome = line.outcome("outcome");
        Failure failure = line.optional("error", LedgerLine::failure).orElse(Failure.NONE);
        Optional<String> file = line.optionalText("file");
        file.ifPresent(SafePath::checked);
        return line.optionalTime("started")
                .map(started -> new Call(
                        line.count("id"),
                        asked,
                        new Timing(started, line.length("took_ms")),
                        outcome,
                        outcome == Outcome.SKIPPED ? failure.reasoned() : failure,
                        line.optionalInt("reading"),
                        file.map(path -> new Stored(
                                path,
                                line.count("bytes"),
                                line.optionalText("sha256").orElse(""))),
                        new ListPart(
                                line.optionalText("list").orElse(""),
                                line.optionalInt("part").orElse(1),
                                line.optionalFlag("complete"),
                                line.optionalCount("expected"),
                                line.optionalCount("rows"),
                                line.optionalCount("limit"),
                                line.optionalFlag("truncated").orElse(false))));
    }

    private static Failure failure(Lenient error) {
        return new Failure(error.optionalInt("code"), error.text("message"), error.optionalReason("reason"));
    }
}
