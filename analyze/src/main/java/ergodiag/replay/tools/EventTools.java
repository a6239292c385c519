package ergodiag.replay.tools;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.Arguments;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows;
import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.Sight;
import ergodiag.replay.recording.ToolAnswer;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code event_list} and {@code event_info}. */
public final class EventTools {
    private static final Map<String, String> SORT_KEYS = Map.of(
            "subscribers", "Subscribers",
            "published", "MessagesPublished",
            "local_sent", "MessagesLocalSent",
            "remote_sent", "MessagesRemoteSent");

    private final Sight sight;
    private final Arguments asked;

    public EventTools(Sight sight, Arguments asked) {
        this.sight = sight;
        this.asked = asked;
    }

    public ToolAnswer list() {
        Optional<Rows> whole = sight.whole(Tool.EVENT_LIST);
        if (whole.isEmpty()) {
            return sight.asAsked(Tool.EVENT_LIST, entry -> entry.arguments().equals(asked.spelled()))
                    .orElse(ToolAnswer.notRecorded("the whole event list of " + sight.node()));
        }
        Stream<Row> rows = whole.get().all().stream().filter(this::fits);
        String key = SORT_KEYS.get(asked.text("sort_by"));
        if (key != null) {
            rows = rows.sorted(
                    Comparator.<Row>comparingDouble(row -> row.number(key)).reversed());
        }
        return ToolAnswer.of(
                GoJson.list(ProcessListTool.limited(rows, asked).map(Row::text).toList()));
    }

    public ToolAnswer info() {
        String name = asked.text("name");
        Optional<Rows> whole = sight.whole(Tool.EVENT_LIST);
        if (whole.isEmpty()) {
            return sight.about(Tool.EVENT_INFO, "name", name)
                    .orElse(ToolAnswer.notRecorded("the whole event list of " + sight.node()));
        }
        return whole.get().all().stream()
                .filter(row -> nameOf(row).equals(name))
                .findFirst()
                .map(row -> ToolAnswer.of(dedented(row.text())))
                .orElse(ToolAnswer.error("event_info: unknown event"));
    }

    /** An element of a pretty list as a value of its own. */
    static String dedented(String element) {
        return element.replace("\n  ", "\n");
    }

    /** {@code name} of {@code Event#<1B30E9C5:name>}. */
    private static String nameOf(Row row) {
        String event = row.text("Event");
        int colon = event.indexOf(':');
        return colon < 0 || !event.endsWith(">") ? event : event.substring(colon + 1, event.length() - 1);
    }

    private boolean fits(Row row) {
        String state = asked.text("utilization_state");
        return nameOf(row).contains(asked.text("name"))
                && producerFits(row)
                && (state.isEmpty() || state.equals(utilization(row)))
                && asked.flag("notify")
                        .map(wanted -> wanted == row.flag("Notify"))
                        .orElse(true)
                && asked.flag("has_buffer")
                        .map(wanted -> wanted == row.number("BufferSize") > 0)
                        .orElse(true)
                && reaches(row, "Subscribers", asked.whole("min_subscribers"))
                && stays(row, "Subscribers", asked.whole("max_subscribers"))
                && stays(row, "MessagesPublished", asked.whole("max_published"))
                && ProcessListTool.reaches(row.number("MessagesPublished"), asked.atLeast("min_published"))
                && ProcessListTool.reaches(row.number("MessagesLocalSent"), asked.atLeast("min_local_sent"))
                && ProcessListTool.reaches(row.number("MessagesRemoteSent"), asked.atLeast("min_remote_sent"));
    }

    private static boolean reaches(Row row, String field, OptionalLong least) {
        return least.isEmpty() || row.number(field) >= least.getAsLong();
    }

    private static boolean stays(Row row, String field, OptionalLong most) {
        return most.isEmpty() || row.number(field) <= most.getAsLong();
    }

    private boolean producerFits(Row row) {
        String wanted = asked.text("producer");
        String pid = row.text("Producer");
        if (wanted.isEmpty() || pid.contains(wanted)) {
            return true;
        }
        return sight.whole(Tool.PROCESS_LIST).stream()
                .flatMap(rows -> rows.all().stream())
                .anyMatch(process -> process.text("PID").equals(pid)
                        && process.text("Name").contains(wanted)
                        && !process.text("Name").isEmpty());
    }

    private static String utilization(Row row) {
        boolean published = row.number("MessagesPublished") > 0;
        boolean subscribed = row.number("Subscribers") > 0;
        if (published && subscribed) {
            return "active";
        }
        if (row.flag("Notify")) {
            return "on_demand";
        }
        if (!published && !subscribed) {
            return "idle";
        }
        return published ? "no_subscribers" : "no_publishing";
    }
}
