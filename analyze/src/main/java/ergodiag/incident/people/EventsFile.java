package ergodiag.incident.people;

import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import ergodiag.redact.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events that people wrote down: a table (CSV with commas, semicolons or tabs), JSON (one object a line, or an array), or lists in
 * Markdown. Which of them it is shows in what is in the file, not in its name. Nothing of it is printed with a secret in it.
 */
public final class EventsFile {
    private static final Pattern ITEM = Pattern.compile("\\s{0,8}(?:[-*+]|\\d{1,9}[.)])\\s+\\S.*");
    private static final Pattern ARRAY = Pattern.compile("\\[\\s*[{\\]]");
    private static final Pattern UP_TO = Pattern.compile("\\s*(?:–|—|-|\\.\\.\\.?|…|to\\b|until\\b)\\s*");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\])]*(?:(?:[:–—|,>=-]+|->|→)\\s+|:)?\\s*");
    private static final int LONGEST_TEXT = 500;
    private static final int NAMED_LINES = 3;
    private static final int LONGEST_NAMED = 80;

    private final String file;
    private final Surroundings surroundings;
    private final EventTimes times;
    private final Redaction redaction = Redaction.withoutPseudonyms();
    private final List<Event> events = new ArrayList<>();
    private final List<WrittenEvent> unread = new ArrayList<>();
    private int withoutEnd;

    private EventsFile(String file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
        this.times = new EventTimes(surroundings);
        surroundings.nodes().forEach(redaction::spare);
    }

    /**
     * What is written there. A line that cannot be understood costs itself only.
     *
     * @throws UserError when it cannot be read, or nothing of it is an event
     */
    public static SourceReading read(Path path, Surroundings surroundings) {
        Path name = path.getFileName();
        return new EventsFile(name == null ? path.toString() : name.toString(), surroundings).of(text(path));
    }

    private static String text(Path path) {
        String text = WrittenText.of(path, "events");
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private SourceReading of(String text) {
        List<String> lines = text.lines().toList();
        String begin = text.stripLeading();
        String format;
        List<WrittenEvent> written;
        if (begin.startsWith("{") || ARRAY.matcher(begin).lookingAt()) {
            format = "events as JSON";
            written = EventsJson.read(text, lines);
        } else if (!EventsTable.isNamed(lines)
                && lines.stream().anyMatch(line -> ITEM.matcher(line).matches())) {
            format = "events as a Markdown list";
            written = EventsList.read(text);
        } else {
            format = "events as a table";
            written = EventsTable.read(lines);
        }
        for (WrittenEvent event : written) {
            Optional<Event> understood = event(event);
            understood.ifPresentOrElse(events::add, () -> unread.add(event));
        }
        if (events.isEmpty()) {
            throw new UserError("Reading the events in " + file + ": none was found in it" + sample()
                    + "; give a table (a row of names such as time,event,node,who,until, or the time first), JSON (one object"
                    + " a line with \"time\" and \"event\"), or a Markdown list (- 12:03 deployed 1.4.2).");
        }
        events.sort(Comparator.comparing(Event::at));
        return new SourceReading(file, format, events, List.of(), events.size(), unread.size(), remarks());
    }

    private Optional<Event> event(WrittenEvent written) {
        String opening = written.when().isEmpty() ? written.what() : written.when();
        Optional<WrittenTime> begins = WrittenTime.at(opening);
        if (begins.isEmpty()) {
            return Optional.empty();
        }
        String rest = opening.substring(begins.get().end());
        String until = written.until();
        Matcher upTo = UP_TO.matcher(rest);
        if (upTo.lookingAt()) {
            String behind = rest.substring(upTo.end());
            Optional<WrittenTime> ends = WrittenTime.at(behind);
            if (ends.isPresent()) {
                until = behind.substring(0, ends.get().end());
                rest = behind.substring(ends.get().end());
            }
        }
        Matcher between = BETWEEN.matcher(rest);
        String text = between.lookingAt() ? rest.substring(between.end()) : rest;
        text = written.when().isEmpty() ? text : (text.strip() + " " + written.what()).strip();
        if (text.isBlank()) {
            return Optional.empty();
        }
        Instant at = times.at(begins.get(), written.date(), written.day());
        String node = node(written.where());
        String who = written.who().isBlank() ? "" : " (" + written.who().strip() + ")";
        String place =
                node.isEmpty() && !written.where().isBlank() ? written.where().strip() + ": " : "";
        return Optional.of(new Event(
                at,
                length(until, begins.get(), at),
                Event.Kind.PERSON,
                node,
                clean(place + text + who, LONGEST_TEXT),
                file,
                written.line()));
    }

    private Duration length(String until, WrittenTime from, Instant at) {
        if (until.isBlank()) {
            return Duration.ZERO;
        }
        Optional<Instant> end =
                WrittenTime.at(until).map(time -> times.end(time, from, at)).filter(ends -> !ends.isBefore(at));
        if (end.isEmpty()) {
            withoutEnd++;
        }
        return end.map(ends -> Duration.between(at, ends)).orElse(Duration.ZERO);
    }

    /** The node of that name, or of that name before its host where it is the only one; "" for none. */
    private String node(String where) {
        String name = where.strip();
        if (surroundings.nodes().contains(name)) {
            return name;
        }
        List<String> fitting = surroundings.nodes().stream()
                .filter(node -> node.startsWith(name + "@"))
                .toList();
        return fitting.size() == 1 ? fitting.get(0) : "";
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>(times.remarks());
        if (withoutEnd > 0) {
            remarks.add("The end of " + things(withoutEnd, "event")
                    + " could not be read or lies before its beginning, and is left out.");
        }
        if (!unread.isEmpty()) {
            remarks.add("Not read: " + things(unread.size(), "entry", "entries") + sample() + ".");
        }
        return remarks;
    }

    /** The first of what could not be read. */
    private String sample() {
        return unread.isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                unread.stream()
                                        .limit(NAMED_LINES)
                                        .map(this::named)
                                        .toList())
                        + (unread.size() > NAMED_LINES ? ", ..." : "") + ")";
    }

    private String named(WrittenEvent event) {
        String text = clean(event.whole(), LONGEST_NAMED);
        return event.line() == 0 ? "'" + text + "'" : "line " + event.line() + ": '" + text + "'";
    }

    private String clean(String text, int longest) {
        String line = redaction.text(text).replaceAll("\\s+", " ").strip();
        return ForeignText.shown(line.length() <= longest ? line : line.substring(0, longest) + "…");
    }

    private static String things(int count, String one) {
        return things(count, one, one + "s");
    }

    private static String things(int count, String one, String more) {
        return count == 1 ? "one " + one : count + " " + more;
    }
}
