package ergodiag.bundle.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a question that was planned was not asked. The lower-case name stands in the ledger. */
public enum SkipReason {
    /** The user left out its playbooks or its tool. */
    NOT_ASKED("not asked: ", "left out by "),
    /** The user left out the node. */
    EXCLUDED("excluded: "),
    /** The time that the user gave the capture is over, or kept for more useful questions. */
    DEADLINE("deadline: "),
    /** The bytes that the user gave the capture are used, or kept for more useful questions. */
    SIZE("budget: "),
    /** It would come too late in this capture. */
    TIME("deadline: "),
    /** It would cost the cluster or the bundle too much. */
    BUDGET("budget: "),
    /** The node, or the endpoint on the way to it, failed too often. */
    BREAKER("breaker: "),
    /** The node does not have the tool, or not as it would be asked. */
    NOT_OFFERED("not offered: "),
    /** An endpoint of this kind has nothing like it: whoever lacks it lacks nothing that could be had there. */
    NOT_KNOWN("not known: ", "the endpoint has nothing like it: "),
    /** A visitor does not call the tool. */
    NOT_ALLOWED("not allowed: "),
    /** The capture was cancelled. */
    CANCELLED("cancelled", "the capture was cancelled before it was asked"),
    /** What it needs is not there: a sampler, a node, an event. */
    ABSENT("");

    private static final String DEADLINE_OPTION = "--deadline";
    private static final String SIZE_OPTION = "--max-size";

    private final String words;
    private final String clause;

    SkipReason(String words) {
        this(words, "");
    }

    SkipReason(String words, String clause) {
        this.words = words;
        this.clause = clause;
    }

    /** The word of the format. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text of the ledger, which begins with the reason for people. */
    public String text(String detail) {
        return words + detail;
    }

    /** The text of the ledger for people, who need no word of the format. */
    String forPeople(String text) {
        int at = words.isEmpty() ? -1 : text.indexOf(words);
        return at < 0 ? text : text.substring(0, at) + clause + text.substring(at + words.length());
    }

    /** Whether the question was left out for a time or size that the user set. */
    public boolean isBound() {
        return this == DEADLINE || this == SIZE;
    }

    /** The reason in the text of a skipped call, of ledgers that have no word for it. */
    static SkipReason inText(String text) {
        if (text.contains(DEADLINE_OPTION)) {
            return DEADLINE;
        }
        if (text.contains(SIZE_OPTION)) {
            return SIZE;
        }
        return Arrays.stream(values())
                .filter(reason -> reason != DEADLINE && reason != SIZE && text.contains(reason.words))
                .findFirst()
                .orElse(ABSENT);
    }

    /** The reason of that word; empty for a word this version does not know. */
    public static Optional<SkipReason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }
}
