package ergodiag.replay;

import ergodiag.bundle.NotABundle;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One node of the recorded cluster: its tools, its samplers, its one CPU profile at a time. Not safe for several threads at once. */
final class ReplayNode {
    private static final Set<String> CHANGING = Set.of(
            "network_connect",
            "network_connect_route",
            "network_disconnect",
            "log_level_set",
            "send_message",
            "call_process",
            "send_exit",
            "process_kill");
    /** What is told from the answers of other tools, or done by the replay itself. */
    private static final Set<String> MADE = Set.of(
            "process_children",
            "process_state",
            "process_lookup",
            "event_info",
            "network_node_info",
            "app_processes",
            "cron_job",
            "log_level_get",
            "sample_start",
            "sample_listen",
            "sample_read",
            "sample_stop",
            "sample_list");

    private static final Set<String> WITH_INSTANTS = Set.of(
            "node_info", "event_list", "event_info", "cron_info", "cron_job", "cron_schedule", "app_list", "app_info");

    private final String name;
    private final Recording recording;
    private final Timeline timeline;
    private final Set<String> offered;
    private final Samplers samplers;
    private Instant profilingUntil = Instant.MIN;

    /**
     * A node.
     *
     * @param offered the tools it lists; empty for all that are known
     */
    ReplayNode(String name, Recording recording, Timeline timeline, Set<String> offered) {
        this.name = name;
        this.recording = recording;
        this.timeline = timeline;
        this.offered = offered.isEmpty() ? known() : offered;
        this.samplers = new Samplers(name, recording, timeline, this::run);
    }

    private static Set<String> known() {
        return Arrays.stream(Tool.values())
                .map(tool -> tool.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Whether any node has an answer to the tool: the others are left out of the list of tools, as a ReadOnly node does (ERGO.md 4). */
    static boolean answers(String tool, Recording recording) {
        boolean recorded = recording.nodes().stream()
                .anyMatch(node -> !recording.all(node, tool).isEmpty());
        return recorded || MADE.contains(tool);
    }

    /** What the node answers to a call that reaches one of its workers at that moment. */
    Answer ask(String tool, Arguments asked, Moment at) {
        samplers.upTo(at.real());
        return run(tool, asked, at);
    }

    private Answer run(String tool, Arguments asked, Moment at) {
        if (!offered.contains(tool)) {
            return Answer.error("unknown tool: " + tool);
        }
        if (CHANGING.contains(tool)) {
            return Answer.error("not recorded: " + tool + " would change the cluster, and a replay has none");
        }
        try {
            Answer answer = dispatch(tool, asked, at);
            if (!answer.good() || !WITH_INSTANTS.contains(tool)) {
                return answer;
            }
            String text = timeline.moved(answer.text());
            return new Answer(true, tool.equals("node_info") ? samplers.counted(text) : text, answer.took());
        } catch (NotABundle damaged) {
            return Answer.error("not recorded: " + tool + " of " + name + " cannot be read from this bundle");
        }
    }

    private Answer dispatch(String tool, Arguments asked, Moment at) {
        Sight sight = new Sight(recording, name, at.recorded(), rows -> samplers.among(rows, at.real()));
        return switch (tool) {
            case "process_list" -> new ProcessTools(sight, asked).list();
            case "process_children" -> new ProcessTools(sight, asked).children();
            case "process_info" -> new ProcessTools(sight, asked).info();
            case "process_state" -> new ProcessTools(sight, asked).state();
            case "process_lookup" -> new ProcessTools(sight, asked).lookup();
            case "process_inspect" -> new ProcessTools(sight, asked).inspect();
            case "event_list" -> new EventTools(sight, asked).list();
            case "event_info" -> new EventTools(sight, asked).info();
            case "network_nodes" -> new NetworkTools(sight, asked).nodes();
            case "network_node_info" -> new NetworkTools(sight, asked).nodeInfo();
            case "network_ping" -> new NetworkTools(sight, asked).ping();
            case "cluster_nodes" -> new NetworkTools(sight, asked).clusterNodes();
            case "pprof_goroutines" -> new ProfileTools(sight, asked).goroutines();
            case "pprof_heap" -> new ProfileTools(sight, asked).heap();
            case "pprof_cpu" -> cpu(new ProfileTools(sight, asked), at);
            case "app_list", "app_info", "app_processes" -> apps(tool, new NodeTools(sight, asked));
            case "cron_job" -> new NodeTools(sight, asked).cronJob();
            case "registrar_resolve" -> new NodeTools(sight, asked).resolve();
            case "log_level_get" -> new NodeTools(sight, asked).logLevel();
            case "loggers_list" -> loggers(new NodeTools(sight, asked).plain(tool));
            case "sample_start" -> samplers.start(asked, at);
            case "sample_listen" -> samplers.listen(asked, at);
            case "sample_read" -> samplers.read(asked, at);
            case "sample_stop" -> samplers.stop(asked, at);
            case "sample_list" -> samplers.list(at);
            default ->
                NodeTools.PLAIN.contains(tool)
                        ? new NodeTools(sight, asked).plain(tool)
                        : new NodeTools(sight, asked).asAsked(tool);
        };
    }

    private static Answer apps(String tool, NodeTools tools) {
        return switch (tool) {
            case "app_list" -> tools.apps();
            case "app_info" -> tools.app();
            default -> tools.appProcesses();
        };
    }

    /** One profile at a time per operating-system process; it holds its worker as long as it takes. */
    private Answer cpu(ProfileTools tools, Moment at) {
        if (at.real().isBefore(profilingUntil)) {
            return Answer.error("failed to start CPU profile: cpu profiling already in use");
        }
        Answer answer = tools.cpu();
        if (!answer.good()) {
            return answer;
        }
        Duration duration = tools.duration();
        profilingUntil = at.real().plus(timeline.real(duration));
        return answer.after(duration);
    }

    /** The recorded loggers and those that listen right now. */
    private Answer loggers(Answer recorded) {
        List<Object> listening = samplers.loggers();
        if (!recorded.good() || listening.isEmpty() || !recorded.text().endsWith("\n]")) {
            return recorded;
        }
        String more = listening.stream()
                .map(logger -> ",\n  " + GoJson.pretty(logger).replace("\n", "\n  "))
                .collect(Collectors.joining());
        return Answer.of(recorded.text().substring(0, recorded.text().length() - 2) + more + "\n]");
    }
}
