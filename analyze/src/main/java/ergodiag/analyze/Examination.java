package ergodiag.analyze;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Gap;
import ergodiag.cluster.Mentions;
import ergodiag.cluster.Node;
import ergodiag.cluster.Trend;
import ergodiag.ergo.Tool;
import ergodiag.findings.Basis;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Numbers;
import ergodiag.findings.Prose;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Table;
import ergodiag.findings.Threshold;
import ergodiag.findings.TimelineEntry;
import ergodiag.findings.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where a playbook puts what it finds while it looks at one cluster. It is long because the finding that is being written down belongs to it:
 * the two share the card, the limits and the wording.
 *
 * <p>Longer than others because it is all that a playbook may do: limits, findings, gaps, tables and charts.
 */
public final class Examination {
    /** An interval narrower than this share of its rate says no more than the rate. */
    private static final double NARROW = 0.005;
    /** Gaps that are told one by one. */
    static final int MOST_GAPS = 200;
    /** Rows of a table that are told. */
    static final int MOST_ROWS = 5000;

    private final Card card;
    private final Map<String, Double> overrides;
    private final UnaryOperator<String> wording;
    private final GravestFindings found = new GravestFindings();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Set<List<String>> views = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private final List<TimelineEntry> timeline = new ArrayList<>();
    private String lookedAt = "";

    /**
     * @param card the playbook
     * @param overrides limits the user changed, by key
     */
    public Examination(Card card, Map<String, Double> overrides) {
        this(card, overrides, UnaryOperator.identity());
    }

    /** @param wording what becomes of each text of a finding */
    Examination(Card card, Map<String, Double> overrides, UnaryOperator<String> wording) {
        this.card = card;
        this.overrides = overrides;
        this.wording = wording;
    }

    /** The limit in force: the user's, else the playbook's. */
    public double limit(Threshold threshold) {
        return overrides.getOrDefault(threshold.key(), threshold.value());
    }

    /** Says which data over which window the verdict rests on. */
    public void lookedAt(String sentence) {
        lookedAt = sentence;
    }

    /** Says what could not be seen: with a gap and no finding the verdict is "cannot tell". */
    public void cannotSee(Gap gap) {
        gaps.add(gap);
        views.add(List.of(gap.node(), gap.what()));
    }

    /** The same of two nodes: the gap names one, and the other cannot be called healthy either. */
    public void cannotSee(Gap gap, String other) {
        cannotSee(gap);
        doubtful.add(other);
    }

    /** A node cannot be called healthy for want of what others did not bring. */
    public void dependsOnUnseen(Node node) {
        doubtful.add(node.name());
    }

    /** The same, where nothing was said yet about what that node did not bring. */
    void cannotSeeEither(Gap gap) {
        if (!views.contains(List.of(gap.node(), gap.what()))) {
            cannotSee(gap);
        }
    }

    /** Whether a node brought as many readings of a tool as the playbook needs; when not, the gap is noted. */
    public boolean sees(Node node, Tool tool) {
        Optional<Gap> gap = node.lacks(tool, card.playbook().readings(tool));
        if (node.hasLeft()) {
            return gap.isEmpty();
        }
        gap.or(() -> node.unread(tool)).ifPresent(this::cannotSee);
        node.fellSilentAt()
                .ifPresent(since -> cannotSee(new Gap(
                        node.name() + " fell silent within the capture: what happened on it after "
                                + Words.second(since) + " UTC was not seen",
                        node.name(),
                        tool.toolName(),
                        "ergodiag capture --profile standard --window 60, once it answers again")));
        return gap.isEmpty();
    }

    public void table(Table table) {
        tables.add(table.cut(MOST_ROWS));
    }

    public void chart(Chart chart) {
        charts.add(chart);
    }

    public void happened(TimelineEntry entry) {
        timeline.add(entry);
    }

    /** Begins a finding; {@link FindingBuilder#add()} ends it. */
    public FindingBuilder finding(String code, Severity severity, Subject subject) {
        return new FindingBuilder(code, severity, subject);
    }

    /** What was found; of one code the gravest, where there are very many. */
    public List<Finding> findings() {
        return List.copyOf(found.kept());
    }

    /** Counts with a finding so many more that are like it, and of which no finding was written. */
    public void more(Finding like, int times) {
        found.more(like, times);
    }

    /** How many more were found than {@link #findings} has, by what makes them alike; the first word is their code. */
    Map<List<String>, Integer> more() {
        return found.left();
    }

    public List<Table> tables() {
        return List.copyOf(tables);
    }

    public List<Chart> charts() {
        return List.copyOf(charts);
    }

    public List<TimelineEntry> timeline() {
        return List.copyOf(timeline);
    }

    /** What the playbook says in the end of a cluster of these nodes; one node's silence does not hide what was seen of the others. */
    public Verdict verdict(List<String> nodes) {
        List<Finding> findings = found.kept();
        boolean faulty = findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
        Verdict.State state =
                faulty ? Verdict.State.FOUND : gaps.isEmpty() ? Verdict.State.HEALTHY : Verdict.State.CANNOT_TELL;
        Set<String> lacking = gaps.stream().map(Gap::node).collect(Collectors.toSet());
        Predicate<String> isUnsure = node -> lacking.contains("") || lacking.contains(node) || doubtful.contains(node);
        List<String> unsure = nodes.stream().filter(isUnsure).toList();
        List<String> healthy = nodes.stream()
                .filter(node -> !isUnsure.test(node) && findings.stream().noneMatch(finding -> concerns(finding, node)))
                .toList();
        return new Verdict(card.number(), card.name(), card.title(), state, lookedAt, told(), healthy, unsure);
    }

