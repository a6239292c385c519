package ergodiag.incident.log;

import ergodiag.bundle.foreign.ForeignText;
import ergodiag.cluster.LogTemplate;
import ergodiag.findings.Numbers;
import ergodiag.incident.source.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The messages of a log that are worth telling, those together that differ only in numbers, ids and quoted names: first, last and how many. */
final class MessageKinds {
    /** As many as a person reads. */
    static final int SHOWN = 40;
    /** Of so many kinds the counts are kept. */
    static final int KEPT = 2000;
    /** Longer texts are cut before they are compared. */
    private static final int COMPARED = 1000;
    /** Characters of a line that are looked through for secrets. */
    private static final int SCANNED = 4000;

    private static final int LONGEST = 300;
    private static final Comparator<Group> GRAVEST =
            Comparator.comparing((Group group) -> group.kind).thenComparing(group -> -group.count);
    private static final Comparator<Group> MOST =
            Comparator.comparing((Group group) -> -group.count).thenComparing(group -> group.kind);

    private final Map<List<String>, Group> groups = new LinkedHashMap<>();
    private long forgotten;

    /** The messages of one kind so far. */
    private static final class Group {
        private final Event.Kind kind;
        private final String where;
        private final String text;
        private final String line;
        private Instant first;
        private Instant last;
        private int number;
        private long count;

        private Group(Event.Kind kind, String where, String text, String line, Instant at) {
            this.kind = kind;
            this.where = where;
            this.text = text;
            this.line = line;
            this.first = at;
            this.last = at;
        }
    }

    /**
     * Takes a message.
     *
     * @param where its node
     * @param line all that stands in its line
     */
    void add(Event.Kind kind, String where, String text, Instant at, String line, int number) {
        String head = cut(
                text.lines()
                        .filter(part -> !part.isBlank())
                        .findFirst()
                        .orElse("")
                        .strip(),
                COMPARED);
        Group group = groups.computeIfAbsent(
                List.of(kind.name(), where, LogTemplate.alike(head)),
                key -> new Group(kind, where, cut(head, SCANNED), cut(line, SCANNED), at));
        if (group.count == 0 || at.isBefore(group.first)) {
            group.first = at;
            group.number = number;
        }
        group.last = at.isAfter(group.last) ? at : group.last;
        group.count++;
        if (groups.size() > KEPT) {
            forget();
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** The lesser half. */
    private void forget() {
        Set<Group> kept = chosen(KEPT / 2);
        forgotten += groups.values().stream()
                .filter(group -> !kept.contains(group))
                .mapToLong(group -> group.count)
                .sum();
        groups.values().removeIf(group -> !kept.contains(group));
    }

    /** The gravest, and when those are half of it the most frequent of the others. */
    private Set<Group> chosen(int most) {
        Set<Group> chosen = new LinkedHashSet<>();
        groups.values().stream().sorted(GRAVEST).limit(most / 2).forEach(chosen::add);
        groups.values().stream()
                .sorted(MOST)
                .filter(group -> !chosen.contains(group))
                .limit(most - chosen.size())
                .toList()
                .forEach(chosen::add);
        return chosen;
    }

    /**
     * The first of each kind.
     *
     * @param clock makes times as they were
     */
    List<Event> events(String file, UnaryOperator<Instant> clock, WithoutSecrets secrets) {
        groups.values().forEach(group -> secrets.learn(group.line));
        List<Event> events = new ArrayList<>();
        for (Group group : chosen(SHOWN)) {
            Instant first = clock.apply(group.first);
            Instant last = clock.apply(group.last);
            String text = ForeignText.shown(secrets.clean(group.text));
            events.add(new Event(
                    first,
                    Duration.between(first, last),
                    group.kind,
                    group.where,
                    shortened(text) + times(group.count, first, last),
                    file,
                    group.number));
        }
        return events.stream()
                .sorted(Comparator.comparing(Event::at).thenComparing(Event::line))
                .toList();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static String times(long count, Instant first, Instant last) {
        if (count == 1) {
            return "";
        }
        Instant end = last.truncatedTo(ChronoUnit.SECONDS);
        boolean sameDay = LocalDate.ofInstant(first, ZoneOffset.UTC).equals(LocalDate.ofInstant(last, ZoneOffset.UTC));
        String until = end.toString().replace("T", " ").replace("Z", "");
        return " (" + Numbers.count(count) + " times until " + (sameDay ? until.substring(11) : until) + " UTC)";
    }

    /** What is not told, in a sentence; none where all is. */
    List<String> remarks() {
        Set<Group> chosen = chosen(SHOWN);
        long messages = forgotten
                + groups.values().stream()
                        .filter(group -> !chosen.contains(group))
                        .mapToLong(group -> group.count)
                        .sum();
        return messages == 0
                ? List.of()
                : List.of(Numbers.count(messages) + (messages == 1 ? " message" : " messages")
                        + " of level warning and above that "
                        + (messages == 1 ? "is" : "are") + " less grave or less frequent than the " + SHOWN
                        + " kinds told here "
                        + (messages == 1 ? "is" : "are") + " only counted, in "
                        + (forgotten == 0 ? "" : "more than ") + Numbers.count(groups.size() - chosen.size())
                        + " other kinds.");
    }
}
