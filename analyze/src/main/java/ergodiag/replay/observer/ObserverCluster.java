package ergodiag.replay.observer;

import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.AsCaptured;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** The recorded cluster as an Observer shows it: its tools and its readings. */
public final class ObserverCluster {
    private static final String NEEDS_CALLER = "a key belongs to a caller, so this needs an authorized listener";
    /** Tools about what belongs to a caller by name, which a replay knows none of. */
    private static final Set<String> OF_CALLERS = Set.of("cluster_query", "cluster_batch", "job_list", "job_cancel");
    /** The readings that a tool points to, by the argument that is their target, "" for none. */
    private static final Map<String, String> LINKS = Map.of(
            "processes",
            "",
            "node",
            "",
            "network",
            "",
            "connections",
            "",
            "applications",
            "",
            "events",
            "",
            "connection",
            "peer",
            "event",
            "name");

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

    private static final Duration CALL_LIMIT = ToolAnswer.CALL_LIMIT;
    private static final Duration READ_LIMIT = Duration.ofSeconds(10);

    private final Recording recording;
    private final AsCaptured captured;
    private final Timeline timeline;
    private final FullIds ids;
    private final ToolSchemas tools = new ToolSchemas();
    private final JsonNode templates = Shape.resource("templates.json");
    private final Owners owners = new Owners();

    public ObserverCluster(Recording recording, AsCaptured captured, Timeline timeline) {
        this.recording = recording;
        this.captured = captured;
        this.timeline = timeline;
        this.ids = new FullIds(recording, timeline);
    }

    /**
     * What a tool says.
     *
     * @param good whether it is a result; otherwise the reason of a failure
     * @param link the reading that shows the same, as JSON; empty for none
     * @param took how long it takes, in time of the recorded cluster
     */
    public record Called(boolean good, String text, Optional<String> link, Duration took) {}

    /**
     * What a reading says.
     *
     * @param good whether it is a value; otherwise the reason of a failure
     * @param uri in the one spelling
     * @param ttl for how long it holds
     * @param meta fields about the value, as JSON, each with a comma before it
     * @param took how long it takes, in time of the recorded cluster
     */
    public record Read(boolean good, String uri, String text, Duration ttl, String meta, Duration took) {}

    /**
     * What a resource is about.
     *
     * @param word the name that a ledger has for it
     * @param node "" for none
     */
    public record Target(String word, String node) {}

    /**
     * What a uri is about.
     *
     * @throws Absent when it names nothing
     */
    public static Target target(String text) {
        LensUri uri = LensUri.of(text);
        String word = uri.lens().equals(LensUri.CLUSTER) ? "cluster_map" : "lens_" + uri.lens();
        return new Target(word, uri.node());
    }

    /** The tools that it offers: as they were listed, but for those that change something. */
    public String tools() {
        return captured.protocol("tools_list").map(tools::listed).orElseGet(tools::listed);
    }

    public Set<String> toolNames() {
        return tools.names();
    }

    /** Whether anything is there that the tool is answered from. */
    public boolean answers(String tool) {
        return captured.has(tool)
                || ToolAnswers.from(tool)
                        .filter(from -> recording.nodes().stream()
                                .anyMatch(node -> !recording.all(node, from).isEmpty()))
                        .isPresent();
    }

    public boolean knows(String tool) {
        return tools.has(tool);
    }

    public String templates() {
        return GoJson.compact(templates);
    }

    /** Calls a tool. */
    public synchronized Called call(String tool, JsonNode arguments, Moment at) {
        try {
            tools.check(tool, arguments);
            if (OF_CALLERS.contains(tool)) {
                throw new Refused(NEEDS_CALLER);
            }
            Params asked = Params.of(arguments);
            String node = asked.text("node");
            if (node.isEmpty()) {
                throw new Refused("node is required, read ergo://cluster for the names");
            }
            ToolAnswers.check(tool, node, asked);
            tools.permit(tool, node);
            reach(node, at);
            String text = answer(tool, view(node, at), asked, new Arguments(arguments));
            return new Called(true, text, link(tool, node, asked), Duration.ZERO);
        } catch (Refused no) {
            return new Called(false, no.why(), Optional.empty(), no.took());
        }
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
        return timeline.moved(answer.text());
    }

