package ergodiag.replay;

import ergodiag.bundle.NotABundle;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import ergodiag.replay.tools.EventTools;
import ergodiag.replay.tools.NetworkTools;
import ergodiag.replay.tools.NodeTools;
import ergodiag.replay.tools.ProcessTools;
import ergodiag.replay.tools.ProfileTools;
import ergodiag.replay.tools.Samplers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One node of the recorded cluster: its tools, its samplers, its one CPU profile at a time. Not safe for several threads at once. */
final class ReplayNode {
    /** What is told from the answers of other tools, or done by the replay itself. */
    private static final Set<Tool> MADE = EnumSet.of(
            Tool.PROCESS_CHILDREN,
            Tool.PROCESS_STATE,
            Tool.PROCESS_LOOKUP,
            Tool.EVENT_INFO,
            Tool.NETWORK_NODE_INFO,
            Tool.APP_PROCESSES,
            Tool.CRON_JOB,
            Tool.LOG_LEVEL_GET,
            Tool.SAMPLE_START,
            Tool.SAMPLE_LISTEN,
            Tool.SAMPLE_READ,
            Tool.SAMPLE_STOP,
            Tool.SAMPLE_LIST);

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
        return Arrays.stream(Tool.values()).map(Tool::toolName).collect(Collectors.toSet());
    }

    /** Whether any node has an answer to the tool: the others are left out of the list of tools, as a ReadOnly node does (ERGO.md 4). */
    static boolean answers(String tool, Recording recording) {
        boolean recorded = recording.nodes().stream()
                .anyMatch(node -> !recording.all(node, tool).isEmpty());
        return recorded || Tool.named(tool).filter(MADE::contains).isPresent();
    }

    /** What the node answers to a call that reaches one of its workers at that moment. */
    ToolAnswer ask(String tool, Arguments asked, Moment at) {
        samplers.upTo(at.real());
        return run(tool, asked, at);
    }

    private ToolAnswer run(String tool, Arguments asked, Moment at) {
        if (!offered.contains(tool)) {
            return ToolAnswer.error("unknown tool: " + tool);
        }
        try {
            Sight sight = new Sight(recording, name, at.recorded(), rows -> samplers.among(rows, at.real()));
            Optional<Tool> known = Tool.named(tool);
            return known.isPresent()
                    ? inTime(known.get(), dispatch(known.get(), sight, asked, at))
                    : new NodeTools(sight, asked).asAsked(tool);
        } catch (NotABundle damaged) {
            return ToolAnswer.error("not recorded: " + tool + " of " + name + " cannot be read from this bundle");
        }
    }

    /** The answer with its moments moved into the time of the replay, and the counters of a node with the samplers that run. */
    private ToolAnswer inTime(Tool tool, ToolAnswer answer) {
        if (!answer.good() || !tool.has(Tool.Trait.TIMES)) {
            return answer;
        }
        String text = timeline.moved(answer.text());
        return new ToolAnswer(true, tool == Tool.NODE_INFO ? samplers.counted(text) : text, answer.took());
    }

    private ToolAnswer dispatch(Tool tool, Sight sight, Arguments asked, Moment at) {
        return switch (tool) {
            case PROCESS_LIST -> new ProcessTools(sight, asked).list();
            case PROCESS_CHILDREN -> new ProcessTools(sight, asked).children();
            case PROCESS_INFO -> new ProcessTools(sight, asked).info();
            case PROCESS_STATE -> new ProcessTools(sight, asked).state();
            case PROCESS_LOOKUP -> new ProcessTools(sight, asked).lookup();
            case PROCESS_INSPECT -> new ProcessTools(sight, asked).inspect();
            case EVENT_LIST -> new EventTools(sight, asked).list();
            case EVENT_INFO -> new EventTools(sight, asked).info();
            case NETWORK_NODES -> new NetworkTools(sight, asked).nodes();
            case NETWORK_NODE_INFO -> new NetworkTools(sight, asked).nodeInfo();
            case NETWORK_PING -> new NetworkTools(sight, asked).ping();
            case CLUSTER_NODES -> new NetworkTools(sight, asked).clusterNodes();
            case PPROF_GOROUTINES -> new ProfileTools(sight, asked).goroutines();
            case PPROF_HEAP -> new ProfileTools(sight, asked).heap();
            case PPROF_CPU -> cpu(new ProfileTools(sight, asked), at);
            case APP_LIST -> new NodeTools(sight, asked).apps();
            case APP_INFO -> new NodeTools(sight, asked).app();
            case APP_PROCESSES -> new NodeTools(sight, asked).appProcesses();
            case CRON_JOB -> new NodeTools(sight, asked).cronJob();
            case REGISTRAR_RESOLVE -> new NodeTools(sight, asked).resolve();
            case LOG_LEVEL_GET -> new NodeTools(sight, asked).logLevel();
            case LOGGERS_LIST -> loggers(new NodeTools(sight, asked).plain(tool));
            case SAMPLE_START -> samplers.start(asked, at);
            case SAMPLE_LISTEN -> samplers.listen(asked, at);
            case SAMPLE_READ -> samplers.read(asked, at);
            case SAMPLE_STOP -> samplers.stop(asked, at);
            case SAMPLE_LIST -> samplers.list(at);
            case NODE_INFO, NODE_ENV, RUNTIME_STATS, NETWORK_INFO, NETWORK_ACCEPTORS, REGISTRAR_INFO, CRON_INFO ->
                new NodeTools(sight, asked).plain(tool);
            case META_INSPECT,
                    CRON_SCHEDULE,
                    REGISTRAR_RESOLVE_PROXY,
                    REGISTRAR_RESOLVE_APP,
                    MESSAGE_TYPES,
                    MESSAGE_TYPE_INFO -> new NodeTools(sight, asked).asAsked(tool);
            case NETWORK_CONNECT,
                    NETWORK_CONNECT_ROUTE,
                    NETWORK_DISCONNECT,
                    LOG_LEVEL_SET,
                    SEND_MESSAGE,
                    CALL_PROCESS,
                    SEND_EXIT,
                    PROCESS_KILL ->
                ToolAnswer.error(
                        "not recorded: " + tool.toolName() + " would change the cluster, and a replay has none");
        };
    }

    /** One profile at a time per operating-system process; it holds its worker as long as it takes. */
    private ToolAnswer cpu(ProfileTools tools, Moment at) {
        if (at.real().isBefore(profilingUntil)) {
            return ToolAnswer.error("failed to start CPU profile: cpu profiling already in use");
        }
        ToolAnswer answer = tools.cpu();
        if (!answer.good()) {
            return answer;
        }
        Duration duration = tools.duration();
        profilingUntil = at.real().plus(timeline.real(duration));
        return answer.after(duration);
    }

    /** The recorded loggers and those that listen right now. */
    private ToolAnswer loggers(ToolAnswer recorded) {
        List<Object> listening = samplers.loggers();
        if (!recorded.good() || listening.isEmpty() || !recorded.text().endsWith("\n]")) {
            return recorded;
        }
        String more = listening.stream()
                .map(logger -> ",\n  " + GoJson.pretty(logger).replace("\n", "\n  "))
                .collect(Collectors.joining());
        return ToolAnswer.of(recorded.text().substring(0, recorded.text().length() - 2) + more + "\n]");
    }
}
