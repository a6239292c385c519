package ergodiag.replay.observer;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.RecordedReply;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node at one moment: what the answers of an Observer about it are made of.
 *
 * @param sight what was recorded of it
 * @param at the moment
 */
record View(Sight sight, Timeline timeline, FullIds ids, Moment at) {
    /** More rows than any list has. */
    static final long ALL = Integer.MAX_VALUE;

    String node() {
        return sight.node();
    }

    /** A list that was recorded whole. */
    Rows rows(Tool tool) {
        return sight.whole(tool).orElseThrow(() -> Refused.notRecorded(tool.toolName() + " of " + node()));
    }

    /** The reply to a tool without arguments that stands now. */
    RecordedReply reply(Tool tool) {
        return sight.standing(tool, entry -> !entry.failed())
                .orElseThrow(() -> Refused.notRecorded(tool.toolName() + " of " + node()));
    }

    /** Arguments of the old application. */
    static Arguments asking(Map<String, Object> arguments) {
        return new Arguments(ForeignJson.mapper().valueToTree(arguments));
    }

    /** What a tool of the old application answers, as text. */
    String text(ToolAnswer answer) {
        if (!answer.good()) {
            throw Refused.as(node(), answer);
        }
        return timeline.moved(answer.text());
    }

    /** The same as a tree. */
    JsonNode json(ToolAnswer answer) {
        return tree(text(answer));
    }

    JsonNode tree(String text) {
        try {
            return ForeignJson.mapper().readTree(text);
        } catch (JacksonException e) {
            throw Refused.notRecorded("a readable reply of " + node());
        }
    }

    long creation() {
        return ids.creation(node(), at.recorded());
    }

    /** The full id of a process or an alias. */
    String id(String recorded) {
        return ids.numbered(recorded, at.recorded());
    }

    /** Rewrites the ids in fields of a value, be they texts or lists of texts. */
    void rewrite(ObjectNode value, List<String> fields, UnaryOperator<String> form) {
        for (String field : fields) {
            JsonNode ids = value.path(field);
            if (ids.isString()) {
                value.put(field, form.apply(ids.asString()));
            } else if (ids.isArray()) {
                ArrayNode full = value.putArray(field);
                ids.forEach(id -> full.add(form.apply(id.asString(""))));
            }
        }
    }

    /** What an environment looks like in a reading: each value as Go prints it. */
    static void printed(ObjectNode info) {
        JsonNode env = info.path("Env");
        if (env.isObject()) {
            ObjectNode texts = ForeignJson.mapper().createObjectNode();
            env.properties()
                    .forEach(variable -> texts.put(
                            variable.getKey(),
                            variable.getValue().isNull()
                                    ? "<nil>"
                                    : variable.getValue().toString()));
            info.set("Env", texts);
        }
    }
}
