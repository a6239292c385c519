package ergodiag.replay;

import static ergodiag.ergo.Tool.APP_INFO;
import static ergodiag.ergo.Tool.APP_LIST;
import static ergodiag.ergo.Tool.APP_PROCESSES;
import static ergodiag.ergo.Tool.CLUSTER_NODES;
import static ergodiag.ergo.Tool.CRON_JOB;
import static ergodiag.ergo.Tool.EVENT_INFO;
import static ergodiag.ergo.Tool.EVENT_LIST;
import static ergodiag.ergo.Tool.LOGGERS_LIST;
import static ergodiag.ergo.Tool.LOG_LEVEL_GET;
import static ergodiag.ergo.Tool.NETWORK_NODES;
import static ergodiag.ergo.Tool.NETWORK_NODE_INFO;
import static ergodiag.ergo.Tool.NETWORK_PING;
import static ergodiag.ergo.Tool.PPROF_CPU;
import static ergodiag.ergo.Tool.PPROF_GOROUTINES;
import static ergodiag.ergo.Tool.PPROF_HEAP;
import static ergodiag.ergo.Tool.PROCESS_CHILDREN;
import static ergodiag.ergo.Tool.PROCESS_INFO;
import static ergodiag.ergo.Tool.PROCESS_INSPECT;
import static ergodiag.ergo.Tool.PROCESS_LIST;
import static ergodiag.ergo.Tool.PROCESS_LOOKUP;
import static ergodiag.ergo.Tool.PROCESS_STATE;
import static ergodiag.ergo.Tool.REGISTRAR_RESOLVE;
import static ergodiag.ergo.Tool.SAMPLE_LIST;
import static ergodiag.ergo.Tool.SAMPLE_LISTEN;
import static ergodiag.ergo.Tool.SAMPLE_READ;
import static ergodiag.ergo.Tool.SAMPLE_START;
import static ergodiag.ergo.Tool.SAMPLE_STOP;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import ergodiag.replay.tools.EventTools;
import ergodiag.replay.tools.NetworkTools;
import ergodiag.replay.tools.NodeTools;
import ergodiag.replay.tools.ProcessTools;
import ergodiag.replay.tools.ProfileTools;
import ergodiag.replay.tools.Samplers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a replay answers a tool. Most tools need nothing here: what they said is given out again, to the very question where they take
 * arguments, and what would change the cluster is refused.
 *
 * @param made whether the answer comes from those of other tools, or from the replay itself, so that none has to be recorded
 * @param answer what it says
 */
record Behaviour(boolean made, Function<Query, ToolAnswer> answer) {
    private static final Map<Tool, Behaviour> OF = new EnumMap<>(Tool.class);

    static {
        recorded(PROCESS_LIST, asked -> asked.processes().list());
        recorded(PROCESS_INFO, asked -> asked.processes().info());
        recorded(PROCESS_INSPECT, asked -> asked.processes().inspect());
        made(PROCESS_CHILDREN, asked -> asked.processes().children());
        made(PROCESS_STATE, asked -> asked.processes().state());
        made(PROCESS_LOOKUP, asked -> asked.processes().lookup());
        recorded(EVENT_LIST, asked -> asked.events().list());
        made(EVENT_INFO, asked -> asked.events().info());
        recorded(NETWORK_NODES, asked -> asked.network().nodes());
        made(NETWORK_NODE_INFO, asked -> asked.network().nodeInfo());
        recorded(NETWORK_PING, asked -> asked.network().ping());
        recorded(CLUSTER_NODES, asked -> asked.network().clusterNodes());
        recorded(PPROF_GOROUTINES, asked -> asked.profiles().goroutines());
        recorded(PPROF_HEAP, asked -> asked.profiles().heap());
        recorded(PPROF_CPU, asked -> asked.profiler().profile(asked.profiles(), asked.at()));
        recorded(APP_LIST, asked -> asked.tools().apps());
        recorded(APP_INFO, asked -> asked.tools().app());
        made(APP_PROCESSES, asked -> asked.tools().appProcesses());
        made(CRON_JOB, asked -> asked.tools().cronJob());
        recorded(REGISTRAR_RESOLVE, asked -> asked.tools().resolve());
        made(LOG_LEVEL_GET, asked -> asked.tools().logLevel());
        recorded(LOGGERS_LIST, asked -> loggers(asked));
        made(SAMPLE_START, asked -> asked.samplers().start(asked.arguments(), asked.at()));
        made(SAMPLE_LISTEN, asked -> asked.samplers().listen(asked.arguments(), asked.at()));
        made(SAMPLE_READ, asked -> asked.samplers().read(asked.arguments(), asked.at()));
        made(SAMPLE_STOP, asked -> asked.samplers().stop(asked.arguments(), asked.at()));
        made(SAMPLE_LIST, asked -> asked.samplers().list(asked.at()));
    }

    /**
     * A question that reached a node.
     *
     * @param samplers those of the node
     * @param profiler what makes its CPU profiles
     * @param sight what is recorded of that node at that moment
     * @param arguments what was sent along
     * @param at the moment
     */
    record Query(Samplers samplers, OneProfile profiler, Sight sight, Arguments arguments, Moment at) {
        ProcessTools processes() {
            return new ProcessTools(sight, arguments);
        }

        EventTools events() {
            return new EventTools(sight, arguments);
        }

        NetworkTools network() {
            return new NetworkTools(sight, arguments);
        }

        ProfileTools profiles() {
            return new ProfileTools(sight, arguments);
        }

        NodeTools tools() {
            return new NodeTools(sight, arguments);
        }
    }

    private static void recorded(Tool tool, Function<Query, ToolAnswer> answer) {
        OF.put(tool, new Behaviour(false, answer));
    }

    private static void made(Tool tool, Function<Query, ToolAnswer> answer) {
        OF.put(tool, new Behaviour(true, answer));
    }

    /** How a tool is answered: as it stands above, else by what is known of the tool. */
    static Behaviour of(Tool tool) {
        return OF.getOrDefault(tool, new Behaviour(false, asked -> usual(tool, asked)));
    }

    private static ToolAnswer usual(Tool tool, Query asked) {
        if (tool.access() == Tool.Access.CHANGES) {
            return ToolAnswer.error(
                    "not recorded: " + tool.toolName() + " would change the cluster, and a replay has none");
        }
        return tool.arguments().isEmpty()
                ? asked.tools().plain(tool)
                : asked.tools().asAsked(tool.toolName());
    }

    /** The recorded loggers and those that listen right now. */
    private static ToolAnswer loggers(Query asked) {
        ToolAnswer recorded = asked.tools().plain(LOGGERS_LIST);
        List<Object> listening = asked.samplers().loggers();
        if (!recorded.good() || listening.isEmpty() || !recorded.text().endsWith("\n]")) {
            return recorded;
        }
        String more = listening.stream()
                .map(logger -> ",\n  " + GoJson.pretty(logger).replace("\n", "\n  "))
                .collect(Collectors.joining());
        return ToolAnswer.of(recorded.text().substring(0, recorded.text().length() - 2) + more + "\n]");
    }
}
