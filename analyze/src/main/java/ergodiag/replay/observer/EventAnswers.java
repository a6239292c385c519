package ergodiag.replay.observer;

import ergodiag.ergo.Tool;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Rows.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What an Observer says about events: {@code events}, {@code event}. */
final class EventAnswers {
    private final View view;

    EventAnswers(View view) {
        this.view = view;
    }

    /**
     * Which events are wanted.
     *
     * @param name text in the name
     * @param subscribers at least
     */
    record Wanted(
            String name,
            Optional<Boolean> notifies,
            Optional<Boolean> buffered,
            Optional<Boolean> open,
            long subscribers,
            boolean newestFirst,
            long limit) {

        private boolean fits(Row row) {
            return nameOf(row).toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))
                    && notifies.map(wanted -> wanted == row.flag("Notify")).orElse(true)
                    && buffered.map(wanted -> wanted == row.number("BufferSize") > 0)
                            .orElse(true)
                    && open.map(wanted -> wanted == row.flag("Open")).orElse(true)
                    && row.number("Subscribers") >= subscribers;
        }
    }

    /** A list without a legend. @param since Unix nanoseconds as the reply has them: only what was created from then on */
    String list(Wanted wanted, long since) {
        Comparator<Row> byAge = Comparator.comparingDouble(row -> row.number("CreatedAt"));
        Stream<ObjectNode> rows = view.rows(Tool.EVENT_LIST).all().stream()
                .filter(wanted::fits)
                .sorted(wanted.newestFirst() ? byAge.reversed() : byAge)
                .map(this::info)
                .filter(info -> info.path("CreatedAt").asLong(0) >= since);
        return new ObjectText()
                .text("Node", view.node())
                .listOrNil(
                        "Events",
                        rows.limit(wanted.limit()).map(GoJson::compact).toList())
                .toString();
    }

    /** The event of that name; empty when there is none. */
    Optional<String> info(String name) {
        return view.rows(Tool.EVENT_LIST).all().stream()
                .filter(row -> nameOf(row).equals(name))
                .findFirst()
                .map(this::info)
                .map(GoJson::compact);
    }

    /** The tool. */
    String event(String name) {
        String info = info(name).orElseThrow(() -> Refused.by(view.node(), "unknown event"));
        return new ObjectText().text("Node", view.node()).json("Info", info).toString();
    }

    /** The reading, which nobody listens through. */
    Optional<String> reading(String name) {
        return info(name)
                .map(info -> new ObjectText()
                        .text("Node", view.node())
                        .json("Info", info)
                        .json("Entries", "null")
                        .number("Suppressed", 0)
                        .flag("Closed", false)
                        .text("Reason", "")
                        .flag("Watching", false)
                        .text("WatchReason", "")
                        .toString());
    }

    private ObjectNode info(Row row) {
        ObjectNode info = Shape.EVENT.of(view.tree(view.timeline().moved(row.text())));
        view.rewrite(info, List.of("Event"), view.ids()::named);
        view.rewrite(info, List.of("Producer"), view::id);
        return info;
    }

    /** {@code name} of {@code Event#<1B30E9C5:name>}. */
    private static String nameOf(Row row) {
        String event = row.text("Event");
        int colon = event.indexOf(':');
        return colon < 0 || !event.endsWith(">") ? event : event.substring(colon + 1, event.length() - 1);
    }
}
