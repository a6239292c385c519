package ergodiag.findings;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a finding is called in every capture of the same cluster: its code and its subject without what a restart changes. A process is known by
 * its registered name, else by what it runs as; a second one of the same kind is the second.
 */
public final class Fingerprint {
    private static final Set<Subject.Kind> KNOWN_BY_FUNCTION = EnumSet.of(Subject.Kind.FUNCTION, Subject.Kind.LOG);

    private Fingerprint() {}

    /** A name for each of these findings, in their order; the names differ from each other. */
    public static Map<String, Finding> of(List<Finding> findings) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, Finding> named = new LinkedHashMap<>();
        for (Finding finding : findings) {
            String name = name(finding);
            int nth = seen.merge(name, 1, Integer::sum);
            named.put(nth == 1 ? name : name + "#" + nth, finding);
        }
        return named;
    }

    private static String name(Finding finding) {
        Subject subject = finding.subject();
        String process = subject.name().isEmpty() ? subject.behavior() : subject.name();
        String function = KNOWN_BY_FUNCTION.contains(subject.kind()) ? subject.function() : "";
        return String.join(
                "|",
                finding.code(),
                subject.kind().word(),
                subject.node(),
                subject.application(),
                process,
                subject.peer(),
                subject.event(),
                function);
    }
}
