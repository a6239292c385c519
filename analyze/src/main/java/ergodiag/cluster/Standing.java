package ergodiag.cluster;

import ergodiag.bundle.Source;
import ergodiag.ergo.GoroutineGroup;
import ergodiag.ergo.ProcessRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a process stands in its code, from the newest goroutine dump that shows it.
 *
 * @param function innermost function of the application; of the framework when there is none
 * @param reason why it waits ("chan receive"), "running" where it computes; "" where no dump tells
 * @param certain whether the stack carries the process id; without, it was found by the methods of its behaviour
 * @param dumps number of dumps that show it there
 * @param at the line of that function
 */
public record Standing(String function, String reason, boolean certain, int dumps, Source at) {

    /** Where that process of the node stands; empty when no dump shows it. */
    public static Optional<Standing> of(Node node, ProcessRow row) {
        Series<GoroutineGroup> labelled = node.stacksOf(row.pid());
        if (!labelled.isEmpty()) {
            return Optional.of(standing(node, labelled, true));
        }
        boolean alone = node.current().stream()
                        .filter(other -> other.last().behavior().equals(row.behavior()))
                        .count()
                <= 1;
        Series<GoroutineGroup> guessed = node.stacks()
                .flatMap(dump -> dump.groups().stream()
                        .filter(group -> isOf(group, row.behavior()))
                        .findFirst());
        return guessed.isEmpty() || !alone ? Optional.empty() : Optional.of(standing(node, guessed, false));
    }

    /** {@code main.awaitConfirmation (chan receive)}. */
    public String inWords() {
        return (certain ? "" : "probably ") + function + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** Whether it is known to compute rather than to wait. */
    public boolean computes() {
        return reason.equals("running") || reason.equals("runnable");
    }

    private static boolean isOf(GoroutineGroup group, String behavior) {
        return group.frames().stream().anyMatch(frame -> Code.isMethodOf(frame.function(), behavior));
    }

    private static Standing standing(Node node, Series<GoroutineGroup> seen, boolean certain) {
        GoroutineGroup newest = seen.readings().get(seen.size() - 1).it();
        int frame = frameOf(newest);
        String function =
                newest.frames().isEmpty() ? "" : newest.frames().get(frame).function();
        int dumps = (int) seen.readings().stream()
                .filter(group -> group.it().mentions(function))
                .count();
        return new Standing(function, reason(node, newest, function), certain, dumps, line(newest, frame));
    }

    /** The innermost frame of the application, else the innermost of the framework, else the innermost. */
    private static int frameOf(GoroutineGroup group) {
        int framework = -1;
        for (int i = 0; i < group.frames().size(); i++) {
            String function = group.frames().get(i).function();
            if (Code.isApplication(function)) {
                return i;
            }
            framework = framework < 0 && function.startsWith("ergo.services/") ? i : framework;
        }
        return Math.max(0, framework);
    }

    /** A grouped dump has no reasons: they come from single stacks in the same function, when all of those agree. */
    private static String reason(Node node, GoroutineGroup newest, String function) {
        if (!newest.reason().isEmpty()) {
            return newest.reason();
        }
        List<String> reasons = node.stacks().readings().stream()
                .filter(dump -> dump.it().debug() == 2)
                .flatMap(dump -> dump.it().groups().stream())
                .filter(group -> !group.frames().isEmpty()
                        && group.frames().get(frameOf(group)).function().equals(function))
                .map(GoroutineGroup::reason)
                .collect(Collectors.toSet())
                .stream()
                .toList();
        return reasons.size() == 1 ? reasons.get(0) : "";
    }

    /** Grouped dumps have a line per frame, after one for the labels; single stacks have two lines per frame. */
    private static Source line(GoroutineGroup group, int frame) {
        boolean grouped = group.reason().isEmpty();
        int labels = grouped && !group.labels().isEmpty() ? 1 : 0;
        return group.at().atLine(group.at().line() + 1 + labels + (grouped ? frame : 2 * frame));
    }
}
