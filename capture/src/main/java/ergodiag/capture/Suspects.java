package ergodiag.capture;

import ergodiag.ergo.EventInfo;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which processes of a node deserve a closer look, worst first, by the reasons of the playbooks. */
final class Suspects {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration OLD_MESSAGE = Duration.ofSeconds(1);
    private static final Duration SLOW_START = Duration.ofSeconds(1);
    private static final long LONG_QUEUE = 100;
    private static final long CHURN = 3;

    private Suspects() {}

    /** A process with the reason to look at it. */
    record Suspect(ProcessRow process, String reason, int weight) {}

    /**
     * Chooses from two readings a few seconds apart, or from one given twice.
     *
     * @param events the node's events, for producers that publish for nobody or not at all
     * @param most how many at most
     */
    static List<Suspect> choose(List<ProcessRow> earlier, List<ProcessRow> now, List<EventInfo> events, int most) {
        Map<String, ProcessRow> before = new HashMap<>();
        earlier.forEach(row -> before.put(row.pid(), row));
        Map<String, Suspect> chosen = new LinkedHashMap<>();
        for (ProcessRow row : now) {
            if (!ours(row)) {
                reason(row, Optional.ofNullable(before.get(row.pid()))).ifPresent(it -> add(chosen, it));
            }
        }
        churn(now).forEach(it -> add(chosen, it));
        producers(now, events).forEach(it -> add(chosen, it));
        return chosen.values().stream()
                .sorted(Comparator.comparingInt(Suspect::weight)
                        .thenComparingLong(it -> it.process().mailbox())
                        .reversed())
                .limit(most)
                .toList();
    }

    /** The processes of the MCP application and of our samplers. */
    static boolean ours(ProcessRow row) {
        return row.application().equals("mcp_app")
                || row.name().startsWith("mcp_sampler")
                || row.behavior().startsWith("mcp.");
    }

    private static void add(Map<String, Suspect> chosen, Suspect suspect) {
        chosen.merge(suspect.process().pid(), suspect, (a, b) -> a.weight() >= b.weight() ? a : b);
    }

    private static Optional<Suspect> reason(ProcessRow row, Optional<ProcessRow> before) {
        boolean again = before.isPresent() && before.get().at() != row.at();
        boolean waits = row.mailbox() > 0;
        boolean tookNone = again && before.get().mailbox() > 0 && before.get().taken() == row.taken();
        boolean same = again
                && before.get().state().equals(row.state())
                && before.get().messagesOut().equals(row.messagesOut());
        boolean longHere =
                row.stateTime().value().map(time -> time.compareTo(LONG) > 0).orElse(same);
        if (row.state().equals(ProcessRow.ZOMBEE)) {
            return of(row, "7: killed and still there", 100);
        }
        if (waits && tookNone) {
            return of(row, "2: messages wait and none was taken", 95);
        }
        if (waits
                && row.latency()
                        .value()
                        .map(age -> age.compareTo(OLD_MESSAGE) > 0)
                        .orElse(false)) {
            return of(row, "2: its oldest message has waited for more than a second", 90);
        }
        if (row.state().equals(ProcessRow.WAIT_RESPONSE) && longHere) {
            return of(row, "2: waits for the response to a call for more than 5 s", 85);
        }
        if (row.state().equals(ProcessRow.RUNNING) && !waits && longHere) {
            return of(row, "1: in one callback for more than 5 s", 80);
        }
        if (row.mailbox() >= LONG_QUEUE) {
            return of(row, "2: a long mailbox", 75);
        }
        return row.initTime().compareTo(SLOW_START) > 0 ? of(row, "1: slow start", 40) : Optional.empty();
    }

    /** Parents, themselves older than a minute, of several processes younger than ten seconds. */
    private static List<Suspect> churn(List<ProcessRow> now) {
        Map<String, Long> young = new HashMap<>();
        for (ProcessRow row : now) {
            if (row.uptime().toSeconds() <= 10 && !ours(row)) {
                young.merge(row.parent(), 1L, Long::sum);
            }
        }
        List<Suspect> parents = new ArrayList<>();
        for (ProcessRow row : now) {
            boolean busy =
                    young.getOrDefault(row.pid(), 0L) >= CHURN || row.isSupervisor() && young.containsKey(row.pid());
            if (busy && row.uptime().toSeconds() > 60 && !ours(row)) {
                parents.add(new Suspect(row, "5, 6: its children are being started again and again", 60));
            }
        }
        return parents;
    }

    private static List<Suspect> producers(List<ProcessRow> now, List<EventInfo> events) {
        Map<String, String> reasons = new HashMap<>();
        for (EventInfo event : events) {
            boolean published = event.published().value() > 0;
            if (!published && event.subscribers() > 0) {
                reasons.put(event.producer(), "9: produces an event that is awaited and never published");
            } else if (published && event.subscribers() == 0 && !event.onDemand()) {
                reasons.putIfAbsent(event.producer(), "9: publishes an event that nobody subscribed to");
            }
        }
        return now.stream()
                .filter(row -> reasons.containsKey(row.pid()) && !ours(row))
                .map(row -> new Suspect(row, reasons.get(row.pid()), 50))
                .toList();
    }

    private static Optional<Suspect> of(ProcessRow row, String reason, int weight) {
        return Optional.of(new Suspect(row, reason, weight));
    }
}
