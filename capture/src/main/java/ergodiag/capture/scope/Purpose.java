package ergodiag.capture.scope;

import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a question is asked for.
 *
 * @param serves the playbooks that read its reply; empty for what is asked whichever playbooks are wanted
 * @param what in words
 */
public record Purpose(Set<PlaybookName> serves, String what) {
    public Purpose {
        serves = Set.copyOf(serves);
    }

    public static Purpose of(String what, PlaybookName... serves) {
        return new Purpose(Set.of(serves), what);
    }

    /** Of the playbooks that judge by a view of the tool, "" for its only one. */
    public static Purpose judgedBy(Tool tool, String view, String what) {
        return new Purpose(PlaybookName.judgingBy(tool, view), what);
    }

    /** Of all playbooks but these. */
    public static Purpose ofAllBut(Set<PlaybookName> others, String what) {
        return new Purpose(EnumSet.complementOf(EnumSet.copyOf(others)), what);
    }

    /** The same for something that comes with it. */
    public Purpose and(String more) {
        return new Purpose(serves, what + " (" + more + ")");
    }

    /** As it stands in the ledger: {@code "2, 6: restarts of supervisors"}. */
    public String text() {
        String numbers = serves.stream()
                .map(PlaybookName::number)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? what : numbers + ": " + what;
    }
}
