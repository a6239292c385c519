package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import ergodiag.ergo.process.ProcessRow;
import java.util.Optional;

/**
 * What a finding is about. Fields that do not apply are "".
 *
 * @param kind what it is
 * @param node the node it is on; for a link the end that sends
 * @param pid process id, {@code <ABC.0.1005>}
 * @param name registered name
 * @param behavior Go type of the actor
 * @param application application it belongs to
 * @param peer the other end of a link
 * @param event event name
 * @param function Go function
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Subject(
        Kind kind,
        String node,
        String pid,
        String name,
        String behavior,
        String application,
        String peer,
        String event,
        String function) {

    /** What findings are about. */
    public enum Kind implements Worded {
        NODE,
        PROCESS,
        SUPERVISOR,
        POOL,
        EVENT,
        LINK,
        APPLICATION,
        /** A function of the program, and who runs it where that is known. */
        FUNCTION,
        /** Who wrote messages of the log. */
        LOG
    }

    public static Subject node(String node) {
        return new Subject(Kind.NODE, node, "", "", "", "", "", "", "");
    }

    public static Subject process(
            Kind kind, String node, String pid, String name, String behavior, String application) {
        return new Subject(kind, node, pid, name, behavior, application, "", "", "");
    }

    /** The process of that row: a supervisor, a pool or a plain process. */
    public static Subject process(String node, ProcessRow row) {
        Kind kind = row.isSupervisor() ? Kind.SUPERVISOR : row.isPool() ? Kind.POOL : Kind.PROCESS;
        return process(kind, node, row.pid(), row.name(), row.behavior(), row.application());
    }

    /** The process that runs something; of several it could be, their behaviour. */
    public static Subject runner(String node, Optional<ProcessRow> process, String behavior) {
        return process.map(row -> process(node, row)).orElse(process(Kind.FUNCTION, node, "", "", behavior, ""));
    }

    public static Subject link(String from, String to) {
        return new Subject(Kind.LINK, from, "", "", "", "", to, "", "");
    }

    public static Subject application(String node, String application) {
        return new Subject(Kind.APPLICATION, node, "", "", "", application, "", "", "");
    }

    public static Subject event(
            String node, String event, String producerPid, String producerName, String producerBehavior) {
        return new Subject(Kind.EVENT, node, producerPid, producerName, producerBehavior, "", "", event, "");
    }

    public static Subject function(String node, String function) {
        return new Subject(Kind.FUNCTION, node, "", "", "", "", "", "", function);
    }

    /** The same subject with the function it stands in. */
    public Subject in(String standsIn) {
        return new Subject(kind, node, pid, name, behavior, application, peer, event, standsIn);
    }

    /** How a sentence names it: the registered name, else behaviour and pid, else the node, link, event or function. */
    public String label() {
        return switch (kind) {
            case NODE -> node;
            case LINK -> node + " → " + peer;
            case EVENT -> event;
            case APPLICATION -> application;
            case FUNCTION -> function;
            case PROCESS, SUPERVISOR, POOL, LOG -> !name.isEmpty() ? name : (behavior + " " + pid).trim();
        };
    }
}
