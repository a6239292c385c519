package ergodiag.analyze;

import ergodiag.findings.Finding;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Subject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a cause and its effect belong together: by what both are about, and by the relations that their playbooks told. */
final class Related {
    private Related() {}

    /** The effect is about that node, a link of it, or something that has to do with it. */
    static boolean namesTheNode(Finding cause, Finding effect) {
        String node = cause.subject().node();
        return effect.subject().node().equals(node)
                || effect.subject().peer().equals(node)
                || effect.relations().stream()
                        .anyMatch(relation ->
                                relation.node().equals(node) || relation.peer().equals(node));
    }

    /** The effect is about one of the nodes that were away, a link of it, or something that has to do with it; or could not reach another node. */
    static boolean isOfThoseAway(Finding cause, Finding effect) {
        return cause.relations(Kind.WAS_AWAY).anyMatch(away -> isOrNames(effect, away.node()))
                || has(effect, Kind.UNDELIVERED_ELSEWHERE) && !has(effect, Kind.NOT_REGISTERED_AT)
                || has(effect, Kind.LOST_CONNECTIONS);
    }

    private static boolean isOrNames(Finding effect, String node) {
        return effect.subjects().stream()
                        .anyMatch(about ->
                                about.node().equals(node) || about.peer().equals(node))
                || effect.relations().stream()
                        .anyMatch(relation ->
                                relation.node().equals(node) || relation.peer().equals(node));
    }

    /** The effect is about a link between two parts, could not reach another node, lost connections, or waits for or names the other part. */
    static boolean isAcross(Finding cause, Finding effect) {
        Set<String> cutOff = cause.relations(Kind.CUT_OFF).map(Relation::node).collect(Collectors.toSet());
        Subject about = effect.subject();
        boolean inside = cutOff.contains(about.node());
        return switch (about.kind()) {
            case LINK -> inside || cutOff.contains(about.peer());
            case NODE ->
                has(effect, Kind.UNDELIVERED_ELSEWHERE)
                        || has(effect, Kind.LOST_CONNECTIONS)
                        || inside && has(effect, Kind.UNSEEN)
                        || effect.relations().stream().anyMatch(other -> isOnTheOtherSide(cutOff, inside, other));
            case PROCESS, SUPERVISOR, POOL, EVENT, APPLICATION, FUNCTION, LOG ->
                has(effect, Kind.UNDELIVERED_ELSEWHERE)
                        || effect.relations().stream().anyMatch(other -> isOnTheOtherSide(cutOff, inside, other));
        };
    }

    private static boolean isOnTheOtherSide(Set<String> cutOff, boolean inside, Relation other) {
        return !other.node().isEmpty() && cutOff.contains(other.node()) != inside;
    }

    /** Both are about the same link, in the same direction. */
    static boolean sameLink(Finding cause, Finding effect) {
        return cause.subject().kind() == Subject.Kind.LINK && cause.subject().equals(effect.subject());
    }

    /** Both are about the same pair of nodes, or the effect is one end's and has to do with the other. */
    static boolean touchesTheLink(Finding cause, Finding effect) {
        Subject link = cause.subject();
        Subject other = effect.subject();
        if (Stream.of(link.node(), link.peer()).noneMatch(other.node()::equals)) {
            return false;
        }
        String far = other.node().equals(link.node()) ? link.peer() : link.node();
        return other.peer().isEmpty()
                ? effect.relations().stream()
                        .anyMatch(relation ->
                                relation.node().equals(far) || relation.peer().equals(far))
                : Stream.of(link.node(), link.peer()).anyMatch(other.peer()::equals);
    }

    /** One end of the link could not deliver to other nodes, and no node is known to lack the name. */
    static boolean isAnEndsRemoteErrors(Finding cause, Finding effect) {
        return (effect.subject().node().equals(cause.subject().node())
                        || effect.subject().node().equals(cause.subject().peer()))
                && has(effect, Kind.UNDELIVERED_ELSEWHERE)
                && !has(effect, Kind.NOT_REGISTERED_AT);
    }

    static boolean sameNode(Finding cause, Finding effect) {
        return cause.subject().node().equals(effect.subject().node());
    }

    /** The cause names no process: who supervised what died is gone, perhaps with an application. */
    static boolean sameNodeAndNobodyIsLeft(Finding cause, Finding effect) {
        return sameNode(cause, effect) && isOfNoProcess(cause.subject());
    }

    /** The effect is about one end of the link. */
    static boolean isAnEnd(Finding cause, Finding effect) {
        return Stream.of(cause.subject().node(), cause.subject().peer())
                .anyMatch(effect.subject().node()::equals);
    }

    static boolean sameProcess(Finding cause, Finding effect) {
        Subject one = cause.subject();
        return sameNode(cause, effect) && isProcess(effect.subject(), one.pid(), one.name(), one.behavior());
    }

    /** Each waits for an answer as long as the other: two processes that call each other are one deadlock. */
    static boolean waitForEachOther(Finding cause, Finding effect) {
        return isTo(cause, Kind.WAITS_AS_LONG_AS, effect.subject())
                && isTo(effect, Kind.WAITS_AS_LONG_AS, cause.subject());
    }

    static boolean isWaitedFor(Finding cause, Finding effect) {
        return isTo(effect, Kind.WAITS_FOR, cause.subject())
                || cause.relations(Kind.WORKS_FOR)
                        .anyMatch(pool -> effect.relations(Kind.WAITS_FOR)
                                .anyMatch(other -> other.node().equals(pool.node())
                                        && other.pid().equals(pool.pid())));
    }

