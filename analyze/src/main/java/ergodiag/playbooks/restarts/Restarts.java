package ergodiag.playbooks.restarts;

import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.deaths.Death;
import ergodiag.cluster.deaths.DeathFamily;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of the restarts of one family of processes.
 *
 * @param family the family
 * @param young the first row of each member that was seen young
 * @param goneYoung number of members that were born within the window and are gone already
 * @param supervisor what their parent said of its restarts, when it is a supervisor that was asked
 * @param errors what the members logged as error or panic, the most frequent text first
 * @param own failures of members that were their own, with whom they took along, in order of time
 * @param passedOn failures of others that members ended by
 */
record Restarts(
        Siblings family,
        List<Timed<ProcessRow>> young,
        long goneYoung,
        Series<Inspection> supervisor,
        List<LogTemplate> errors,
        List<DeathFamily> own,
        List<DeathFamily> passedOn) {

    /** Some way to count restarts, and over how many seconds it did. */
    private record Witness(double count, double seconds) {
        double rate() {
            return seconds > 0 ? count / seconds : 0;
        }
    }

    static Restarts of(Siblings family, Duration youngLimit, List<DeathFamily> deaths) {
        List<Timed<ProcessRow>> young = family.young(youngLimit);
        Set<String> youngPids = young.stream().map(row -> row.it().pid()).collect(Collectors.toSet());
        long goneYoung = family.gone().stream()
                .filter(process -> youngPids.contains(process.pid()))
                .count();
        List<LogEntry> logged = family.node().logs().stream()
                .filter(entry -> family.hasMember(entry.pid())
                        || LogTemplate.behavior(entry).equals(family.behavior()))
                .toList();
        Series<Inspection> supervisor = family.parentProcess()
                .map(parent -> parent.inspections()
                        .<Inspection>flatMap(
                                inspection -> inspection.isSupervisor() ? Optional.of(inspection) : Optional.empty()))
                .orElse(Series.empty());
        return new Restarts(
                family,
                young,
                goneYoung,
                supervisor,
                LogTemplate.of(logged, List.of("error", "panic")),
                deaths.stream()
                        .filter(it -> it.isFirstKnown() && isMember(it.first(), family))
                        .toList(),
                deaths.stream()
                        .filter(it -> it.all().stream().anyMatch(death -> !death.isOwn() && isMember(death, family)))
                        .toList());
    }

    /** By its pid, or by its behaviour where no list caught it between its birth and its end. */
    private static boolean isMember(Death death, Siblings family) {
        return death.node().equals(family.node().name())
                && (family.hasMember(death.pid())
                        || (family.node().process(death.pid()).isEmpty()
                                && death.behavior().equals(family.behavior())));
    }

    /**
     * A loop: young members in two readings with different pids, members that were seen young and are gone, enough restarts, and a sign that
     * they did not end as they should: their supervisor counts restarts, or they logged errors, or (where neither was there to be seen) a
     * supervised name went from one pid to the next.
     */
    boolean isLoop(double limit) {
        long readings = young.stream().map(Timed::at).distinct().count();
        return readings >= 2 && goneYoung >= 1 && count() >= limit && isUnwanted();
    }

    private boolean isUnwanted() {
        if (growth().isPresent() && growth().getAsDouble() > 0 || !errors.isEmpty()) {
            return true;
        }
        boolean unseen = growth().isEmpty() && (family.node().logs().isEmpty());
        return unseen
                && family.parentProcess()
                        .map(parent -> parent.last().isSupervisor())
                        .orElse(false)
                && !youngest().name().isEmpty()
                && family.node().logWindow().isZero();
    }

    /** Whether its members end only as somebody else fails. */
    boolean isTakenAlong() {
        return own.isEmpty() && !passedOn.isEmpty();
    }

    /** The member that fails, by what was logged; where nothing was, the first that its supervisor started again if that tells, else the newest. */
    ProcessRow fails() {
        Map<String, Long> roles = own.stream()
                .collect(Collectors.groupingBy(it -> it.first().role(), LinkedHashMap::new, Collectors.counting()));
        Optional<String> most = roles.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .filter(role -> 2 * roles.getOrDefault(role, 0L) > own.size());
        return most.flatMap(role -> newest(row -> row.name().equals(role)))
                .or(() -> strategy().filter(Strategy::isByOrder).flatMap(it -> firstOfTheNewestGeneration()))
                .orElseGet(this::youngest);
    }

    private Optional<ProcessRow> newest(Predicate<ProcessRow> which) {
        return family.members().stream().map(Process::last).filter(which).reduce((one, other) -> other);
    }

    /** Of those that the newest list shows as young as its youngest member, the one with the lowest pid: it was started first. */
    private Optional<ProcessRow> firstOfTheNewestGeneration() {
        Instant newest = Siblings.birth(family.members().get(family.members().size() - 1));
        return family.members().stream()
                .filter(member ->
                        Duration.between(Siblings.birth(member), newest).toMillis() <= 1500)
                .map(Process::last)
                .min(Comparator.comparing(ProcessRow::pid, NaturalOrder.OF_NAMES));
    }

    /** The newest member. */
    ProcessRow youngest() {
        return family.members().get(family.members().size() - 1).last();
    }

    /** By which its supervisor restarts, where it was asked. */
    Optional<Strategy> strategy() {
        return supervisor.last().flatMap(said -> Strategy.of(said.it()));
    }

    /** Restarts the supervisor counted in the window; empty when it was not asked twice or its count was trimmed in between. */
    OptionalDouble growth() {
        double growth = supervisor.growth(
                inspection -> inspection.number("restarts_count").orElse(0));
        return supervisor.hasTwo() && growth >= 0 ? OptionalDouble.of(growth) : OptionalDouble.empty();
    }

    /** At least so many restarts within the window, by the best witness. */
    double count() {
        return best().count();
    }

    /** Restarts per second, by the same witness. */
    double rate() {
        return best().rate();
    }

    private Witness best() {
        return Stream.of(
                        new Witness(growth().orElse(0), supervisor.span().toMillis() / 1000.0),
                        logged(),
                        new Witness(seen(), family.node().processLists().span().toMillis() / 1000.0))
                .max(Comparator.comparingDouble(Witness::count))
                .orElseThrow();
    }

    /** Members that were seen young and are gone; where one takes siblings of its kind along, those of its name only. */
    private double seen() {
        boolean together = strategy().filter(Strategy::takesAlong).isPresent() || takesAlong() > 0;
        String name = together ? fails().name() : "";
        if (name.isEmpty()) {
            return Math.max(0, Math.min(goneYoung, young.size() - 1));
        }
        return Math.max(
                0, young.stream().filter(row -> row.it().name().equals(name)).count() - 1);
    }

    /** How often members said that they failed: between the first and the last time, which leaves out when all was well. */
    private Witness logged() {
        List<Instant> ends = own.isEmpty()
                ? errors.stream()
                        .limit(1)
                        .flatMap(template -> template.entries().stream())
                        .flatMap(entry -> entry.time().value().stream())
                        .sorted()
                        .toList()
                : own.stream().map(DeathFamily::at).toList();
        double span = ends.isEmpty()
                ? 0
                : Duration.between(ends.get(0), ends.get(ends.size() - 1)).toMillis() / 1000.0;
        return new Witness(
                ends.size(),
                ends.size() >= 2 && span > 0
                        ? span * ends.size() / (ends.size() - 1)
                        : family.node().logWindow().toMillis() / 1000.0);
    }

    /** When it failed last, where it was logged. */
    Optional<Instant> lastFailure() {
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(own.get(own.size() - 1).at());
    }

    /** How many others its failure usually takes along. */
    int takesAlong() {
        return own.stream()
                .map(it -> it.along().size())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Restarts within the supervisor's period at this rate, as a share of what it allows; empty when it did not say. */
    OptionalDouble shareOfIntensity() {
        Optional<Inspection> last = supervisor.last().map(Timed::it);
        OptionalDouble intensity = last.map(it -> it.number("intensity")).orElse(OptionalDouble.empty());
        OptionalDouble period = last.map(it -> it.number("period")).orElse(OptionalDouble.empty());
        return intensity.isPresent() && period.isPresent() && intensity.getAsDouble() > 0
                ? OptionalDouble.of(rate() * period.getAsDouble() / intensity.getAsDouble())
                : OptionalDouble.empty();
    }
}
