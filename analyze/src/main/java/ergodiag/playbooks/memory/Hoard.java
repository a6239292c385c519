package ergodiag.playbooks.memory;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Statistics.Point;
import ergodiag.cluster.Timed;
import ergodiag.cluster.Trend;
import ergodiag.cluster.shape.Course;
import ergodiag.cluster.shape.Holding;
import ergodiag.cluster.stacks.MetaKind;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether something that is counted piles up: what is registered on a node (aliases, names, ...), or what a process has (aliases, monitors,
 * links, events, ...). Processes and goroutines are other playbooks'.
 */
final class Hoard {
    /** How the counters of a node begin: {@code RegisteredAliases} counts what {@code Aliases} of its processes list. */
    private static final String REGISTERED = "Registered";

    private static final String ALIASES = "Aliases";
    /** Each meta process (a socket, a listener, a program) has an alias, which the node counts with the others, and is listed here only. */
    private static final String METAS = "Metas";

    private final Node node;
    private final Examination examination;

    Hoard(Node node, Examination examination) {
        this.node = node;
        this.examination = examination;
    }

    /** First by the counters of the node, then by what single processes have, for which a node has no counter. */
    void judge() {
        Set<String> told = new HashSet<>();
        double least = enough(node.infos().size());
        Set<String> counters = new TreeSet<>();
        node.infos()
                .last()
                .ifPresent(info -> counters.addAll(info.it().registered().keySet()));
        for (String counter : counters) {
            Series<Long> counts = node.infos()
                    .flatMap(info -> Optional.ofNullable(info.registered().get(counter)));
            if (pilesUp(counts)) {
                told.add(counter.substring(REGISTERED.length()));
                told.add(ofNode(counter, counts));
            }
        }
        for (Process process : node.processes().asked().toList()) {
            if (!Node.isOurs(process.last())) {
                Holding.fields(process).stream()
                        .filter(field -> !told.contains(field))
                        .map(field -> Holding.of(process, field))
                        .filter(held -> held.gained() >= least && held.onlyGrows())
                        .forEach(this::ofProcess);
            }
        }
    }

    private boolean pilesUp(Series<Long> counts) {
        List<Point> points = counts.points(count -> count);
        return counts.growth(count -> count) >= enough(counts.size())
                && Trend.isRising(points, examination.limit(MemoryLimits.CHANCE))
                && Course.of(points).kind() == Course.Kind.RISING;
    }

    /** Where few readings show no steady gain, only a large one counts. */
    private double enough(int readings) {
        return examination.limit(readings < Trend.ENOUGH ? MemoryLimits.MANY : MemoryLimits.HELD);
    }

    /** Which list of processes becomes longer by that. */
    private String ofNode(String counter, Series<Long> counts) {
        String counted = counter.substring(REGISTERED.length());
        List<String> fields = counted.equals(ALIASES) ? List.of(ALIASES, METAS) : List.of(counted);
        Optional<Holding> known = node.processes()
                .asked()
                .filter(process -> !Node.isOurs(process.last()))
                .flatMap(process -> fields.stream().map(field -> Holding.of(process, field)))
                .filter(held ->
                        !held.process().infos().isEmpty() && 2 * held.last() >= atThatTime(held.process(), counts))
                .max(Comparator.comparingInt(Holding::last));
        String field = known.map(Holding::field).orElse(areMetas(counts) ? METAS : counted);
        Optional<Process> silent = known.isPresent() ? Optional.empty() : tooLongToTell();
        Optional<Process> holder = known.map(Holding::process).or(() -> silent);
        Timed<Long> first = counts.readings().get(0);
        Timed<Long> last = counts.readings().get(counts.size() - 1);
        FindingBuilder finding = finding(
                        holder,
                        silent.isPresent(),
                        field,
                        first.it(),
                        last.it(),
                        counts.span().toNanos() / 1e9,
                        counts.points(count -> count))
                .evidence(registered(first, counter), registered(last, counter));
        since(counts, holder).ifPresent(finding::since);
        known.map(Holding::process)
                .ifPresent(process -> process.infos()
                        .last()
                        .ifPresent(info -> finding.evidence(info.it().at().field("PID", process.pid()))));
        finding.add();
        return field;
    }

    /** What the node counted when the process told what it has. */
    private static long atThatTime(Process process, Series<Long> counts) {
        Instant told = process.infos().last().orElseThrow().at();
        return counts.readings().stream()
                .min(Comparator.comparing(
                        count -> Duration.between(count.at(), told).abs()))
                .orElseThrow()
                .it();
    }

