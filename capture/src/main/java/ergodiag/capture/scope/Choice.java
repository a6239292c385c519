package ergodiag.capture.scope;

import ergodiag.bundle.UserError;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which playbooks and tools the user wants asked for. A question is left out when a tool it needs is, or when every playbook it serves is.
 * Questions that serve no playbook by number (which nodes there are, what a sampler brought) are always asked.
 *
 * @param with what to ask for; nothing for everything
 * @param without what to leave out of these
 */
public record Choice(Named with, Named without) {
    /** Everything the profile has. */
    public static final Choice ALL = new Choice(Named.NOTHING, Named.NOTHING);

    /**
     * What stands behind an option.
     *
     * @param words numbers of playbooks and names of tools, in the user's order
     * @param playbooks the playbooks among them
     * @param tools the tools among them
     */
    public record Named(List<String> words, Set<PlaybookName> playbooks, Set<Tool> tools) {
        static final Named NOTHING = new Named(List.of(), Set.of(), Set.of());

        private static Named of(String option, List<String> given) {
            List<String> words = given.stream()
                    .map(word -> word.strip().toLowerCase(Locale.ROOT))
                    .toList();
            for (int i = 0; i < words.size(); i++) {
                if (PlaybookName.of(words.get(i)).isEmpty()) {
                    check(option, given.get(i), Tool.named(words.get(i)));
                }
            }
            return new Named(
                    words.stream()
                            .map(word -> PlaybookName.of(word)
                                    .map(playbook -> String.valueOf(playbook.number()))
                                    .orElse(word))
                            .toList(),
                    words.stream()
                            .flatMap(word -> PlaybookName.of(word).stream())
                            .collect(Collectors.toUnmodifiableSet()),
                    words.stream().flatMap(word -> Tool.named(word).stream()).collect(Collectors.toUnmodifiableSet()));
        }

        private static void check(String option, String given, Optional<Tool> tool) {
            if (tool.filter(Choice::canBeChosen).isEmpty()) {
                throw new UserError("Reading " + option + ": '" + given + "' is "
                        + (tool.isEmpty() ? "neither a playbook nor a tool" : "no tool that can be chosen")
                        + "; use a number from 1 to " + PlaybookName.values().length + ", a name ("
                        + Arrays.stream(PlaybookName.values())
                                .map(PlaybookName::word)
                                .collect(Collectors.joining(", "))
                        + ") or a tool such as " + Tool.PPROF_HEAP.toolName() + ".");
            }
        }

        private boolean hasAny(Collection<Tool> of) {
            return of.stream().anyMatch(tools::contains);
        }

        private String text() {
            return String.join(",", words);
        }
    }

    /**
     * Reads what stands behind {@code --with} and {@code --without}.
     *
     * @throws UserError for what is neither a playbook nor a tool that a visitor may call
     */
    public static Choice of(List<String> with, List<String> without) {
        return new Choice(Named.of("--with", with), Named.of("--without", without));
    }

    private static boolean canBeChosen(Tool tool) {
        return tool.access().isAllowed() && !tool.has(Tool.Trait.INDISPENSABLE);
    }

    /** Why a question is not asked; empty when it is. */
    public Optional<Skip> leavesOut(Question question) {
        if (question.tool().has(Tool.Trait.INDISPENSABLE) || question.node().isEmpty()) {
            return Optional.empty();
        }
        List<Tool> tools = AllowedCalls.needs(question);
        Set<PlaybookName> serves = question.purpose().serves();
        if (without.hasAny(tools) || !serves.isEmpty() && without.playbooks().containsAll(serves)) {
            return Optional.of(Skip.of(SkipReason.NOT_ASKED, "--without " + without.text()));
        }
        boolean wanted = with.words().isEmpty()
                || serves.isEmpty()
                || with.hasAny(tools)
                || serves.stream()
                        .anyMatch(playbook -> with.playbooks().contains(playbook)
                                && !without.playbooks().contains(playbook));
        return wanted ? Optional.empty() : Optional.of(Skip.of(SkipReason.NOT_ASKED, "--with " + with.text()));
    }
}
