package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.TextLines;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A reply of {@code pprof_goroutines}, debug=1 or debug=2. {@code total} counts goroutines; {@code matched}, {@code showing} and
 * {@code notShown} count blocks, which are groups in debug=1 and single goroutines in debug=2. The node counts {@code total} after it
 * made the dump, so it may differ a little from the sum of the groups.
 *
 * @param total goroutines of the node
 * @param matched blocks that passed the filter; absent when there was none
 * @param showing blocks that are in the reply by its own word
 * @param notShown blocks that the limit cut off, or that are missing from the text although the header counts them
 * @param groups the blocks
 */
public record GoroutineDump(
        long total, OptionalLong matched, long showing, long notShown, List<GoroutineGroup> groups) {

    public GoroutineDump {
        groups = List.copyOf(groups);
    }

    /** Whether every block that passed the filter is here. */
    public boolean complete() {
        return notShown == 0 && (matched.isEmpty() || matched.getAsLong() == showing);
    }

    /** The same with the pids of its groups in other words. */
    public GoroutineDump renamed(UnaryOperator<String> pids) {
        List<GoroutineGroup> named = groups.stream()
                .map(group -> new GoroutineGroup(
                        group.count(),
                        pids.apply(group.pid()),
                        group.labels(),
                        group.reason(),
                        group.minutes(),
                        group.frames(),
                        group.at()))
                .toList();
        return new GoroutineDump(total, matched, showing, notShown, named);
    }

    /**
     * Reads a reply of either kind of endpoint, of which {@link #read(BufferedReader, String)} and {@link #fromGroups} say more.
     *
     * @param at the reply's place
     * @throws ergodiag.ergo.UnreadableReply when it is no goroutine dump
     */
    public static GoroutineDump read(InputStream in, Source at, Dialect dialect) {
        return switch (dialect) {
            case MCP_APPLICATION ->
                read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), at.file());
            case OBSERVER -> fromGroups(in, at);
        };
    }

    /**
     * Reads a reply of either form. Memory is bounded: what is beyond {@value GoroutineDumpReader#MOST_GROUPS} blocks counts as not shown.
     *
     * @param file path inside the bundle, for the sources
     * @throws ergodiag.ergo.UnreadableReply when it is no goroutine dump
     */
    public static GoroutineDump read(BufferedReader lines, String file) {
        return new GoroutineDumpReader(new TextLines(lines, file)).read();
    }

    /**
     * Reads what {@code /debug/pprof/goroutine} of Go says, with debug=1 or debug=2: as the node's reply, without a filter and a limit. Memory
     * is bounded as above.
     *
     * @param file path inside the bundle, for the sources
     * @param cut whether its end is known to be missing
     * @throws ergodiag.ergo.UnreadableReply when it is no such text
     */
    public static GoroutineDump fromGo(BufferedReader lines, String file, boolean cut) {
        return new GoroutineDumpReader(new TextLines(lines, file)).readWithoutLimit(cut);
    }

    /**
     * Reads what the tool {@code goroutines} of an Observer replied. It has no limit; {@code matched} and {@code showing} count goroutines
     * there. Members of a group beyond the first carry no labels. Memory is bounded as above.
     *
     * @param at the reply's place
     * @throws ergodiag.ergo.UnreadableReply when it is no such reply
     */
    public static GoroutineDump fromGroups(InputStream in, Source at) {
        return new GoroutineGroupsReader().read(in, at);
    }
}
