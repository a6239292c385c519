package ergodiag.capture;

import ergodiag.bundle.UserError;
import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which playbooks and tools the user wants asked for. A question is left out when a tool it needs is, or when every playbook it serves is.
 * Questions that serve no playbook by number (which nodes there are, what a sampler brought) are always asked.
 *
 * @param with playbooks by number, or names of tools; empty for all
 * @param without what to leave out of these
 */
public record Choice(List<String> with, List<String> without) {
    /** Everything the profile has. */
    public static final Choice ALL = new Choice(List.of(), List.of());

    /** How the reason begins for a question that the user left out. */
    static final String NOT_ASKED = "not asked: ";

    /** Names of the playbooks, the first has the number 1. */
    static final List<String> PLAYBOOKS = List.of(
            "cluster-health",
            "performance-bottleneck",
            "cpu-profiling",
            "memory-growth",
            "process-leak",
            "restart-loop",
            "zombie-processes",
            "network",
            "event-system",
            "goroutines");

    public Choice {
        with = List.copyOf(with);
        without = List.copyOf(without);
    }

    /**
     * Reads what stands behind {@code --with} and {@code --without}.
     *
     * @throws UserError for what is neither a playbook nor a tool that a visitor may call
     */
    public static Choice of(List<String> with, List<String> without) {
        return new Choice(words("--with", with), words("--without", without));
    }

    private static List<String> words(String option, List<String> given) {
        List<String> words = new ArrayList<>();
        for (String each : given) {
            String word = each.strip().toLowerCase(Locale.ROOT);
            int number = PLAYBOOKS.indexOf(word) + 1;
            words.add(number > 0 ? String.valueOf(number) : word);
            boolean playbook = number > 0 || word.matches("[1-9]|10");
            Optional<Tool> tool = Tool.named(word);
            if (!playbook && tool.filter(Choice::canBeChosen).isEmpty()) {
                throw new UserError("Reading " + option + ": '" + each + "' is "
                        + (tool.isEmpty() ? "neither a playbook nor a tool" : "no tool that can be chosen")
                        + "; use a number from 1 to 10, a name (" + String.join(", ", PLAYBOOKS)
                        + ") or a tool such as pprof_heap.");
            }
        }
        return List.copyOf(words);
    }

    private static boolean canBeChosen(Tool tool) {
        return tool.access().isAllowed() && !tool.has(Tool.Trait.INDISPENSABLE);
    }

    /** Why a question is not asked; empty when it is. */
    Optional<String> leavesOut(Question question) {
        if (question.tool().has(Tool.Trait.INDISPENSABLE) || question.node().isEmpty()) {
            return Optional.empty();
        }
        List<String> tools = Visitor.needs(question);
        Set<String> serves = serves(question.why());
        if (tools.stream().anyMatch(without::contains) || !serves.isEmpty() && without.containsAll(serves)) {
            return Optional.of(NOT_ASKED + "--without " + String.join(",", without));
        }
        Set<String> left = new TreeSet<>(serves);
        left.removeAll(without);
        boolean wanted = with.isEmpty()
                || serves.isEmpty()
                || tools.stream().anyMatch(with::contains)
                || left.stream().anyMatch(with::contains);
        return wanted ? Optional.empty() : Optional.of(NOT_ASKED + "--with " + String.join(",", with));
    }

    /** The numbers of the playbooks that stand at the head of a question's why, as in {@code "2, 6: restarts of supervisors"}. */
    static Set<String> serves(String why) {
        int colon = why.indexOf(':');
        if (colon < 0 || !why.substring(0, colon).matches("\\d{1,2}(, ?\\d{1,2})*")) {
            return Set.of();
        }
        return new TreeSet<>(List.of(why.substring(0, colon).split(", ?")));
    }
}
