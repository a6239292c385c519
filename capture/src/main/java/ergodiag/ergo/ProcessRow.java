package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One row of {@code process_list} (ERGO.md 5, ProcessShortInfo).
 *
 * @param at the element of the list
 * @param pid process id, {@code <ABC.0.1005>}
 * @param name registered name or ""
 * @param application application or ""
 * @param behavior Go type
 * @param kind actor, supervisor, pool, web ...; "" in versions that do not tell
 * @param messagesIn messages that reached the mailbox since its start
 * @param messagesOut messages it sent since its start
 * @param mailbox messages waiting now, in all queues
 * @param latency age of the oldest waiting message; a gap on nodes built without the latency tag
 * @param runningTime time in callbacks since its start; added only when it goes back to sleep
 * @param initTime time its start took
 * @param wakeups times it was woken
 * @param uptime since its start, whole seconds
 * @param state init, sleep, running, {@code wait response}, terminated or zombee
 * @param stateTime since it is in that state; a gap in older versions
 * @param parent pid of its parent
 */
public record ProcessRow(
        Source at,
        String pid,
        String name,
        String application,
        String behavior,
        String kind,
        Counter messagesIn,
        Counter messagesOut,
        long mailbox,
        Reading<Duration> latency,
        Duration runningTime,
        Duration initTime,
        Counter wakeups,
        Duration uptime,
        String state,
        Reading<Duration> stateTime,
        String parent) {
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

    /** The same row with another age. */
    public ProcessRow withUptime(Duration age) {
        return new ProcessRow(
                at,
                pid,
                name,
                application,
                behavior,
                kind,
                messagesIn,
                messagesOut,
                mailbox,
                latency,
                runningTime,
                initTime,
                wakeups,
                age,
                state,
                stateTime,
                parent);
    }

    /** Messages it has taken out of its mailbox since its start. */
    public double taken() {
        return messagesIn.value() - mailbox;
    }

    /**
     * Whether it belongs to those who ask and not to the system: to the MCP application or the Observer, or it is one of the inspectors that an
     * Observer starts on every node (ERGO33.md 4).
     */
    public boolean isOfTheAskers() {
        return isOfTheAskers(application, name);
    }

    /** The same of a process of which no more than this is known. */
    public static boolean isOfTheAskers(String application, String name) {
        return ASKERS.contains(application) || application.equals("system_app") && name.startsWith("inspect_");
    }

    public boolean isSupervisor() {
        return kind.equals("supervisor");
    }

    public boolean isPool() {
        return kind.equals("pool");
    }

    /** Registered name, or behaviour and pid. */
    public String label() {
        return name.isEmpty() ? behavior + " " + pid : name;
    }

    /**
     * Reads a list row by row, so that a list of any length passes.
     *
     * @throws UnreadableReply when it is not such a list
     */
    public static void stream(InputStream in, Source at, Consumer<ProcessRow> rows) {
        Json.rows(in, at, ProcessRow::of, rows);
    }

    private static ProcessRow of(Fields f) {
        return new ProcessRow(
                f.at(),
                f.text("PID"),
                f.text("Name"),
                f.text("Application").intern(),
                f.text("Behavior").intern(),
                f.text("Kind").intern(),
                f.counter("MessagesIn"),
                f.counter("MessagesOut"),
                f.count("MessagesMailbox"),
                f.nanosOrGap("MailboxLatency"),
                f.nanos("RunningTime"),
                f.nanos("InitTime"),
                f.counter("Wakeups"),
                f.seconds("Uptime"),
                f.text("State").intern(),
                f.nanosOrGap("StateTime"),
                f.text("Parent").intern());
    }
}
