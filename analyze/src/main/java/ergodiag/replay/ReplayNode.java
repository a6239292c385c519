package ergodiag.replay;

import ergodiag.bundle.NotABundle;
import ergodiag.ergo.Tool;
import ergodiag.replay.Behaviour.Query;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import ergodiag.replay.tools.Samplers;
import java.util.Set;
import java.util.stream.Collectors;

/** One node of the recorded cluster: its tools, its samplers, its one CPU profile at a time. Not safe for several threads at once. */
final class ReplayNode {
    private final String name;
    private final Recording recording;
    private final Timeline timeline;
    private final Set<String> offered;
    private final Samplers samplers;
    private final OneProfile profiler;

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
        this.profiler = new OneProfile(timeline);
        this.samplers = new Samplers(name, recording, timeline, this::run);
    }

    private static Set<String> known() {
        return Tool.ofNodes().stream().map(Tool::toolName).collect(Collectors.toSet());
    }

    /** Whether any node has an answer to the tool: the others are left out of the list of tools, as a ReadOnly node does (ERGO.md 4). */
    static boolean answers(String tool, Recording recording) {
        boolean recorded = recording.nodes().stream()
                .anyMatch(node -> !recording.all(node, tool).isEmpty());
        return recorded
                || Tool.named(tool).filter(it -> Behaviour.of(it).made()).isPresent();
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
            Query question = new Query(samplers, profiler, sight, asked, at);
            return Tool.named(tool)
                    .map(known -> inTime(known, Behaviour.of(known).answer().apply(question)))
                    .orElseGet(() -> question.tools().asAsked(tool));
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
}
