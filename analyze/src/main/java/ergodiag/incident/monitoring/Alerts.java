package ergodiag.incident.monitoring;

import ergodiag.incident.source.Event;
import ergodiag.incident.source.Surroundings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Alerts as Alertmanager sends them (webhook, version 4) and both it and Prometheus list them. Each firing is told once, however often it is
 * sent: it is known by its fingerprint and the time since when it fires. That time is later than the fault by the {@code for} of the rule; the
 * activeAt of Prometheus is not.
 */
final class Alerts {
    private static final int MOST = 20_000;
    /** An end before it is Go's zero time, which means: not yet. */
    private static final Instant NEVER = Instant.parse("1970-01-02T00:00:00Z");

    private final String file;
    private final Surroundings surroundings;
    private final Map<List<String>, Firing> firings = new LinkedHashMap<>();
    private int repeated;
    private int beyond;

    Alerts(String file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
    }

    private record Firing(
            Instant from, Optional<Instant> until, boolean found, String where, String name, String text) {}

    /**
     * Takes one alert.
     *
     * @param clean makes a text such that it can be printed
     * @return whether it could be read
     */
    boolean add(JsonNode alert, UnaryOperator<String> clean) {
        boolean found = !alert.path("startsAt").isString();
        Optional<Instant> from = time(alert.path(found ? "activeAt" : "startsAt"));
        if (from.isEmpty()) {
            return false;
        }
        boolean resolved = alert.path("status").asString("").equals("resolved");
        Optional<Instant> until = resolved ? time(alert.path("endsAt")).filter(NEVER::isBefore) : Optional.empty();
        Map<String, String> labels = new TreeMap<>();
        alert.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        String fingerprint = alert.path("fingerprint").asString("");
        List<String> key = List.of(
                fingerprint.isEmpty() ? labels.toString() : fingerprint,
                from.get().toString());
        Firing before = firings.get(key);
        if (before == null && firings.size() >= MOST) {
            beyond++;
        } else if (before == null) {
            firings.put(key, firing(alert, clean, labels, from.get(), until, found));
        } else {
            repeated++;
            if (until.isPresent()) {
                firings.put(
                        key,
                        new Firing(before.from(), until, before.found(), before.where(), before.name(), before.text()));
            }
        }
        return true;
    }

    private Firing firing(
            JsonNode alert,
            UnaryOperator<String> clean,
            Map<String, String> labels,
            Instant from,
            Optional<Instant> until,
            boolean found) {
        String node = labels.getOrDefault("node", labels.getOrDefault("instance", ""));
        String severity = labels.getOrDefault("severity", "");
        String name = labels.getOrDefault("alertname", "an alert without name")
                + (severity.isEmpty() ? "" : " (" + severity + ")")
                + (node.isEmpty() ? "" : " of " + node);
        JsonNode notes = alert.path("annotations");
        String summary =
                notes.path("summary").asString(notes.path("description").asString(""));
        String length = labels.getOrDefault("for", notes.path("for").asString(""));
        String earlier = found
                ? alert.path("state").asString("").equals("pending")
                        ? "; the condition holds since then, the alert does not fire yet"
                        : "; the condition holds since then, the alert fired later by the rule's `for`"
                : "; the fault was there earlier by the rule's `for`, "
                        + (length.isEmpty() ? "whose length is not told" : "which is " + length);
        return new Firing(
                from,
                until,
                found,
                surroundings.nodes().contains(node) ? node : "",
                clean.apply(name),
                clean.apply((summary.isEmpty() ? "" : ": " + summary) + earlier));
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.asString("")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Firing firing : firings.values()) {
            String said = firing.found() ? "Alert " : "Alert fired: ";
            events.add(new Event(
                    firing.from(), Event.Kind.ALERT, firing.where(), said + firing.name() + firing.text(), file, 0));
            firing.until()
                    .ifPresent(until -> events.add(new Event(
                            until, Event.Kind.RESOLVED, firing.where(), "Alert resolved: " + firing.name(), file, 0)));
        }
        return events;
    }

    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        long firing =
                firings.values().stream().filter(one -> one.until().isEmpty()).count();
        if (firing > 0) {
            remarks.add("Alerts whose end the file does not tell, as they were still firing: " + firing + ".");
        }
        if (repeated > 0) {
            remarks.add("Notifications of an alert that was told before: " + repeated + ".");
        }
        if (beyond > 0) {
            remarks.add("Alerts beyond the first " + MOST + ", which are left out: " + beyond + ".");
        }
        return remarks;
    }
}
