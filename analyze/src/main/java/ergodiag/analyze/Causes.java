package ergodiag.analyze;

import ergodiag.cluster.TopFrame;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds which findings are the causes of others: one fault is one warning or critical at the head; what it explains becomes
 * information, is listed in {@link Finding#explains()} of its cause, and is never dropped.
 */
final class Causes {

    /** Findings with these codes explain findings with those codes, when they are so related (cause first). */
    record Tie(Set<String> causes, Set<String> effects, BiPredicate<Finding, Finding> related) {
        boolean ties(Finding cause, Finding effect) {
            return matches(causes, cause) && matches(effects, effect) && related.test(cause, effect);
        }

        /** A code stands for itself, a beginning ({@code ED08}) for all of a playbook. */
        private static boolean matches(Set<String> codes, Finding finding) {
            return codes.contains(finding.code())
                    || codes.contains(finding.code().substring(0, 4));
        }
    }

    /** What somebody meant to do explains what it brought about although nothing is wrong. */
    private static final Set<String> INTENDED = Set.of("ED0125", "ED0126", "ED0134");

    /** In the order of trust: the first tie that fits an effect decides. */
    static final List<Tie> TIES = List.of(
            // What was meant explains what it brought about.
            tie(
                    "ED0125 ED0126 ED0134",
                    "ED0103 ED0105 ED0113 ED0119 ED0121 ED0203 ED0803 ED0805 ED0811 ED0815",
                    Related::isOfThoseAway),
            // A node that stands still lets everybody wait.
            tie(
                    "ED0124",
                    "ED0103 ED0105 ED0113 ED0119 ED0203 ED0804 ED0805 ED0810 ED0811 ED0814 ED0815",
                    Related::isOfThoseAway),
            // A cluster in parts shows in everything that goes from one to another.
            tie(
                    "ED0813",
                    "ED0101 ED0103 ED0105 ED0113 ED0119 ED0135 ED0203 ED0801 ED0802 ED0803 ED0804 ED0805 ED0807 ED0810 ED0811",
                    Related::isAcross),
            tie(
                    "ED0814",
                    "ED0103 ED0113 ED0119 ED0203 ED0801 ED0802 ED0803 ED0804 ED0805 ED0807 ED0808 ED0810 ED0811",
                    Related::namesTheNode),
            // A node that is gone takes its links, calls to it and everything judged of it along.
            tie("ED0101 ED0102 ED0135", "ED0102 ED0103 ED0105 ED0113 ED0119 ED0203 ED08", Related::namesTheNode),
            // A link that loses or flaps shows in its pings, its counters and the calls that wait for it.
            tie(
                    "ED0801",
                    "ED0103 ED0113 ED0119 ED0203 ED0802 ED0803 ED0804 ED0805 ED0807 ED0808 ED0810 ED0811",
                    Related::touchesTheLink),
            tie(
                    "ED0804",
                    "ED0103 ED0113 ED0119 ED0802 ED0803 ED0805 ED0807 ED0808 ED0810 ED0811 ED0815",
                    Related::touchesTheLink),
            tie("ED0815", "ED0105 ED0107 ED0113 ED0203 ED0604 ED0811", Related::touchesTheLink),
            tie("ED0801 ED0803 ED0804 ED0815", "ED0103", Related::isAnEndsRemoteErrors),
            tie("ED0803 ED0807", "ED0113 ED0119 ED0805 ED0808 ED0810 ED0811", Related::touchesTheLink),
            tie("ED0808 ED0810 ED0811", "ED0113", Related::touchesTheLink),
            tie("ED0809", "ED0105 ED0107 ED0604", Related::isLoggedHandshake),
            // What dies and comes back logs, spawns and starts anew each time.
            tie("ED0603 ED0605", "ED0601 ED0602 ED0105 ED0106 ED0107 ED0604", Related::sameProcessOrTheWholeNode),
            tie("ED0603 ED0605", "ED0110", Related::sameApplication),
            tie(
                    "ED0601 ED0602",
                    "ED0602 ED0105 ED0106 ED0107 ED0111 ED0502 ED0604",
                    Related::sameProcessOrTheWholeNode),
            // One that fails takes others along, and what is sent to the dead is lost.
            tie("ED0601 ED0607", "ED0601 ED0602 ED0605 ED0607 ED0111 ED0903", Related::tookItAlong),
            tie("ED0607", "ED0105 ED0106 ED0107 ED0604 ED0605", Related::sameProcessOrTheWholeNode),
            tie("ED0607", "ED0110", Related::sameApplication),
            tie("ED0601 ED0607", "ED0103", Related::isSentInVain),
            // What died before the window left errors, and what was down then may be down still.
            tie("ED0601 ED0602 ED0603 ED0605", "ED0606 ED0108 ED0120", Related::sameProcessOrTheWholeNode),
            tie("ED0601 ED0602", "ED0606", Related::sameNode),
            tie("ED0606", "ED0108 ED0120", Related::sameNode),
            tie("ED0606", "ED0110", Related::sameNodeAndNobodyIsLeft),
            tie("ED0801 ED0803 ED0804 ED0805", "ED0121", Related::isAnEnd),
            tie("ED0815", "ED0119 ED0121", Related::isAnEnd),
            tie("ED0101 ED0102", "ED0121", Related::sameNode),
            // A pool that is full shows in its blocked workers and in the log.
            tie(
                    "ED0207",
                    "ED0105 ED0106 ED0107 ED0604 ED0201 ED0202 ED0203 ED0204 ED0205 ED0206 ED1001",
                    Related::isOfThePool),
            // Many waiting for one lock: the queue at the lock is the fault, not each that waits.
            tie(
                    "ED1002 ED1004",
                    "ED0201 ED0202 ED0203 ED0204 ED0205 ED0206 ED0213 ED0303 ED1001",
                    Related::sameKindOrPlace),
            // One process, several symptoms: the verdict that says most about it stands.
            tie("ED0701", "ED0201 ED0203 ED1001", Related::sameProcess),
            tie("ED0203", "ED0203", Related::waitForEachOther),
            tie("ED0215", "ED0201 ED0202 ED0203 ED0204 ED0205 ED0208 ED0214 ED1001", Related::isOfTheCircle),
            // Who waits for an answer waits for whatever keeps the callee from giving it, and logs and counts what is
            // not answered in time.
            tie(
                    "ED0201 ED0202 ED0203 ED0205 ED0206 ED0207 ED0212 ED0213 ED0214 ED0216 ED0701",
                    "ED0201 ED0202 ED0203 ED0204 ED0205 ED0208 ED0212 ED0213 ED0214",
                    Related::isWaitedFor),
            tie("ED0201 ED0202 ED0203 ED0204 ED0205 ED0212 ED0213 ED0214", "ED0105 ED0604", Related::logsItsTimeouts),
            tie("ED0201 ED0202 ED0203 ED0204 ED0205 ED0212 ED0213 ED0214", "ED0103", Related::itsCallsFail),
            tie("ED0216", "ED0206 ED0301 ED1001", Related::sameProcess),
            tie("ED0213", "ED0206 ED0301 ED0904 ED0905 ED1001", Related::sameProcess),
            tie("ED0201 ED0202 ED0203", "ED0204 ED0205 ED0206 ED0301 ED0904 ED0905 ED1001", Related::sameProcess),
            // Whoever starts a process waits for its Init.
            tie("ED0111", "ED0201 ED0204 ED0205 ED0206 ED1001", Related::isTheStarter),
            // Entries that wait for a logger are those that somebody logs.
            tie("ED0217", "ED0206 ED0301 ED1001 ED0401 ED0402 ED0403", Related::sameProcessOrTheWholeNode),
            tie("ED0217", "ED0107", Related::sameNode),
            tie("ED0503", "ED0502", Related::areItsStarts),
            // A leak fills what a limit leaves; a limit that leaves no room shows in collection, as does a process that
            // allocates much.
            tie("ED0401 ED0402", "ED0406", Related::sameNode),
            tie("ED0406", "ED0302 ED0404 ED0304 ED0305", Related::sameNode),
            tie("ED0404", "ED0302", Related::sameNode),
            tie("ED0404", "ED0301 ED0304 ED0305", Related::sameProcessOrNobodys),
            tie("ED0302", "ED0304 ED0305", Related::sameNode),
            // Piling up processes, goroutines or messages keep memory, and have names, aliases and monitors.
            tie("ED0407", "ED1003 ED0405", Causes::isMadeOfMetas),
            tie("ED0501 ED1003 ED0405", "ED0407", Related::sameProcessOrNobodys),
            tie("ED0407", "ED0401 ED0402 ED0403 ED0405", Related::sameProcessOrNobodys),
            tie("ED0501", "ED0401 ED0402 ED0403 ED0404 ED0405 ED0302 ED1003 ED0502", Related::sameProcessOrNobodys),
            tie("ED1003", "ED0401 ED0402 ED0403 ED0405", Related::sameProcessOrNobodys),
            tie("ED1003", "ED0405", Related::standsInTheSameFunction),
            tie("ED0405", "ED0401 ED0402 ED0403", Related::sameProcessOrNobodys),
            tie("ED0201 ED0202 ED0203 ED0206", "ED0401 ED0402 ED0403", Related::sameProcessOrNobodys),
            tie("ED0401 ED0402", "ED0302 ED0403 ED0404", Related::sameProcessOrNobodys),
            tie("ED0301", "ED0303 ED0304 ED0305", Related::sameProcessOrNobodys),
            // The log counters are the sum of the texts.
            tie("ED0604 ED0107", "ED0105 ED0604", Related::sameLink),
            tie("ED0604", "ED0105 ED0106", Related::sameProcessOrTheWholeNode),
            tie("ED0107", "ED0105 ED0106 ED0604", Related::sameProcessOrTheWholeNode));

    /** The worst first, of those what explains most. */
    static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> -finding.severity().ordinal())
            .thenComparing(finding -> -finding.explains().size())
            .thenComparing(Finding::playbook)
            .thenComparing(Finding::id);

    private Causes() {}

    /** The same findings, causes first; the explained ones as information at the end. */
    static List<Finding> tie(List<Finding> found) {
        Map<String, Finding> byId = new LinkedHashMap<>();
        found.forEach(finding -> byId.put(finding.id(), finding));
        Map<String, String> causeOf = causes(found);
        Map<String, List<String>> effects = new HashMap<>();
        causeOf.forEach((effect, cause) ->
                effects.computeIfAbsent(cause, id -> new ArrayList<>()).add(effect));
        List<Finding> tied = new ArrayList<>();
        for (Finding finding : byId.values()) {
            List<String> explained = new ArrayList<>(finding.explains());
            effects.getOrDefault(finding.id(), List.of()).stream().sorted().forEach(explained::add);
            Finding named = finding.explaining(explained.stream().distinct().toList());
            tied.add(causeOf.containsKey(finding.id()) ? named.as(Severity.INFO) : named);
        }
        tied.sort(ORDER);
        return List.copyOf(tied);
    }

    /** For each explained finding the one that explains it. */
    private static Map<String, String> causes(List<Finding> found) {
        Map<String, String> causeOf = new LinkedHashMap<>();
        for (Tie tie : TIES) {
            List<Finding> causes = found.stream()
                    .filter(cause -> (cause.severity() != Severity.INFO || INTENDED.contains(cause.code()))
                            && Tie.matches(tie.causes(), cause))
                    .toList();
            for (Finding effect : found) {
                if (causeOf.containsKey(effect.id()) || !Tie.matches(tie.effects(), effect)) {
                    continue;
                }
                causes.stream()
                        .filter(cause ->
                                cause != effect && tie.ties(cause, effect) && !isExplainedBy(cause, effect, causeOf))
                        .max(Comparator.comparing(Finding::severity))
                        .ifPresent(cause -> causeOf.put(effect.id(), cause.id()));
            }
        }
        return causeOf;
    }

    private static boolean isExplainedBy(Finding finding, Finding suspect, Map<String, String> causeOf) {
        Set<String> seen = new HashSet<>();
        for (String id = finding.id(); id != null && seen.add(id); id = causeOf.get(id)) {
            if (id.equals(suspect.id())) {
                return true;
            }
        }
        return false;
    }

    /** Meta processes pile up, and the effect is about goroutines of that process, or of none outside the application: each meta process has one. */
    private static boolean isMadeOfMetas(Finding cause, Finding effect) {
        boolean nobodys = Related.isOfNoProcess(effect.subject())
                && !TopFrame.isApplication(effect.subject().function());
        return cause.aspect().equals("they are meta processes")
                && Related.sameNode(cause, effect)
                && (nobodys || Related.sameProcess(cause, effect));
    }

    private static Tie tie(String causes, String effects, BiPredicate<Finding, Finding> related) {
        return new Tie(Set.of(causes.split(" ")), Set.of(effects.split(" ")), related);
    }
}
