package ergodiag.ergo.process;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import ergodiag.ergo.Counter;
import ergodiag.ergo.Fields;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code process_list} (ERGO.md 5, ProcessShortInfo): a place in a block of rows, from which each of its fields is read when somebody
 * asks for it. Two are equal when they are the same place.
 */
public final class ProcessRow {
    /** By which {@code process_list} sorts, the largest first (ERGO.md 5). */
    public static final List<String> SORT_KEYS = List.of(
            "mailbox",
            "mailbox_latency",
            "running_time",
            "init_time",
            "wakeups",
            "uptime",
            "messages_in",
            "messages_out",
            "drain");

    /** The applications through which a node is asked. */
    private static final Set<String> ASKERS = Set.of("mcp_app", "observer_app");

    /** The states as the node writes them. */
    public static final String WAIT_RESPONSE = "wait response";

    public static final String INIT = "init";
    public static final String RUNNING = "running";
    public static final String ZOMBEE = "zombee";

    private final RowBlock block;
    private final int index;
    private final @Nullable Duration setBy;

    /** @param setBy by how much the clock of the node had been set, as if it had not been; null for a row as it was told */
    ProcessRow(RowBlock block, int index, @Nullable Duration setBy) {
        this.block = block;
        this.index = index;
        this.setBy = setBy;
    }

    /** The element of the list. */
    public Source at() {
        return block.at(index);
    }

    /** Process id, {@code <ABC.0.1005>}. */
    public String pid() {
        return block.text(RowField.PID, index);
    }

    /** Registered name or "". */
    public String name() {
        return block.text(RowField.NAME, index);
    }

    /** Application or "". */
    public String application() {
        return block.text(RowField.APPLICATION, index);
    }

    /** Go type. */
    public String behavior() {
        return block.text(RowField.BEHAVIOR, index);
    }

    /** Actor, supervisor, pool, web ...; "" in versions that do not tell. */
    public String kind() {
        return block.text(RowField.KIND, index);
    }

    /** Messages that reached the mailbox since its start. */
    public Counter messagesIn() {
        return new Counter(block.value(RowField.MESSAGES_IN, index));
    }

    /** Messages it sent since its start. */
    public Counter messagesOut() {
        return new Counter(block.value(RowField.MESSAGES_OUT, index));
    }

    /** Messages waiting now, in all queues. */
    public long mailbox() {
        return block.value(RowField.MAILBOX, index);
    }

    /** Age of the oldest waiting message; a gap on nodes built without the latency tag. */
    public Reading<Duration> latency() {
        return reading(RowField.LATENCY);
    }

    /** Time in callbacks since its start; added only when it goes back to sleep. */
    public Duration runningTime() {
        return Duration.ofNanos(block.value(RowField.RUNNING_TIME, index));
    }

    /** Time its start took. */
    public Duration initTime() {
        return Duration.ofNanos(block.value(RowField.INIT_TIME, index));
    }

    /** Times it was woken. */
    public Counter wakeups() {
        return new Counter(block.value(RowField.WAKEUPS, index));
    }

    /** Since its start: whole seconds as the node tells it, or never negative and as if the clock of the node had not been set. */
    public Duration uptime() {
        Duration told = Duration.ofSeconds(block.value(RowField.UPTIME, index));
        if (setBy == null) {
            return told;
        }
        Duration lived = told.minus(setBy);
        return lived.isNegative() ? Duration.ZERO : lived;
    }

    /** Init, sleep, running, {@code wait response}, terminated or zombee. */
    public String state() {
        return block.text(RowField.STATE, index);
    }

    /** Since it is in that state; a gap in older versions. */
    public Reading<Duration> stateTime() {
        return reading(RowField.STATE_TIME);
    }

    /** Pid of its parent. */
    public String parent() {
        return block.text(RowField.PARENT, index);
    }

    int pidStem() {
        return (int) block.value(RowField.PID, index);
    }

    long pidNumber() {
        return block.number(RowField.PID, index);
    }

    private Reading<Duration> reading(RowField field) {
        long nanos = block.value(field, index);
        if (nanos >= 0) {
            return Reading.known(Duration.ofNanos(nanos), at().member(field.json()));
        }
        return Reading.missing(nanos == RowField.UNTOLD ? Fields.untold(field.json()) : Fields.cannotBe(field.json()));
    }

    /** Messages it has taken out of its mailbox since its start. */
    public double taken() {
        return messagesIn().value() - mailbox();
    }

    /**
     * Whether it belongs to those who ask and not to the system: to the MCP application or the Observer, or it is one of the inspectors that an
     * Observer starts on every node (ERGO33.md 4).
     */
    public boolean isOfTheAskers() {
        return isOfTheAskers(application(), name());
    }

    /** The same of a process of which no more than this is known. */
    public static boolean isOfTheAskers(String application, String name) {
        return ASKERS.contains(application) || application.equals("system_app") && name.startsWith("inspect_");
    }

    public boolean isSupervisor() {
        return kind().equals("supervisor");
    }

    public boolean isPool() {
        return kind().equals("pool");
    }

    /** Registered name, or behaviour and pid. */
    public String label() {
        String name = name();
        return name.isEmpty() ? behavior() + " " + pid() : name;
    }

    /**
     * Reads a list row by row, so that a list of any length passes.
     *
     * @throws ergodiag.ergo.UnreadableReply when it is not such a list
     */
    public static void stream(InputStream in, Source at, Consumer<ProcessRow> rows) {
        RowReader reader = new RowReader(new Texts(), block -> {
            for (int i = 0; i < block.size(); i++) {
                rows.accept(new ProcessRow(block, i, null));
            }
        });
        try {
            reader.read(in, at);
        } finally {
            reader.flush();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessRow row && row.block == block && row.index == index;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(block) + index;
    }

    @Override
    public String toString() {
        return label() + " at " + at();
    }
}
