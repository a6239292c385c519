package ergodiag.replay.recording;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an Observer answered, as it came, found by the very question. */
public final class AsCaptured {
    private final Bundle bundle;
    private final Map<String, List<Call>> calls = new HashMap<>();

    public AsCaptured(Bundle bundle) {
        this.bundle = bundle;
        bundle.calls().stream()
                .filter(call -> call.dialect() == Dialect.OBSERVER)
                .filter(call -> call.outcome() == Outcome.TOOL_ERROR
                        || (call.outcome().answered()
                                && call.file().filter(bundle.files()::contains).isPresent()))
                .sorted(Comparator.comparing(Call::moment))
                .forEach(call -> calls.computeIfAbsent(
                                key(
                                        call.node(),
                                        call.tool(),
                                        new Arguments(call.asked().arguments())),
                                k -> new ArrayList<>())
                        .add(call));
    }

    private static String key(String node, String tool, Arguments arguments) {
        return node + "\n" + tool + "\n" + arguments.spelled();
    }

    /** Whether the tool was asked of any node, and answered. */
    public boolean has(String tool) {
        return calls.values().stream()
                .flatMap(List::stream)
                .anyMatch(call -> call.tool().equals(tool) && call.outcome().answered());
    }

    /** The answer that stands at a moment: the last one up to then, or the first of all. */
    public Optional<ToolAnswer> standing(String node, String tool, Arguments arguments, Instant at) {
        List<Call> all = calls.getOrDefault(key(node, tool, arguments), List.of());
        return all.stream()
                .filter(call -> !call.moment().isAfter(at))
                .reduce((first, second) -> second)
                .or(() -> all.stream().findFirst())
                .map(call -> call.outcome() == Outcome.TOOL_ERROR
                        ? ToolAnswer.error(call.error()).slowIfTimedOut()
                        : ToolAnswer.of(text(call)));
    }

    /** A reply of the protocol itself, such as {@code tools_list}. */
    public Optional<String> protocol(String question) {
        return standing("", question, new Arguments(Map.of()), Instant.MIN)
                .filter(ToolAnswer::good)
                .map(ToolAnswer::text);
    }

    private String text(Call call) {
        try (InputStream in = bundle.reply(call)
                .orElseThrow(() -> new NotABundle("Replaying: the reply of call " + call.id() + " is missing."))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotABundle("Replaying: the reply of call " + call.id() + " cannot be read.", e);
        }
    }
}