    private void reach(String node, Moment at) {
        Optional<String> loss = recording.loss(node, at.recorded());
        if (loss.isPresent() && loss.get().equals("timed out")) {
            throw new Refused("node " + node + ": timed out", CALL_LIMIT);
        }
        if (loss.isPresent() || !recording.nodes().contains(node)) {
            throw new Refused("node " + node + " is not connected, read ergo://cluster to see what is");
        }
    }

    private Optional<String> link(String tool, String node, Params asked) {
        return Optional.ofNullable(LINKS.get(tool))
                .map(target -> new ObjectText()
                        .text("type", "resource_link")
                        .text("uri", LensUri.of(node, "", tool, target.isEmpty() ? "" : asked.text(target)))
                        .text("name", tool)
                        .text("title", title(tool))
                        .text("mimeType", "application/json")
                        .toString());
    }

    private String title(String lens) {
        return templates.values().stream()
                .filter(template -> template.path("name").asString("").equals(lens))
                .map(template -> template.path("title").asString(""))
                .findFirst()
                .orElse("");
    }

    /**
     * Reads a resource.
     *
     * @throws Absent when there is none of that name
     */
    public synchronized Read read(String text, Moment at) {
        LensUri uri = LensUri.of(text);
        if (uri.lens().equals(LensUri.CLUSTER)) {
            String map = new ReplayedMap(recording, timeline, ids, this::view, at).text();
            return read(uri, map, ReplayedMap.WATCHED, meta(0, at.real()));
        }
        if (uri.lens().equals(LensUri.JOB)) {
            throw new Absent(NEEDS_CALLER, uri.canonical(), "");
        }
        try {
            return ofNode(uri, at);
        } catch (Refused no) {
            return new Read(false, uri.canonical(), no.why(), Duration.ZERO, "", no.took());
        }
    }

    /**
     * The one spelling of a resource that can be followed.
     *
     * @throws Absent when it cannot
     */
    public String followed(String text) {
        LensUri uri = LensUri.of(text);
        if (uri.node().isEmpty()) {
            String why = uri.lens().equals(LensUri.JOB) ? NEEDS_CALLER : "the map cannot be followed";
            throw new Absent(why, uri.canonical(), "");
        }
        try {
            checked(uri);
        } catch (Refused no) {
            throw new Absent(no.why(), uri.canonical(), uri.node());
        }
        return uri.canonical();
    }

    /** What is sent along with a uri that names a reading of a node. */
    private static Params checked(LensUri uri) {
        if (!uri.key().isEmpty()) {
            throw new Refused(NEEDS_CALLER);
        }
        Lens lens = Lens.of(uri);
        Params asked = uri.params();
        lens.check(uri);
        return asked;
    }

    private Read ofNode(LensUri uri, Moment at) {
        Params asked;
        try {
            asked = checked(uri);
            reach(uri.node(), at);
        } catch (Refused no) {
            if (!no.took().isZero()) {
                throw new Refused("timed out", READ_LIMIT);
            }
            throw new Absent(no.why(), uri.canonical(), uri.node());
        }
        Owners.Owner owner = owners.of(uri.canonical(), at.real(), ids.creation(recording.entryNode(), at.recorded()));
        Lens lens = Lens.of(uri);
        if (lens == Lens.LOG) {
            return log(uri, asked, owner, at);
        }
        Instant tick = owner.tick(at.real());
        String value = lens.value(uri, asked, view(uri.node(), new Moment(tick, timeline.recorded(tick))));
        return read(uri, value, Duration.ofSeconds(1), meta(owner.ticks(at.real()) + 1, tick));
    }

    private Read log(LensUri uri, Params asked, Owners.Owner owner, Moment at) {
        View view = view(uri.node(), at);
        LogBatches batches = LogBatches.of(
                view,
                recording.log(uri.node()).orElseThrow(() -> Refused.notRecorded("the log of " + uri.node())),
                owner.born(),
                asked);
        return read(
                uri, batches.since(owner.from(uri.since())), Duration.ofSeconds(1), batches.meta(owner, uri.since()));
    }

    private static Read read(LensUri uri, String value, Duration ttl, String meta) {
        return new Read(true, uri.canonical(), value, ttl, meta, Duration.ZERO);
    }

    private static String meta(long sequence, Instant changed) {
        return ",\"services.ergo/seq\":" + sequence + ",\"services.ergo/lastModified\":"
                + GoJson.string(Timeline.stamp(changed));
    }

    private View view(String node, Moment at) {
        return new View(new Sight(recording, node, at.recorded(), UnaryOperator.identity()), timeline, ids, at);
    }
}