    /** The gaps, of very many the first, and how many more there are. */
    private List<Gap> told() {
        if (gaps.size() <= MOST_GAPS) {
            return List.copyOf(gaps);
        }
        List<Gap> first = new ArrayList<>(gaps.stream().limit(MOST_GAPS).toList());
        Gap next = gaps.stream().skip(MOST_GAPS).findFirst().orElseThrow();
        first.add(new Gap(
                Numbers.count(gaps.size() - MOST_GAPS) + " more, of which the next is: " + next.reason(),
                next.node(),
                next.what(),
                next.fetchWith()));
        return List.copyOf(first);
    }

    private static boolean concerns(Finding finding, String node) {
        return finding.severity() != Severity.INFO
                && (finding.isAbout(node)
                        || finding.cutsOff(node)
                        || finding.subject().peer().equals(node));
    }

    /** A finding being written down. */
    public final class FindingBuilder {
        private final String code;
        private final Severity severity;
        private final Subject subject;
        private String title = "";
        private String sentence = "";
        private String aspect = "";
        private final List<Relation> relations = new ArrayList<>();
        private Optional<Instant> since = Optional.empty();
        private final List<Measure> numbers = new ArrayList<>();
        private final List<Evidence> evidence = new ArrayList<>();
        private String wouldChange = "";
        private String nextCapture = "";

        private FindingBuilder(String code, Severity severity, Subject subject) {
            this.code = code;
            this.severity = severity;
            this.subject = subject;
        }

        /** The first clause of the sentence, which titles the chart that shows the finding; a format with {@link Locale#ROOT}. */
        public FindingBuilder title(String format, Object... arguments) {
            title = text(format, arguments);
            return this;
        }

        /** What was found, or how it goes on after the title, as a format with {@link Locale#ROOT}; it names node and subject. */
        public FindingBuilder sentence(String format, Object... arguments) {
            sentence = text(format, arguments);
            return this;
        }

        /** A duration among the arguments prints itself, as {@code %s}. */
        private static String text(String format, Object... arguments) {
            return arguments.length == 0 ? format : String.format(Locale.ROOT, format, Numbers.printed(arguments));
        }

        /** Which of several things that the code can say it says of this subject. */
        public FindingBuilder aspect(String... words) {
            aspect = String.join("|", words);
            return this;
        }

        /** Whom the subject has to do with, and what: the finding explains, or is explained, by that. */
        public FindingBuilder relation(Relation... others) {
            return relations(List.of(others));
        }

        public FindingBuilder relations(List<Relation> others) {
            others.stream().filter(other -> !relations.contains(other)).forEach(relations::add);
            return this;
        }

        /** What a log message that it rests on names. */
        public FindingBuilder relations(Mentions log) {
            log.nodes().forEach(node -> relation(Relation.node(Kind.LOG_NAMES, node)));
            log.processes()
                    .forEach(process -> relation(Relation.process(Kind.LOG_NAMES, process.node(), process.last())));
            if (log.timeout()) {
                relation(Relation.unknown(Kind.LOG_OF_TIMEOUT));
            }
            return log.handshake() ? relation(Relation.unknown(Kind.LOG_OF_HANDSHAKE)) : this;
        }

        public FindingBuilder since(Instant instant) {
            since = Optional.of(instant);
            return this;
        }

        /** When it began, where that can be told. */
        public FindingBuilder began(Optional<Instant> instant) {
            since = instant;
            return this;
        }

        public FindingBuilder number(String name, double value, String unit) {
            numbers.add(new Measure(name, value, unit));
            return this;
        }

        /** A duration, in seconds. */
        public FindingBuilder number(String name, Duration time) {
            return number(name, time.toNanos() / 1e9, "s");
        }

        /** The rate of a trend, and the ends of the interval that holds it with 95 % where there are points enough for one. */
        public FindingBuilder trend(String name, Trend trend, double times, String unit) {
            number(name, times * trend.perSecond(), unit);
            if (trend.isSure() && trend.upper() - trend.lower() > NARROW * Math.abs(trend.perSecond())) {
                number(name + ", at least (95 %)", times * trend.lower(), unit);
                number(name + ", at most (95 %)", times * trend.upper(), unit);
            }
            return this;
        }

        public FindingBuilder evidence(Evidence... places) {
            evidence.addAll(List.of(places));
            return this;
        }

        public FindingBuilder wouldChange(String text) {
            wouldChange = text;
            return this;
        }

        public FindingBuilder nextCapture(String command) {
            nextCapture = command;
            return this;
        }

        /** Writes it down. */
        public Finding add() {
            Prose prose = new Prose(
                    wording.apply(title),
                    wording.apply(title + sentence),
                    "",
                    "",
                    wording.apply(wouldChange),
                    wording.apply(nextCapture));
            Finding finding = new Finding(
                    code,
                    card.number(),
                    severity,
                    id(),
                    since,
                    subject,
                    relations,
                    aspect,
                    prose,
                    new Basis(numbers, evidence),
                    List.of(),
                    List.of());
            found.add(finding);
            return finding;
        }

        private String id() {
            String about = String.join(
                    "|",
                    subject.kind().word(),
                    subject.node(),
                    subject.pid(),
                    subject.name(),
                    subject.behavior(),
                    subject.application(),
                    subject.peer(),
                    subject.event(),
                    subject.function());
            String id = code + "-" + String.format(Locale.ROOT, "%08x", about.hashCode());
            int number = ids.merge(id, 1, Integer::sum);
            return number == 1 ? id : id + "-" + number;
        }
    }
}
