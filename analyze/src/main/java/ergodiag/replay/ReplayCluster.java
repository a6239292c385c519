package ergodiag.replay;

import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The recorded cluster as its entry node shows it: local calls, proxied calls, and what is lost between nodes. */
final class ReplayCluster {
    /** The longest result that travels between nodes: its length has 16 bits. */
    private static final int WALL = 65_535;

    private static final int USUAL_TIMEOUT = 30;
    /** The MCP workers of a node. */
    private static final int WORKERS = 5;

    private final Recording recording;
    private final Timeline timeline;
    private final boolean wall;
    private final Set<String> offered;
    private final Map<String, ReplayNode> nodes = new HashMap<>();
    private final Map<String, Workers> workers = new HashMap<>();

    /**
     * What comes back from a call.
     *
     * @param good whether {@code text} is the result as JSON; otherwise the error's text
     * @param code of the error
     * @param at when it comes
     */
    record Reply(boolean good, int code, String text, Instant at) {}

    ReplayCluster(Recording recording, Timeline timeline, boolean wall, Set<String> offered) {
        this.recording = recording;
        this.timeline = timeline;
        this.wall = wall;
        this.offered = offered;
    }

    /** When a question that the entry node answers out of hand is answered. */
    synchronized Instant plain(Instant comes) {
        Workers pool = workers(recording.entryNode());
        return pool.begins(pool.deal(), comes);
    }

    /** Calls a tool at a moment. What comes back is known at once; when it comes back stands in the reply. */
    synchronized Reply call(String tool, Arguments asked, String target, Instant comes) {
        Workers pool = workers(recording.entryNode());
        int worker = pool.deal();
        Instant begins = pool.begins(worker, comes);
        Reply reply = target.isEmpty() || target.equals(recording.entryNode())
                ? local(tool, asked, begins)
                : proxied(tool, asked, target, begins);
        pool.hold(worker, reply.at());
        return reply;
    }

    private Reply local(String tool, Arguments asked, Instant begins) {
        ToolAnswer answer = node(recording.entryNode()).ask(tool, asked, moment(begins));
        Instant ends = begins.plus(timeline.real(answer.took()));
        return answer.good()
                ? new Reply(true, 0, GoJson.result(answer.text(), false), ends)
                : new Reply(false, Rpc.INVALID_PARAMS, answer.text(), ends);
    }

    private Reply proxied(String tool, Arguments asked, String target, Instant begins) {
        long seconds = asked.number("timeout") < 1 ? USUAL_TIMEOUT : asked.number("timeout");
        Instant givenUp = begins.plus(timeline.real(Duration.ofSeconds(Math.min(seconds, 1_000_000))));
        var loss = recording.loss(target, timeline.recorded(begins));
        if (loss.isPresent()) {
            return lost(target, loss.get(), loss.get().equals("timed out") ? givenUp : begins);
        }
        Workers pool = workers(target);
        int worker = pool.deal();
        Instant reached = pool.begins(worker, begins);
        ToolAnswer answer = node(target).ask(tool, asked, moment(reached));
        Instant ends = reached.plus(timeline.real(answer.took()));
        pool.hold(worker, ends);
        if (ends.isAfter(givenUp)) {
            return lost(target, "timed out", givenUp);
        }
        if (!answer.good()) {
            return new Reply(false, Rpc.INTERNAL_ERROR, answer.text(), ends);
        }
        String result = GoJson.result(answer.text(), true);
        boolean tooLong = wall && result.getBytes(StandardCharsets.UTF_8).length > WALL;
        return tooLong ? lost(target, "timed out", givenUp) : new Reply(true, 0, result, ends);
    }

    private static Reply lost(String target, String why, Instant at) {
        return new Reply(false, Rpc.INTERNAL_ERROR, "remote call to '" + target + "' failed: " + why, at);
    }

    private Moment moment(Instant real) {
        return new Moment(real, timeline.recorded(real));
    }

    private ReplayNode node(String name) {
        return nodes.computeIfAbsent(name, node -> new ReplayNode(node, recording, timeline, offered));
    }

    private Workers workers(String node) {
        return workers.computeIfAbsent(node, name -> new Workers(WORKERS));
    }
}
