package ergodiag.replay.observer;

import ergodiag.bundle.NotABundle;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.AsCaptured;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.ToolAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The tools of an Observer. */
public final class ObserverTools {
    /** Tools about what belongs to a caller by name, which a replay knows none of. */
    private static final Set<String> OF_CALLERS = Set.of("cluster_query", "cluster_batch", "job_list", "job_cancel");

    private static final String NO_TARGET = "";
    /** The readings that a tool points to, by the argument that is their target. */
    private static final Map<String, String> LINKS = Map.of(
            "processes", NO_TARGET,
            "node", NO_TARGET,
            "network", NO_TARGET,
            "connections", NO_TARGET,
            "applications", NO_TARGET,
            "events", NO_TARGET,
            "connection", "peer",
            "event", "name");

    /** What a bundle that was captured through an Observer tells from what was captured whole, so that the answers agree with one another. */
    private static final Set<String> MADE = Set.of(
            "node",
            "processes",
            "process_lookup",
            "subtree",
            "app_tree",
            "connections",
            "connection",
            "events",
            "event");

    private final Views views;
    private final AsCaptured captured;
    private final ToolSchemas tools = new ToolSchemas();

    ObserverTools(Views views, AsCaptured captured) {
        this.views = views;
        this.captured = captured;
    }

    /**
     * What a tool says.
     *
     * @param good whether it is a result; otherwise the reason of a failure
     * @param link the reading that shows the same, as JSON; empty for none
     * @param took how long it takes, in time of the recorded cluster
     */
    public record Called(boolean good, String text, Optional<String> link, Duration took) {}

    /** Those that are offered, as JSON: as they were listed, but for those that change something. */
    public String listed() {
        return captured.protocol("tools_list").map(tools::listed).orElseGet(tools::listed);
    }

    public Set<String> names() {
        return tools.names();
    }

    public boolean knows(String tool) {
        return tools.has(tool);
    }

    /** Whether anything is there that the tool is answered from. */
    public boolean answers(String tool) {
        return captured.has(tool)
                || ToolAnswers.from(tool)
                        .filter(from -> views.recording().nodes().stream()
                                .anyMatch(node ->
                                        !views.recording().all(node, from).isEmpty()))
                        .isPresent();
    }

    /** Calls a tool. */
    public synchronized Called call(String tool, JsonNode arguments, Moment at) {
        try {
            return called(tool, arguments, at);
        } catch (Refused no) {
            return new Called(false, no.why(), Optional.empty(), no.took());
        } catch (NotABundle damaged) {
            Refused no = Refused.notRecorded("a readable reply to " + tool);
            return new Called(false, no.why(), Optional.empty(), no.took());
        }
    }

    private Called called(String tool, JsonNode arguments, Moment at) {
        tools.check(tool, arguments);
        if (OF_CALLERS.contains(tool)) {
            throw new Refused(Views.NEEDS_CALLER);
        }
        Params asked = Params.of(arguments);
        String node = asked.text("node");
        if (node.isEmpty()) {
            throw new Refused("node is required, read ergo://cluster for the names");
        }
        ToolAnswers.check(tool, node, asked);
        tools.permit(tool, node);
        views.reach(node, at);
        String text = answer(tool, views.of(node, at), asked, new Arguments(arguments));
        return new Called(true, text, link(tool, node, asked), Duration.ZERO);
    }

    /** As it came where just this was captured, else told from the rest. */
    private String answer(String tool, View view, Params asked, Arguments arguments) {
        Optional<ToolAnswer> came = MADE.contains(tool)
                ? Optional.empty()
                : captured.standing(view.node(), tool, arguments, view.at().recorded());
        if (came.isEmpty()) {
            return ToolAnswers.of(tool, view, asked);
        }
        ToolAnswer answer = came.get();
        if (!answer.good()) {
            throw new Refused(answer.text(), answer.took());
        }
        return view.timeline().moved(answer.text());
    }

    private static Optional<String> link(String tool, String node, Params asked) {
        return Optional.ofNullable(LINKS.get(tool))
                .map(target -> new ObjectText()
                        .text("type", "resource_link")
                        .text("uri", LensUri.of(node, "", tool, asked.text(target)))
                        .text("name", tool)
                        .text("title", ReadingForms.title(tool))
                        .text("mimeType", "application/json")
                        .toString());
    }
}
