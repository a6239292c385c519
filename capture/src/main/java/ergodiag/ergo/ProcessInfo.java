package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code process_info} says of one process. The environment is never read.
 *
 * @param at where it was read
 * @param pid process id
 * @param name registered name or ""
 * @param application application or ""
 * @param behavior Go type
 * @param kind actor, supervisor, pool ...
 * @param mailboxSize limit of the mailbox; empty optional value -1 or 0 means unlimited
 * @param main messages waiting in the main queue
 * @param system in the system queue
 * @param urgent in the urgent queue
 * @param log in the log queue
 * @param latencyMain age of the oldest in the main queue; a gap without the latency tag
 * @param messagesIn messages that reached it
 * @param messagesOut messages it sent
 * @param runningTime time in callbacks
 * @param wakeups times it was woken
 * @param uptime since its start
 * @param state its state
 * @param stateTime since it is in that state
 * @param parent pid of its parent
 * @param events events it registered
 * @param linkedPids processes it is linked with
 * @param monitoredPids processes it monitors
 * @param subscriptions events it monitors or is linked with, {@code Event#<08151198:market_ticks>}; absent where the node does not tell
 */
public record ProcessInfo(
        Source at,
        String pid,
        String name,
        String application,
        String behavior,
        String kind,
        long mailboxSize,
        long main,
        long system,
        long urgent,
        long log,
        Reading<Duration> latencyMain,
        Counter messagesIn,
        Counter messagesOut,
        Duration runningTime,
        Counter wakeups,
        Duration uptime,
        String state,
        Reading<Duration> stateTime,
        String parent,
        List<String> events,
        List<String> linkedPids,
        List<String> monitoredPids,
        Optional<List<String>> subscriptions) {

    /** Whether its mailbox has no limit (told as -1 or 0). */
    public boolean unlimitedMailbox() {
        return mailboxSize <= 0;
    }

    /** Whether it is told to be subscribed to the event of that name, or told not to be; absent where nothing is told. */
    public Optional<Boolean> subscribes(String event) {
        return subscriptions.map(all -> all.stream().anyMatch(one -> one.endsWith(":" + event + ">")));
    }

    private static Optional<List<String>> subscriptions(Fields f) {
        return f.tells("MonitorsEvent") || f.tells("LinksEvent")
                ? Optional.of(Stream.concat(f.texts("MonitorsEvent").stream(), f.texts("LinksEvent").stream())
                        .toList())
                : Optional.empty();
    }

    /** @throws UnreadableReply when it is not such a reply */
    public static ProcessInfo read(InputStream in, String file) {
        return Json.object(in, file, f -> {
            Fields queues = f.object("MailboxQueues");
            return new ProcessInfo(
                    f.at(),
                    f.text("PID"),
                    f.text("Name"),
                    f.text("Application"),
                    f.text("Behavior"),
                    f.text("Kind"),
                    f.count("MailboxSize"),
                    queues.count("Main"),
                    queues.count("System"),
                    queues.count("Urgent"),
                    queues.count("Log"),
                    queues.nanosOrGap("LatencyMain"),
                    f.counter("MessagesIn"),
                    f.counter("MessagesOut"),
                    f.nanos("RunningTime"),
                    f.counter("Wakeups"),
                    f.seconds("Uptime"),
                    f.text("State"),
                    f.nanosOrGap("StateTime"),
                    f.text("Parent"),
                    f.texts("Events"),
                    f.texts("LinksPID"),
                    f.texts("MonitorsPID"),
                    subscriptions(f));
        });
    }
}
