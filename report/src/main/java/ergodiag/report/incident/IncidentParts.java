package ergodiag.report.incident;

import ergodiag.incident.Incident;
import ergodiag.incident.people.Skeleton.Generated;
import ergodiag.markup.TrackerMarkdown;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** What ergodiag writes into the notes of people: the timeline, and what the findings propose. */
public final class IncidentParts {
    private static final int MOST = 200;

    private IncidentParts() {}

    /** The parts, in their order. */
    public static List<Generated> of(Incident incident, ZoneId zone) {
        ZonedTimes times = ZonedTimes.of(zone, incident.from(), incident.until());
        String proposals = incident.proposals().stream()
                .map(one -> "- " + words(one.text()) + " (" + one.code() + ", " + words(one.about()) + ")\n")
                .collect(Collectors.joining());
        String moments = incident.moments().stream()
                .limit(MOST)
                .map(one -> "- " + times.full(one.at()) + " " + (one.node().isEmpty() ? "" : words(one.node()) + ": ")
                        + words(one.text()) + "\n")
                .collect(Collectors.joining());
        return List.of(
                new Generated(
                        "proposals",
                        "## What the findings propose\n\n" + (proposals.isEmpty() ? "Nothing.\n" : proposals)),
                new Generated("timeline", "## Timeline, as captures and files tell it\n\n" + moments));
    }

    private static String words(String text) {
        return TrackerMarkdown.inline(line(text));
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
