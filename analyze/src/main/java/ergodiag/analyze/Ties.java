package ergodiag.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Ties symptoms to causes (PLAYBOOKS.md, "Ties between them"): one fault is one warning or critical at the head; what it explains becomes
 * information, is listed in {@link Finding#explains()} of its cause, and is never dropped.
 */
final class Ties {

    /** Findings with these codes explain findings with those codes, when they stand in that relation (cause first). */
    private record Tie(Set<String> causes, Set<String> effects, BiPredicate<Finding, Finding> relation) {}

    /** In the order of trust: the first tie that fits an effect decides. */
    private static final List<Tie> TIES = List.of(
            // A node that is gone takes its links, calls to it and everything judged of it along.
            tie("ED0101 ED0102", "ED0102 ED0103 ED0105 ED0113 ED0119 ED0203 ED08", Ties::namesTheNode),
            // A link that loses or flaps shows in its pings, its counters and the calls that wait for it.
            tie(
                    "ED0801",
                    "ED0103 ED0113 ED0119 ED0203 ED0802 ED0803 ED0804 ED0805 ED0807 ED0808 ED0810 ED0811",
                    Ties::touchesTheLink),
            tie(
                    "ED0804",
                    "ED0103 ED0113 ED0119 ED0802 ED0803 ED0805 ED0807 ED0808 ED0810 ED0811",
                    Ties::touchesTheLink),
            tie("ED0801 ED0803 ED0804", "ED0103", Ties::isAnEndsRemoteErrors),
            tie("ED0803 ED0807", "ED0113 ED0119 ED0805 ED0808 ED0810 ED0811", Ties::touchesTheLink),
            tie("ED0808 ED0810 ED0811", "ED0113", Ties::touchesTheLink),
            tie("ED0809", "ED0105 ED0107 ED0604", Ties::isLoggedHandshake),
            // What dies and comes back logs, spawns and starts anew each time.
            tie("ED0603 ED0605", "ED0601 ED0602 ED0105 ED0106 ED0107 ED0604", Ties::sameProcessOrTheWholeNode),
            tie("ED0603 ED0605", "ED0110", Ties::sameApplication),
            tie("ED0601 ED0602", "ED0602 ED0105 ED0106 ED0107 ED0111 ED0502 ED0604", Ties::sameProcessOrTheWholeNode),
            // A pool that is full shows in its blocked workers and in the log.
            tie(
                    "ED0207",
                    "ED0105 ED0106 ED0107 ED0604 ED0201 ED0202 ED0203 ED0204 ED0205 ED0206 ED1001",
                    Ties::isNamedByTheOther),
            // Many waiting for one lock: the queue at the lock is the fault, not each that waits.
            tie("ED1002", "ED0201 ED0202 ED0203 ED0204 ED0205 ED0206 ED0303 ED1001", Ties::sameKindOrPlace),
            // One process, several symptoms: the verdict that says most about it stands.
            tie("ED0701 ED0703", "ED0109 ED0201 ED0203 ED0704 ED1001", Ties::sameProcess),
            tie("ED0203", "ED0203", Ties::waitForEachOther),
            // Who waits for an answer waits for whatever keeps the callee from giving it.
            tie("ED0201 ED0202 ED0203 ED0207 ED0701 ED0703 ED1002", "ED0203", Ties::isWaitedFor),
            tie("ED0201 ED0202 ED0203", "ED0204 ED0205 ED0206 ED0301 ED0904 ED0905 ED1001", Ties::sameProcess),
            // Whoever starts a process waits for its Init.
            tie("ED0111", "ED0201 ED0204 ED0205 ED0206 ED1001", Ties::isTheStarter),
            // Piling up processes, goroutines or messages keep memory.
            tie("ED0501", "ED0401 ED0402 ED0403 ED0404 ED0405 ED0302 ED1003 ED0502", Ties::sameProcessOrNobodys),
            tie("ED1003", "ED0401 ED0402 ED0403 ED0405", Ties::sameProcessOrNobodys),
            tie("ED1003", "ED0405", Ties::namesTheFunction),
            tie("ED0405", "ED0401 ED0402 ED0403", Ties::sameProcessOrNobodys),
            tie("ED0201 ED0202 ED0203 ED0206", "ED0401 ED0402 ED0403", Ties::sameProcessOrNobodys),
            tie("ED0401 ED0402", "ED0302 ED0403 ED0404", Ties::sameProcessOrNobodys),
            tie("ED0301", "ED0303 ED0304 ED0305", Ties::sameProcessOrNobodys),
            // The log counters are the sum of the texts.
            tie("ED0604", "ED0105 ED0106", Ties::sameProcessOrTheWholeNode),
            tie("ED0107", "ED0105 ED0106 ED0604", Ties::sameProcessOrTheWholeNode));

    /** The worst first, of those what explains most. */
    static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> -finding.severity().ordinal())
            .thenComparing(finding -> -finding.explains().size())
            .thenComparing(Finding::playbook)
            .thenComparing(Finding::id);

    private Ties() {}

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
            for (Finding effect : found) {
                if (causeOf.containsKey(effect.id()) || !matches(tie.effects(), effect)) {
                    continue;
                }
                found.stream()
                        .filter(cause -> cause != effect
                                && cause.severity() != Severity.INFO
                                && matches(tie.causes(), cause)
                                && !isExplainedBy(cause, effect, causeOf)
                                && tie.relation().test(cause, effect))
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

    private static Tie tie(String causes, String effects, BiPredicate<Finding, Finding> relation) {
        return new Tie(Set.of(causes.split(" ")), Set.of(effects.split(" ")), relation);
    }

    /** A code stands for itself, a beginning ({@code ED08}) for all of a playbook. */
    private static boolean matches(Set<String> codes, Finding finding) {
        return codes.contains(finding.code()) || codes.contains(finding.code().substring(0, 4));
    }

    private static boolean namesTheNode(Finding cause, Finding effect) {
        String node = cause.subject().node();
        return effect.subject().node().equals(node)
                || effect.subject().peer().equals(node)
                || effect.sentence().contains(node);
    }

    /** Both are about the same pair of nodes, or the effect is one end's and names the other. */
    private static boolean touchesTheLink(Finding cause, Finding effect) {
        Subject link = cause.subject();
        Subject other = effect.subject();
        return Stream.of(link.node(), link.peer()).anyMatch(other.node()::equals)
                && (Stream.of(link.node(), link.peer()).anyMatch(other.peer()::equals)
                        || (other.peer().isEmpty()
                                && (other.node().equals(link.node())
                                        ? effect.sentence().contains(link.peer())
                                        : effect.sentence().contains(link.node()))));
    }

    /** One end of the link could not deliver to other nodes, and nobody told of an unknown name there. */
    private static boolean isAnEndsRemoteErrors(Finding cause, Finding effect) {
        return (effect.subject().node().equals(cause.subject().node())
                        || effect.subject().node().equals(cause.subject().peer()))
                && effect.sentence().contains("to other nodes")
                && !effect.sentence().contains("no process of that name");
    }

    private static boolean sameNode(Finding cause, Finding effect) {
        return cause.subject().node().equals(effect.subject().node());
    }

    private static boolean sameProcess(Finding cause, Finding effect) {
        Subject one = cause.subject();
        Subject other = effect.subject();
        if (!sameNode(cause, effect)) {
            return false;
        }
        if (!one.pid().isEmpty() && !other.pid().isEmpty()) {
            return one.pid().equals(other.pid());
        }
        return (!one.name().isEmpty() && one.name().equals(other.name()))
                || (!one.behavior().isEmpty() && one.behavior().equals(other.behavior()));
    }

    /** Each names the other as waiting as long: two processes that call each other are one deadlock. */
    private static boolean waitForEachOther(Finding cause, Finding effect) {
        return sameNode(cause, effect) && namesAsWaiting(cause, effect) && namesAsWaiting(effect, cause);
    }

    private static boolean isWaitedFor(Finding cause, Finding effect) {
        return effect.sentence()
                .contains("waits for " + cause.subject().label() + " on "
                        + cause.subject().node());
    }

    private static boolean namesAsWaiting(Finding one, Finding other) {
        return one.sentence().contains("; " + other.subject().label() + " has waited as long");
    }

    private static boolean isOfNoProcess(Subject subject) {
        return subject.pid().isEmpty()
                && subject.name().isEmpty()
                && subject.behavior().isEmpty();
    }

    /** The effect is about the same process, about one of its behaviour (a new pid), or about its node as a whole. */
    private static boolean sameProcessOrTheWholeNode(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && (isOfNoProcess(effect.subject())
                        || sameProcess(cause, effect)
                        || (!effect.subject().behavior().isEmpty()
                                && (effect.subject()
                                                .behavior()
                                                .equals(cause.subject().behavior())
                                        || cause.sentence()
                                                .contains(effect.subject().behavior()))));
    }

    /** The effect is about the same process, or about the node with no application function of its own. */
    private static boolean sameProcessOrNobodys(Finding cause, Finding effect) {
        String function = effect.subject().function();
        boolean nobodys = isOfNoProcess(effect.subject())
                && (function.isEmpty() || function.startsWith("ergo.services/") || !function.contains("."));
        return sameNode(cause, effect) && (nobodys || sameProcess(cause, effect));
    }

    private static boolean sameKindOrPlace(Finding cause, Finding effect) {
        Subject one = cause.subject();
        Subject other = effect.subject();
        return sameNode(cause, effect)
                && ((!other.behavior().isEmpty() && other.behavior().equals(one.behavior()))
                        || (!other.function().isEmpty() && other.function().equals(one.function()))
                        || isOfNoProcess(other));
    }

    private static boolean isTheStarter(Finding cause, Finding effect) {
        String label = effect.subject().label();
        return sameNode(cause, effect) && !label.isEmpty() && cause.sentence().endsWith(", started by " + label + ".");
    }

    /** What a node logs of handshakes that fail. */
    private static boolean isLoggedHandshake(Finding cause, Finding effect) {
        return sameNode(cause, effect) && effect.sentence().contains("handshake");
    }

    private static boolean sameApplication(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && !cause.subject().application().isEmpty()
                && cause.subject().application().equals(effect.subject().application());
    }

    private static boolean namesTheFunction(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && !cause.subject().function().isEmpty()
                && effect.sentence().contains(cause.subject().function());
    }

    /** The cause's sentence names the effect's behaviour, or the effect's sentence names the cause. */
    private static boolean isNamedByTheOther(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && (sameProcess(cause, effect)
                        || (!effect.subject().behavior().isEmpty()
                                && cause.sentence().contains(effect.subject().behavior()))
                        || (!effect.subject().function().isEmpty()
                                && cause.sentence().contains(effect.subject().function()))
                        || (!cause.subject().name().isEmpty()
                                && effect.sentence().contains(cause.subject().name()))
                        || (!cause.subject().pid().isEmpty()
                                && effect.sentence().contains(cause.subject().pid())));
    }
}
