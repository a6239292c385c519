package ergodiag.cluster.calls;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.Ids;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import ergodiag.ergo.process.ProcessRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a call addresses, as far as the arguments on its stack tell: Go prints a process id with its number, and of a name only how long it
 * is and where it stands in memory. Arguments that Go marks as unsure ({@code 0x10?}) tell nothing.
 *
 * @param number the number of the process id; empty for a call by name
 * @param nameLength bytes of the name; empty for a call by process id
 * @param nodeLength bytes of the name of the node
 * @param ownNode whether the node is given by the very text that names the caller's own node
 * @param ownLength bytes of the name of the caller's own node; empty where the stack does not tell
 * @param timeoutSeconds what the call allows; empty where the stack does not tell
 * @param text the argument itself: of two calls on one node with the same text, names as they lie in memory, both address the same process
 * @param evidence the line of the call
 */
public record CallTarget(
        OptionalLong number,
        OptionalLong nameLength,
        long nodeLength,
        boolean ownNode,
        OptionalLong ownLength,
        OptionalLong timeoutSeconds,
        String text,
        Evidence evidence) {
    private static final String METHOD = "ergo.services/ergo/node.(*process).";
    private static final String HEX = "0x([0-9a-f]{1,16})";
    private static final Pattern BY_NAME =
            Pattern.compile("[^,]*, \\{\\{" + HEX + ", " + HEX + "\\}, \\{" + HEX + ", " + HEX + "\\}\\}.*");
    private static final Pattern BY_PID =
            Pattern.compile("[^,]*, \\{\\{" + HEX + ", " + HEX + "\\}, " + HEX + ", " + HEX + "\\}.*");
    private static final Pattern WAIT =
            Pattern.compile("[^,]*, \\{\\{" + HEX + ", " + HEX + "\\}, .*\\}(?:, " + HEX + ")?");

    /** Whom the newest single stack of a process addresses; empty when none tells. */
    public static Optional<CallTarget> of(Node node, ProcessRow caller) {
        return node.stacks().readings().stream()
                .filter(dump -> dump.it().debug() == 2)
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> StackSample.process(node, group)
                        .filter(process -> process.pid().equals(caller.pid()))
                        .isPresent())
                .flatMap(group -> of(group).stream())
                .reduce((earlier, later) -> later);
    }

    static Optional<CallTarget> of(GoroutineGroup group) {
        Optional<Matcher> wait = arguments(group, "waitResponse", WAIT);
        List<StackFrame> frames = group.frames();
        for (int i = 0; i < frames.size(); i++) {
            StackFrame frame = frames.get(i);
            Evidence line = TopFrame.place(group, i);
            Matcher byName = BY_NAME.matcher(frame.arguments());
            if (frame.function().equals(METHOD + "CallProcessID") && byName.matches()) {
                return Optional.of(new CallTarget(
                        OptionalLong.empty(),
                        OptionalLong.of(hex(byName, 2)),
                        hex(byName, 4),
                        wait.filter(own -> own.group(1).equals(byName.group(3))).isPresent(),
                        own(wait),
                        timeout(wait),
                        text(byName),
                        line));
            }
            Matcher byPid = BY_PID.matcher(frame.arguments());
            if (frame.function().equals(METHOD + "CallPID") && byPid.matches()) {
                return Optional.of(new CallTarget(
                        OptionalLong.of(hex(byPid, 3)),
                        OptionalLong.empty(),
                        hex(byPid, 2),
                        wait.filter(own -> own.group(1).equals(byPid.group(1))).isPresent(),
                        own(wait),
                        timeout(wait),
                        text(byPid),
                        line));
            }
        }
        return Optional.empty();
    }

    /** The processes it can be; nothing where the bundle's names are not those of the stack (as pseudonyms are not). */
    Optional<List<Process>> among(Cluster cluster, Process caller) {
        boolean sameNames = ownLength.isPresent() && ownLength.getAsLong() == length(caller.node());
        boolean byNumber = number.isPresent() && ownNode;
        if (!sameNames && !byNumber) {
            return Optional.empty();
        }
        return Optional.of(nodes(cluster, caller.node())
                .flatMap(node -> node.current().stream())
                .filter(process ->
                        !(process.node().equals(caller.node()) && process.pid().equals(caller.pid())))
                .filter(this::isMeant)
                .toList());
    }

    private Stream<Node> nodes(Cluster cluster, String own) {
        return cluster.nodes().stream()
                .filter(node -> ownNode ? node.name().equals(own) : length(node.name()) == nodeLength);
    }

    private boolean isMeant(Process process) {
        if (number.isPresent()) {
            long id = number.getAsLong();
            return Ids.inTexts(process.pid()).endsWith("." + (id >>> 32) + "." + (id & 0xffffffffL) + ">");
        }
        return length(process.last().name()) == nameLength.orElseThrow();
    }

    private static Optional<Matcher> arguments(GoroutineGroup group, String method, Pattern pattern) {
        return group.frames().stream()
                .filter(frame -> frame.function().equals(METHOD + method))
                .map(frame -> pattern.matcher(frame.arguments()))
                .filter(Matcher::matches)
                .findFirst();
    }

    private static String text(Matcher target) {
        return target.group(1) + " " + target.group(2) + " " + target.group(3) + " " + target.group(4);
    }

    /** Whether two calls surely address different processes: those of another name. */
    boolean isOfAnotherName(CallTarget other) {
        return nameLength.isPresent() && other.nameLength().isPresent() && !nameLength.equals(other.nameLength());
    }

    private static OptionalLong own(Optional<Matcher> wait) {
        return wait.map(own -> OptionalLong.of(hex(own, 2))).orElse(OptionalLong.empty());
    }

    private static OptionalLong timeout(Optional<Matcher> wait) {
        return wait.filter(own -> own.group(3) != null)
                .map(own -> OptionalLong.of(hex(own, 3)))
                .orElse(OptionalLong.empty());
    }

    private static long hex(Matcher matcher, int group) {
        return Long.parseUnsignedLong(matcher.group(group), 16);
    }

    private static long length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
