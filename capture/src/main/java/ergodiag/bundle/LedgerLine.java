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

    static LedgerLine of(Call call) {
        Asked asked = call.asked();
        ListPart part = call.part();
        return new LedgerLine(
                call.id(),
                asked.node(),
                Optional.of(asked.dialect()).filter(dialect -> dialect != Dialect.MCP_APPLICATION),
                asked.tool(),
                asked.arguments(),
                call.reading(),
                Optional.of(part.list()).filter(list -> !list.isEmpty()),
                part.list().isEmpty() ? OptionalInt.empty() : OptionalInt.of(part.number()),
                part.complete(),
                part.expected(),
                asked.why(),
                Optional.of(call.started()),
                call.timing().took(),
                call.outcome(),
                Optional.of(call.failure()).filter(failure -> !failure.equals(Failure.NONE)),
                call.file(),
                call.stored().map(it -> OptionalLong.of(it.bytes())).orElse(OptionalLong.empty()),
                call.stored().map(Stored::sha256),
                part.rows(),
                part.limit(),
                Optional.of(part.truncated()).filter(cut -> cut));
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
