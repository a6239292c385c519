package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import ergodiag.ergo.ProcessRow;
import java.util.Optional;

/**
 * What a finding is about. Fields that do not apply are "".
 *
 * @param kind node, process, supervisor, pool, event, link, application, function, stack or log
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
        String kind,
        String node,
        String pid,
        String name,
        String behavior,
        String application,
        String peer,
        String event,
        String function) {

    public static Subject node(String node) {
        return new Subject("node", node, "", "", "", "", "", "", "");
    }

    public static Subject process(
            String kind, String node, String pid, String name, String behavior, String application) {
        return new Subject(kind, node, pid, name, behavior, application, "", "", "");
    }

    /** The process of that row: a supervisor, a pool or a plain process. */
    public static Subject process(String node, ProcessRow row) {
        String kind = row.isSupervisor() ? "supervisor" : row.isPool() ? "pool" : "process";
        return process(kind, node, row.pid(), row.name(), row.behavior(), row.application());
    }

    /** The process that runs something; of several it could be, their behaviour. */
    public static Subject runner(String node, Optional<ProcessRow> process, String behavior) {
        return process.map(row -> process(node, row)).orElse(process("function", node, "", "", behavior, ""));
    }

    public static Subject link(String from, String to) {
        return new Subject("link", from, "", "", "", "", to, "", "");
    }

    public static Subject application(String node, String application) {
        return new Subject("application", node, "", "", "", application, "", "", "");
    }

    public static Subject event(
            String node, String event, String producerPid, String producerName, String producerBehavior) {
        return new Subject("event", node, producerPid, producerName, producerBehavior, "", "", event, "");
    }

    public static Subject function(String node, String function) {
        return new Subject("function", node, "", "", "", "", "", "", function);
    }

    /** The same subject with the function it stands in. */
    public Subject in(String standsIn) {
        return new Subject(kind, node, pid, name, behavior, application, peer, event, standsIn);
    }

    /** How a sentence names it: the registered name, else behaviour and pid, else the node, link, event or function. */
    public String label() {
        return switch (kind) {
            case "node" -> node;
            case "link" -> node + " → " + peer;
            case "event" -> event;
            case "application" -> application;
            case "function", "stack" -> function;
            default -> !name.isEmpty() ? name : (behavior + " " + pid).trim();
        };
    }
}
