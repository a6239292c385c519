package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What {@code process_info} says of one process. The environment is never read.
 *
 * @param at where it was read
 * @param mailboxSize limit of the mailbox; empty optional value -1 or 0 means unlimited
 * @param linkedPids processes it is linked with
 * @param monitoredPids processes it monitors
 * @param held how many of each it has, by the field that lists them: {@code Aliases}, {@code MonitorsPID}, {@code Metas}, ...
 * @param subscriptions events it monitors or is linked with, {@code Event#<08151198:market_ticks>}; absent where the node does not tell
 * @param logQueue entries of the log that wait in its mailbox, which {@code MessagesIn} does not count
 */
public record ProcessInfo(
        Source at,
        long mailboxSize,
        List<String> linkedPids,
        List<String> monitoredPids,
        SortedMap<String, Integer> held,
        Optional<List<String>> subscriptions,
        Reading<Long> logQueue) {

    /** Whether its mailbox has no limit (told as -1 or 0). */
    public boolean unlimitedMailbox() {
        return mailboxSize <= 0;
    }

    /** Whether it is told to be subscribed to the event of that name, or told not to be; absent where nothing is told. */
    public Optional<Boolean> subscribes(String event) {
        return subscriptions.map(
                all -> all.stream().anyMatch(one -> one.endsWith(":" + event + ">") || one.endsWith(":" + event)));
    }

    private static Optional<List<String>> subscriptions(Fields f) {
        return f.tells("MonitorsEvent") || f.tells("LinksEvent")
                ? Optional.of(Stream.concat(f.texts("MonitorsEvent").stream(), f.texts("LinksEvent").stream())
                        .toList())
                : Optional.empty();
    }

    /** @throws UnreadableReply when it is not such a reply */
    public static ProcessInfo read(InputStream in, Source at) {
        return Json.object(in, at, f -> {
            return new ProcessInfo(
                    f.at(),
                    f.limit("MailboxSize"),
                    f.texts("LinksPID"),
                    f.texts("MonitorsPID"),
                    f.sizes(),
                    subscriptions(f),
                    f.object("MailboxQueues").countOrGap("Log"));
        });
    }
}
