package ergodiag.report.incident;

import ergodiag.findings.Numbers;
import ergodiag.incident.FindingLife;
import ergodiag.incident.Happening;
import ergodiag.incident.Happening.Kind;
import ergodiag.incident.Incident;
import ergodiag.report.Page.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a finding began and ended, in words: what is known, and between which captures it must have been where that is all. */
final class LifeCourse {
    private final Incident incident;
    private final ZonedTimes times;

    LifeCourse(Incident incident, ZonedTimes times) {
        this.incident = incident;
        this.times = times;
    }

    /** One sentence. */
    String of(FindingLife life) {
        String worse = life.isWorse() ? " It became graver." : "";
        String again = life.cameBack() ? " In between it was gone." : "";
        return began(life) + "; " + ended(life) + "." + again + worse;
    }

    private String began(FindingLife life) {
        Instant seen = firstSeen(life);
        if (life.since().isPresent()) {
            return "Began at " + times.full(life.since().get());
        }
        return life.notBefore()
                .filter(before -> before.isBefore(seen))
                .map(before -> "Began between " + times.brief(before) + ", when it was looked for in vain, and "
                        + times.full(seen))
                .orElse("Was there already at " + times.full(seen) + ", when it was first looked for");
    }

    private String ended(FindingLife life) {
        return switch (life.end()) {
            case ONGOING -> "still there when the last capture ended, at " + times.full(life.lastSeen());
            case OVER ->
                "last seen at " + times.full(life.lastSeen()) + ", and gone at "
                        + life.overBy().map(times::full).orElse("");
            case OUT_OF_SIGHT -> "last seen at " + times.full(life.lastSeen()) + "; no later capture could look for it";
        };
    }

    /** Beginning of the first capture that has it. */
    private Instant firstSeen(FindingLife life) {
        for (int i = 0; i < life.sightings().size(); i++) {
            if (life.sightings().get(i).severity().isPresent()) {
                return incident.captures().get(i).bundle().started();
            }
        }
        return incident.from();
    }

    /** Beginning, notice and end of the gravest cause, line by line. */
    List<Fact> table(FindingLife life) {
        List<Fact> facts = new ArrayList<>();
        Instant begin = life.since().orElseGet(() -> firstSeen(life));
        facts.add(new Fact("Began", began(life).replaceFirst("^Began (at )?", "")));
        incident.moments().stream()
                .filter(moment -> moment.kind() == Kind.ALERT)
                .filter(moment ->
                        life.overBy().map(over -> moment.at().isBefore(over)).orElse(true))
                .min(Comparator.comparing(Happening::at))
                .ifPresent(alert -> facts.add(new Fact(
                        "First alert", times.full(alert.at()) + distance(begin, alert.at()) + ": " + alert.text())));
        facts.add(new Fact(
                "Ended",
                switch (life.end()) {
                    case ONGOING -> "not: still there at the end of the last capture, " + times.full(life.lastSeen());
                    case OUT_OF_SIGHT ->
                        "not known: last seen at " + times.full(life.lastSeen()) + ", and no later capture could look";
                    case OVER ->
                        "between " + times.brief(life.lastSeen()) + ", when it was last seen, and "
                                + life.overBy().map(times::full).orElse("");
                }));
        lasted(life, begin).ifPresent(lasted -> facts.add(new Fact("Lasted", lasted)));
        between(life).ifPresent(what -> facts.add(new Fact("Before its end", what)));
        return facts;
    }

    private static String distance(Instant from, Instant to) {
        Duration apart = Duration.between(from, to);
        return apart.isNegative()
                ? ", " + Numbers.time(apart.negated()) + " before it began"
                : ", " + Numbers.time(apart) + " after it began";
    }

    private static Optional<String> lasted(FindingLife life, Instant begin) {
        Duration least = Duration.between(begin, life.lastSeen());
        if (least.isNegative()) {
            return Optional.empty();
        }
        return Optional.of("at least " + Numbers.time(least)
                + life.overBy()
                        .map(over -> ", at most " + Numbers.time(Duration.between(begin, over)))
                        .orElse(""));
    }

    /** What happened between its last sight and its absence: what ended it is among it, or nobody said. */
    private Optional<String> between(FindingLife life) {
        return life.overBy().flatMap(over -> {
            List<Happening> moments = incident.moments().stream()
                    .filter(moment -> moment.kind() == Kind.PERSON || moment.kind() == Kind.RESTART)
                    .filter(moment ->
                            moment.at().isAfter(life.lastSeen()) && moment.at().isBefore(over))
                    .toList();
            List<String> people = moments.stream()
                    .filter(moment -> moment.kind() == Kind.PERSON)
                    .map(moment -> times.brief(moment.at()) + " " + moment.text())
                    .limit(3)
                    .toList();
            List<Happening> restarts = moments.stream()
                    .filter(moment -> moment.kind() == Kind.RESTART)
                    .toList();
            List<String> told = new ArrayList<>(people);
            if (!restarts.isEmpty()) {
                List<String> nodes =
                        restarts.stream().map(Happening::node).distinct().toList();
                told.add(times.brief(restarts.get(0).at()) + " "
                        + (nodes.size() > 3 ? nodes.size() + " nodes" : String.join(", ", nodes)) + " restarted");
            }
            return told.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", told));
        });
    }
}
