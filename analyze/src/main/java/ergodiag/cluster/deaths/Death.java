package ergodiag.cluster.deaths;

import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.ergo.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a process by a failure, as its node logged it. The framework writes {@code process terminated abnormally - REASON}, and in front of
 * the reason {@code <PID>:} of who sent the exit signal when the failure was another's (seen in recordings): a bare reason is one's own.
 *
 * @param node name of its node
 * @param entry the message
 * @param at when, by our clock
 * @param pid its process id
 * @param name its registered name, or ""
 * @param behavior its Go type
 * @param sender process id of who passed the exit on to it; empty where the failure was its own
 * @param reason why, without who passed it on
 */
public record Death(
        String node,
        LogEntry entry,
        Instant at,
        String pid,
        String name,
        String behavior,
        Optional<String> sender,
        String reason) {
    private static final int LONGEST = 200;
    private static final Pattern ENDED = Pattern.compile("process terminated(?: abnormally)? - (?s:(.+))");
    private static final Pattern PASSED_ON = Pattern.compile("^(<[^<>\\s]+>):\\s+");

    /** The death that a message of a node tells of; empty when it tells of none. */
    static Optional<Death> of(Node node, LogEntry entry) {
        Matcher ended = ENDED.matcher(entry.message());
        if (entry.pid().isEmpty() || !entry.time().isKnown() || !ended.lookingAt()) {
            return Optional.empty();
        }
        String reason = ended.group(1).strip();
        Optional<String> sender = Optional.empty();
        for (Matcher passed = PASSED_ON.matcher(reason); passed.lookingAt(); passed = PASSED_ON.matcher(reason)) {
            sender = Optional.of(sender.orElse(passed.group(1)));
            reason = reason.substring(passed.end());
        }
        return Optional.of(new Death(
                node.name(),
                entry,
                entry.time().value().orElseThrow().minus(node.clockOffset().orElse(Duration.ZERO)),
                entry.pid(),
                entry.name(),
                LogTemplate.behavior(entry),
                sender,
                reason));
    }

    /** Whether it failed itself, and nobody passed the failure on to it. */
    public boolean isOwn() {
        return sender.isEmpty();
    }

    /** The first line of its reason. */
    public String said() {
        String line = reason.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** What it was there for: its registered name, else its behaviour. */
    public String role() {
        return name.isEmpty() ? behavior : name;
    }

    /** Registered name, or behaviour and pid. */
    public String label() {
        return name.isEmpty() ? behavior + " " + pid : name;
    }

    /** Whether nothing of its node does now what it was there for. */
    public boolean isMissed(Node itsNode) {
        return itsNode.current().stream()
                .map(Process::last)
                .noneMatch(row -> name.isEmpty()
                        ? row.behavior().equals(behavior)
                        : row.name().equals(name));
    }
}
