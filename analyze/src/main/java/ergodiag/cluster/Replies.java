package ergodiag.cluster;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replies of one node, and for each tool of which there is none to read the reason why. */
final class Replies {
    private final Bundle bundle;
    private final NodeEntry node;
    private final List<Call> calls;
    private final Map<Tool, Gap> missing = new EnumMap<>(Tool.class);
    private final Map<Tool, Gap> unread = new EnumMap<>(Tool.class);
    private Optional<Gap> unreadLooks = Optional.empty();

    Replies(Bundle bundle, NodeEntry node, List<Call> calls) {
        this.bundle = bundle;
        this.node = node;
        this.calls = calls.stream().sorted(Comparator.comparing(Call::started)).toList();
    }

    /** How the text of a reply is read. */
    interface Reader<T> {
        T read(InputStream in, Source at) throws IOException;
    }

    /** Every call to the node in order of asking, answered or not. */
    List<Call> calls() {
        return calls;
    }

    /**
     * The kind of endpoint that the node was asked through; the MCP application's where it was asked through both. What was not asked at all, as an
     * Observer has nothing like it, tells of none.
     */
    Dialect dialect() {
        boolean another = calls.stream()
                .anyMatch(call -> call.dialect() == Dialect.MCP_APPLICATION
                        && call.outcome() != Outcome.SKIPPED
                        && Tool.of(call).isPresent());
        return !another && calls.stream().anyMatch(call -> call.dialect() == Dialect.OBSERVER)
                ? Dialect.OBSERVER
                : Dialect.MCP_APPLICATION;
    }

    /** The calls of a tool that brought a reply. */
    List<Call> answered(Tool tool) {
        return calls.stream()
                .filter(call -> tool.askedBy(call)
                        && call.outcome().answered()
                        && call.file().isPresent())
                .toList();
    }

    /** What a tool said, in order of time. */
    <T> Series<T> series(Tool tool, Reader<T> reader) {
        List<Timed<T>> readings = new ArrayList<>();
        for (Call call : answered(tool)) {
            read(call, tool, reader).ifPresent(it -> readings.add(Timed.of(call, it)));
        }
        readings.sort(Comparator.comparing(Timed::at));
        return new Series<>(readings);
    }

    /**
     * What a reply says to one of the tools that it answers; empty, and noted as missing, when it cannot be read.
     */
    <T> Optional<T> read(Call call, Tool tool, Reader<T> reader) {
        String file = call.file().orElseThrow();
        try {
            Optional<InputStream> reply = bundle.reply(call);
            if (reply.isEmpty()) {
                noteUnread(call, "the ledger names " + file + ", which is not in the bundle");
                return Optional.empty();
            }
            try (InputStream in = reply.get()) {
                return Optional.of(reader.read(in, tool.in(call)));
            }
        } catch (IOException | UncheckedIOException | UnreadableReply | NotABundle e) {
            noteUnread(call, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void noteUnread(Call call, String reason) {
        note(call, reason);
        Tool.answeredBy(call).forEach(tool -> unread.put(tool, gap(tool, reason)));
    }

    /** For each tool of which nothing came: the reason of its last failure, or that the whole node was silent. */
    void noteFailures() {
        if (node.state() == Manifest.State.EXCLUDED) {
            calls.forEach(call -> note(call, node.name() + " was left out: " + call.why()));
            return;
        }
        boolean silent = node.state() == Manifest.State.SILENT
                || calls.stream().noneMatch(call -> call.outcome().answered());
        Map<Tool, Boolean> answered = new EnumMap<>(Tool.class);
        for (Call call : calls) {
            if (call.outcome().answered()) {
                continue;
            }
            String reason = silent
                    ? node.name() + " did not answer: " + call.why()
                    : call.tool() + " of " + node.name() + " " + call.fate() + ": " + call.why();
            Tool.answeredBy(call).stream()
                    .filter(tool -> !answered.computeIfAbsent(
                            tool, any -> !answered(any).isEmpty()))
                    .forEach(tool -> missing.put(tool, gap(tool, reason)));
        }
    }

    private void note(Call call, String reason) {
        Tool.answeredBy(call).forEach(tool -> note(tool, reason));
    }

    /** Notes why there is nothing to read of a tool. */
    void note(Tool tool, String reason) {
        missing.put(tool, gap(tool, reason));
    }

    /** By tool, why there is nothing to read of it. */
    Map<Tool, Gap> missing() {
        return Collections.unmodifiableMap(missing);
    }

    /** By tool, why a reply that came cannot be read, whether or not others can. */
    Map<Tool, Gap> unread() {
        return Collections.unmodifiableMap(unread);
    }

    /** Notes that looks of the goroutine sampler cannot be read although they were asked for and answered. */
    void noteUnreadLooks(Gap gap) {
        unreadLooks = Optional.of(gap);
    }

    Optional<Gap> unreadLooks() {
        return unreadLooks;
    }

    Gap gap(Tool tool, String reason) {
        return new Gap(reason, node.name(), tool.toolName(), "ergodiag capture --profile standard --window 60");
    }
}