    /** Whether at least half of what became more are meta processes that stacks show. */
    private boolean areMetas(Series<Long> counts) {
        return MetaKind.most(node)
                .filter(kind -> 2.0 * (kind.now() - kind.before()) >= counts.growth(count -> count))
                .isPresent();
    }

    /**
     * The only process whose lists did not come where those of others did: an answer of more than 64 KiB never arrives from another node, and
     * that is what some thousand aliases are (ERGO.md 2).
     */
    private Optional<Process> tooLongToTell() {
        List<String> late = node.readings().failed(Tool.PROCESS_INFO).stream()
                .filter(call -> call.outcome() == Outcome.TIMEOUT || call.outcome() == Outcome.TOO_LARGE)
                .map(call -> call.argument("pid"))
                .distinct()
                .toList();
        boolean othersCame =
                node.processes().asked().anyMatch(process -> !process.infos().isEmpty());
        return late.size() == 1 && othersCame
                ? node.process(late.get(0)).filter(process -> !Node.isOurs(process.last()))
                : Optional.empty();
    }

    private void ofProcess(Holding held) {
        Series<Integer> counts = held.counts();
        finding(
                        Optional.of(held.process()),
                        false,
                        held.field(),
                        counts.readings().get(0).it(),
                        held.last(),
                        counts.span().toNanos() / 1e9,
                        counts.points(count -> count))
                .evidence(held.process().infos().ends().stream()
                        .map(info -> info.it().at().field("PID", held.process().pid()))
                        .toArray(Evidence[]::new))
                .add();
    }

    private FindingBuilder finding(
            Optional<Process> holder,
            boolean probably,
            String field,
            double first,
            double last,
            double seconds,
            List<Point> points) {
        Trend trend = Trend.of(points);
        boolean metas = field.equals(METAS);
        String what = metas ? "Meta processes" : field;
        String things = what.toLowerCase(Locale.ROOT);
        Optional<MetaKind> kind = metas ? MetaKind.most(node) : Optional.empty();
        FindingBuilder finding = examination
                .finding(
                        "ED0407",
                        Severity.WARNING,
                        holder.map(process -> Subject.process(node.name(), process.last()))
                                .orElse(Subject.node(node.name())))
                .title(
                        "%s of %s %s only become more",
                        what,
                        holder.map(process -> process.last().label() + " on").orElse("processes of"),
                        node.name())
                .sentence(
                        ": %s became %s in %s, %s more each minute%s, and none %s%s%s.",
                        Numbers.count(first),
                        Numbers.count(last),
                        Words.seconds(seconds),
                        Numbers.number(Math.rint(60 * trend.perSecond())),
                        Words.between(trend, 60, Numbers::number),
                        metas ? "ends" : "is given back",
                        kind.map(of -> "; those that stacks show are " + (of.now() > 1 ? "mostly " : "")
                                        + MetaKind.words(of.type()))
                                .orElse(""),
                        probably
                                ? "; it is probably this process, as what it has is too much to be sent on"
                                : holder.isPresent()
                                        ? ""
                                        : "; the bundle cannot tell which process has those " + things)
                .aspect(metas ? "they are meta processes" : field)
                .number("gained", last - first, things)
                .trend("growth", trend, 60, things + "/min")
                .wouldChange("A later reading with fewer of them.")
                .nextCapture(holder.isPresent() ? "" : "ergodiag capture --profile complete --window 60");
        kind.ifPresent(of -> finding.number("of that kind in the last dump", of.now(), things)
                .evidence(of.evidence()));
        return finding;
    }

    private Evidence registered(Timed<Long> count, String counter) {
        NodeInfo info = node.infos().readings().stream()
                .filter(reading -> reading.at().equals(count.at()))
                .findFirst()
                .orElseThrow()
                .it();
        return info.at().field(counter, count.it());
    }

    /** When they began to become more within the window; else when the first was made, if their number always grew as it does now. */
    private static Optional<Instant> since(Series<Long> counts, Optional<Process> holder) {
        List<Point> points = counts.points(count -> count);
        Course course = Course.of(points);
        if (course.began().isPresent()) {
            return Optional.of(counts.readings().get(0).at().plusNanos((long)
                    (1e9 * course.began().getAsDouble())));
        }
        Timed<Long> last = counts.readings().get(counts.size() - 1);
        double seconds = last.it() / Math.max(1e-9, Trend.of(points).perSecond());
        Instant began = last.at().minusMillis((long) (1000 * seconds));
        return holder.map(process -> last.at().minus(process.last().uptime()))
                .filter(born -> !began.isBefore(born.minusSeconds(2)))
                .map(born -> began);
    }
}
