package ergodiag.analyze;

import ergodiag.ergo.NaturalOrder;
import ergodiag.findings.Finding;
import ergodiag.findings.Measure;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one finding of many equal ones: forty processes blocked at the same line, thirty nodes with the same error. Equal are findings with
 * the same code, the same explanation and the same {@linkplain #cause likely cause}. The worst tells the story, the others stand in
 * {@link Finding#also()} with all that was found of them.
 */
final class FindingGroups {
    /** Two are still read faster one by one. */
    private static final int MANY = 3;

    private static final int NAMED = 3;

    /** By severity, then by their numbers in the order they are told, then by name: the worst first. */
    static final Comparator<Finding> BY_WEIGHT = FindingGroups::byWeight;

    private final List<Finding> findings;
    private final Map<List<String>, Integer> more;
    private final Map<String, String> hub;
    private final Map<String, String> causeOf = new HashMap<>();
    private final Map<String, String> groupOf = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private FindingGroups(List<Finding> findings, Map<List<String>, Integer> more) {
        this.findings = findings;
        this.more = new HashMap<>(more);
        this.hub = hubs(findings);
        findings.forEach(cause -> cause.explains().forEach(effect -> causeOf.putIfAbsent(effect, cause.id())));
        findings.forEach(finding -> taken.add(finding.id()));
    }

    /** The same findings with the equal ones as one, in the same order of weight. */
    static List<Finding> of(List<Finding> findings) {
        return of(findings, Map.of());
    }

    /** @param more how many more were found than there are findings, by what makes them {@link #alike} */
    static List<Finding> of(List<Finding> findings, Map<List<String>, Integer> more) {
        return new FindingGroups(findings, more).group();
    }

    /** What equal findings have in common whatever others were found; the first word is their code. */
    static List<String> alike(Finding finding) {
        Subject about = finding.subject();
        return Stream.concat(
                        Stream.of(finding.code(), about.kind().word()),
                        about.kind() == Subject.Kind.LINK ? Stream.empty() : common(finding).stream())
                .toList();
    }

    /** From causes to what they explain, so that symptoms of grouped causes can be grouped in turn. */
    private List<Finding> group() {
        Map<Integer, List<Finding>> byDepth = findings.stream()
                .collect(Collectors.groupingBy(this::depth, java.util.TreeMap::new, Collectors.toList()));
        List<Finding> grouped = new ArrayList<>();
        for (List<Finding> level : byDepth.values()) {
            Map<List<String>, List<Finding>> equal = new LinkedHashMap<>();
            level.forEach(finding -> equal.computeIfAbsent(key(finding), key -> new ArrayList<>())
                    .add(finding));
            for (List<Finding> group : equal.values()) {
                if (group.size() < MANY) {
                    grouped.addAll(group);
                } else {
                    grouped.add(one(group));
                }
            }
        }
        return grouped.stream()
                .map(finding -> finding.explaining(finding.explains().stream()
                        .map(id -> groupOf.getOrDefault(id, id))
                        .distinct()
                        .toList()))
                .sorted(Causes.ORDER)
                .toList();
    }

    private int depth(Finding finding) {
        Set<String> seen = new HashSet<>();
        for (String id = finding.id(); id != null && seen.add(id); id = causeOf.get(id)) {
            continue;
        }
        return seen.size();
    }

    private List<String> key(Finding finding) {
        String cause = Optional.ofNullable(causeOf.get(finding.id())).orElse("");
        return Stream.concat(
                        Stream.of(
                                finding.code(),
                                groupOf.getOrDefault(cause, cause),
                                finding.severity() == Severity.INFO ? "told" : "judged"),
                        cause(finding).stream())
                .toList();
    }

    /**
     * What equal findings have in common. Processes: behaviour, application and the line they stand on. Events: who publishes them. Links:
     * the end they share. Nodes: what is said of them. Else the function or application.
     */
    private List<String> cause(Finding finding) {
        return finding.subject().kind() == Subject.Kind.LINK
                ? List.of("link", hub.getOrDefault(finding.id(), finding.id()))
                : common(finding);
    }

    private static List<String> common(Finding finding) {
        Subject about = finding.subject();
        return switch (about.kind()) {
            case NODE -> List.of("node", finding.aspect());
            case EVENT -> List.of("event", about.behavior().isEmpty() ? about.event() : about.behavior());
            case PROCESS, SUPERVISOR, POOL, APPLICATION, FUNCTION, LOG, LINK ->
                List.of(
                        about.behavior().isEmpty() ? about.name() + about.pid() : about.behavior(),
                        about.application(),
                        about.function());
        };
    }

    /** For each finding about a link the end that most findings of its code share, where that many share one. */
    private static Map<String, String> hubs(List<Finding> findings) {
        Map<String, Long> ends = findings.stream()
                .filter(finding -> finding.subject().kind() == Subject.Kind.LINK)
                .flatMap(finding -> Stream.of(
                        finding.code() + finding.subject().node(),
                        finding.code() + finding.subject().peer()))
                .collect(Collectors.groupingBy(end -> end, Collectors.counting()));
        Map<String, String> hubs = new HashMap<>();
        for (Finding finding : findings) {
            Subject link = finding.subject();
            Stream.of(link.node(), link.peer())
                    .filter(end -> ends.getOrDefault(finding.code() + end, 0L) >= MANY)
                    .max(Comparator.comparing((String end) -> ends.get(finding.code() + end))
                            .thenComparing(Comparator.reverseOrder()))
                    .filter(end -> link.kind() == Subject.Kind.LINK)
                    .ifPresent(end -> hubs.put(finding.id(), end));
        }
        return hubs;
    }

    /** The worst of them, with the others behind it. */
    private Finding one(List<Finding> group) {
        List<Finding> worstFirst =
                group.stream().sorted(FindingGroups::byWeight).toList();
        Finding worst = worstFirst.get(0);
        List<Finding> others = worstFirst.subList(1, worstFirst.size());
        String id = id(worst);
        group.forEach(finding -> groupOf.put(finding.id(), id));
        int untold = Optional.ofNullable(more.remove(alike(worst))).orElse(0);
        return worst.speakingFor(
                others,
                alsoOf(worst, others, untold),
                new Measure("found alike", group.size() + untold, unit(worst)),
                id);
    }

    /** The same for the same fault whichever of its subjects is worst this time. */
    private String id(Finding worst) {
        String about = String.join("|", cause(worst));
        String id = worst.code() + "-" + String.format(Locale.ROOT, "%08x", about.hashCode());
        while (!taken.add(id)) {
            id = id + "-all";
        }
        return id;
    }

    private static String alsoOf(Finding worst, List<Finding> others, int untold) {
        Collection<String> labels = others.stream()
                .map(finding -> label(worst.subject(), finding.subject()))
                .distinct()
                .limit(NAMED)
                .toList();
        int more = others.size() + untold - labels.size();
        return String.format(
                Locale.ROOT,
                "The same goes for %s: %s%s.",
                Numbers.count(others.size() + untold) + " more like it",
                String.join(", ", labels),
                more > 0 ? " and " + Words.many(more, "other") : "");
    }

    private static String label(Subject worst, Subject other) {
        boolean elsewhere = !other.node().equals(worst.node())
                && other.kind() != Subject.Kind.NODE
                && other.kind() != Subject.Kind.LINK;
        String label = other.behavior().isEmpty()
                        || !other.name().isEmpty()
                        || other.pid().isEmpty()
                ? other.label()
                : other.pid();
        return elsewhere ? label + " on " + other.node() : label;
    }

    private static String unit(Finding finding) {
        return switch (finding.subject().kind()) {
            case NODE -> "nodes";
            case LINK -> "links";
            case EVENT -> "events";
            case PROCESS, POOL, SUPERVISOR -> "processes";
            case APPLICATION, FUNCTION, LOG -> "findings";
        };
    }

    private static int byWeight(Finding one, Finding other) {
        int order = other.severity().compareTo(one.severity());
        for (int i = 0;
                order == 0
                        && i
                                < Math.min(
                                        one.basis().numbers().size(),
                                        other.basis().numbers().size());
                i++) {
            order = Double.compare(
                    other.basis().numbers().get(i).value(),
                    one.basis().numbers().get(i).value());
        }
        return order != 0
                ? order
                : Comparator.comparing((Finding it) -> it.subject().node(), NaturalOrder.OF_NAMES)
                        .thenComparing(it -> it.subject().label(), NaturalOrder.OF_NAMES)
                        .thenComparing(Finding::id)
                        .compare(one, other);
    }
}