    /**
     * The effect is about the same process, about one of its behaviour (a new pid), about the process that starts it or one it took along, or
     * about its node as a whole.
     */
    static boolean sameProcessOrTheWholeNode(Finding cause, Finding effect) {
        String behavior = effect.subject().behavior();
        return sameNode(cause, effect)
                && (isOfNoProcess(effect.subject())
                        || sameProcess(cause, effect)
                        || (!behavior.isEmpty()
                                && behavior.equals(cause.subject().behavior()))
                        || isTo(cause, Kind.STARTED_BY, effect.subject())
                        || isTo(cause, Kind.TOOK_ALONG, effect.subject()));
    }

    /** The effect is about the same process, or about the node with no application function of its own. */
    static boolean sameProcessOrNobodys(Finding cause, Finding effect) {
        String function = effect.subject().function();
        boolean nobodys = isOfNoProcess(effect.subject())
                && (function.isEmpty() || function.startsWith("ergo.services/") || !function.contains("."));
        return sameNode(cause, effect) && (nobodys || sameProcess(cause, effect));
    }

    /** The effect is about a process that ended with that of the cause. */
    static boolean tookItAlong(Finding cause, Finding effect) {
        return isTo(cause, Kind.TOOK_ALONG, effect.subject());
    }

    /** The effect is about one of those that wait for each other. */
    static boolean isOfTheCircle(Finding cause, Finding effect) {
        return isTo(cause, Kind.IN_CIRCLE, effect.subject());
    }

    /** The same process logs that it was not answered in time. */
    static boolean logsItsTimeouts(Finding cause, Finding effect) {
        return has(effect, Kind.LOG_OF_TIMEOUT) && sameProcess(cause, effect);
    }

    /** A process of the node waits for another, and what the node could not deliver were calls. */
    static boolean itsCallsFail(Finding cause, Finding effect) {
        return sameNode(cause, effect) && has(effect, Kind.FAILED_CALLS) && has(cause, Kind.WAITS_FOR);
    }

    /** Starts that failed on the effect's node were those of the cause. */
    static boolean areItsStarts(Finding cause, Finding effect) {
        return cause.relations(Kind.FAILED_STARTS)
                .anyMatch(other -> other.node().equals(effect.subject().node()));
    }

    /** Messages of the effect's node were for what the cause says ended. */
    static boolean isSentInVain(Finding cause, Finding effect) {
        return cause.relations(Kind.SENT_IN_VAIN)
                .anyMatch(other -> other.node().equals(effect.subject().node()));
    }

    static boolean sameKindOrPlace(Finding cause, Finding effect) {
        Subject other = effect.subject();
        return sameNode(cause, effect)
                && ((!other.behavior().isEmpty()
                                && other.behavior().equals(cause.subject().behavior()))
                        || standsInTheSameFunction(cause, effect)
                        || isOfNoProcess(other));
    }

    /** The effect is about the process that started what the cause is about. */
    static boolean isTheStarter(Finding cause, Finding effect) {
        return isTo(cause, Kind.STARTED_BY, effect.subject());
    }

    /** What a node logs of handshakes that fail. */
    static boolean isLoggedHandshake(Finding cause, Finding effect) {
        return sameNode(cause, effect) && has(effect, Kind.LOG_OF_HANDSHAKE);
    }

    static boolean sameApplication(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && !cause.subject().application().isEmpty()
                && cause.subject().application().equals(effect.subject().application());
    }

    static boolean standsInTheSameFunction(Finding cause, Finding effect) {
        return sameNode(cause, effect)
                && !cause.subject().function().isEmpty()
                && cause.subject().function().equals(effect.subject().function());
    }

    /** The effect is about the pool, its workers or where they stand; or it waits for the pool, or logs about it. */
    static boolean isOfThePool(Finding cause, Finding effect) {
        return sameProcess(cause, effect)
                || standsInTheSameFunction(cause, effect)
                || isTo(cause, Kind.WORKED_BY, effect.subject())
                || isTo(effect, Kind.WAITS_FOR, cause.subject())
                || isTo(effect, Kind.LOG_NAMES, cause.subject());
    }

    private static boolean has(Finding finding, Kind kind) {
        return finding.relations(kind).findAny().isPresent();
    }

    /** Whether a finding has to do with that process in that way. */
    private static boolean isTo(Finding finding, Kind kind, Subject process) {
        return finding.relations(kind)
                .anyMatch(other -> other.node().equals(process.node())
                        && isProcess(process, other.pid(), other.name(), other.behavior()));
    }

    /** By the pid where both are known by one, else by name or behaviour; the node is the same. */
    private static boolean isProcess(Subject subject, String pid, String name, String behavior) {
        if (!pid.isEmpty() && !subject.pid().isEmpty()) {
            return pid.equals(subject.pid());
        }
        return (!name.isEmpty() && name.equals(subject.name()))
                || (!behavior.isEmpty() && behavior.equals(subject.behavior()));
    }

    /** About a node as a whole; what a node itself logs has its name in place of a behaviour. */
    static boolean isOfNoProcess(Subject subject) {
        return subject.kind() != Subject.Kind.LINK
                && subject.pid().isEmpty()
                && subject.name().isEmpty()
                && (subject.behavior().isEmpty() || subject.behavior().equals(subject.node()));
    }
}
