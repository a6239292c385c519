package ergodiag.playbooks.restarts;

import ergodiag.cluster.LogTemplate;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Inspection;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.ProcessRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the restarts of one family of processes.
 *
 * @param family the family
 * @param young the first row of each member that was seen young
 * @param goneYoung number of members that were born within the window and are gone already
 * @param supervisor what their parent said of its restarts, when it is a supervisor that was asked
 * @param errors what the members logged as error or panic, the most frequent text first
 */
record Restarts(
        Siblings family,
        List<Timed<ProcessRow>> young,
        long goneYoung,
        Series<Inspection> supervisor,
        List<LogTemplate> errors) {

    static Restarts of(Siblings family, Duration youngLimit) {
        List<Timed<ProcessRow>> young = family.young(youngLimit);
        Set<String> youngPids = young.stream().map(row -> row.it().pid()).collect(Collectors.toSet());
        long goneYoung = family.gone().stream()
                .filter(process -> youngPids.contains(process.pid()))
                .count();
        Set<String> pids =
                family.members().stream().map(ergodiag.cluster.Process::pid).collect(Collectors.toSet());
        List<LogEntry> logged = family.node().logs().stream()
                .filter(entry -> pids.contains(entry.pid())
                        || LogTemplate.behavior(entry).equals(family.behavior()))
                .toList();
        Series<Inspection> supervisor = family.parentProcess()
                .map(parent -> parent.inspections()
                        .<Inspection>flatMap(
                                inspection -> inspection.isSupervisor() ? Optional.of(inspection) : Optional.empty()))
                .orElse(Series.empty());
        return new Restarts(family, young, goneYoung, supervisor, LogTemplate.of(logged, List.of("error", "panic")));
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

    /** The newest member. */
    ProcessRow youngest() {
        return family.members().get(family.members().size() - 1).last();
    }

    /** Restarts the supervisor counted in the window; empty when it was not asked twice or its count was trimmed in between. */
    OptionalDouble growth() {
        double growth = supervisor.growth(
                inspection -> inspection.number("restarts_count").orElse(0));
        return supervisor.hasTwo() && growth >= 0 ? OptionalDouble.of(growth) : OptionalDouble.empty();
    }

    /** At least so many restarts within the window, by the best witness. */
    double count() {
        return Math.max(Math.max(growth().orElse(0), ends()), Math.min(goneYoung, young.size() - 1));
    }

    /** How often a member said that it ended abnormally. */
    private double ends() {
        return errors.isEmpty() ? 0 : errors.get(0).entries().size();
    }

    /** Restarts per second, by the best witness. */
    double rate() {
        if (growth().orElse(0) > 0) {
            return supervisor.rate(
                    inspection -> inspection.number("restarts_count").orElse(0));
        }
        double logSeconds = family.node().logWindow().toMillis() / 1000.0;
        if (ends() > 0 && logSeconds > 0) {
            return ends() / logSeconds;
        }
        double seconds = family.node().processLists().span().toMillis() / 1000.0;
        return seconds > 0 ? goneYoung / seconds : 0;
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
