package ergodiag.incident;

import ergodiag.analyze.compare.Comparing;
import ergodiag.bundle.UserError;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Lays captures of one cluster, and what other files tell, together as one incident. */
public final class Incidents {
    private Incidents() {}

    /**
     * The incident.
     *
     * @param results of the captures, in any order; the same capture twice counts once
     * @param sources other files, as they were read
     * @throws UserError when there is none, or two have no node in common with any other
     */
    public static Incident of(List<Findings> results, List<SourceReading> sources) {
        List<Findings> captures = ordered(results);
        refuseStrangers(captures);
        List<FindingLife> lives = FindingLives.of(captures);
        List<Step> steps = IntStream.range(1, captures.size())
                .mapToObj(i -> Step.of(i - 1, Comparing.between(captures.get(i - 1), captures.get(i))))
                .toList();
        return new Incident(
                captures,
                lives,
                Happenings.of(captures, lives, sources),
                LongCharts.of(captures, lives, sources),
                nodes(captures),
                steps,
                sources,
                proposals(lives));
    }

    /**
     * What the captures tell that other files leave out.
     *
     * @param zone where a time without zone is taken to be
     * @throws UserError as {@link #of} does
     */
    public static Surroundings surroundings(List<Findings> results, ZoneId zone) {
        List<Findings> captures = ordered(results);
        refuseStrangers(captures);
        return new Surroundings(
                List.copyOf(allNames(captures)), captures.get(0).bundle().started(), Incident.end(captures), zone);
    }

    private static List<Findings> ordered(List<Findings> results) {
        Set<String> sums = new HashSet<>();
        List<Findings> captures = results.stream()
                .filter(result -> result.bundle().sha256().isEmpty()
                        || sums.add(result.bundle().sha256()))
                .sorted(Comparator.comparing(
                                (Findings result) -> result.bundle().started())
                        .thenComparing(result -> result.bundle().finished())
                        .thenComparing(result -> result.bundle().file()))
                .toList();
        if (captures.isEmpty()) {
            throw new UserError("Making the report of an incident: no bundle is named; name one at least.");
        }
        return captures;
    }

    /** Bundles of another cluster would be read as a cluster whose nodes all went. */
    private static void refuseStrangers(List<Findings> captures) {
        List<Findings> left = new ArrayList<>(captures);
        Set<String> known = new HashSet<>(names(left.remove(0)));
        for (boolean more = true; more; ) {
            List<Findings> kin = left.stream()
                    .filter(one -> names(one).stream().anyMatch(known::contains))
                    .toList();
            kin.forEach(one -> known.addAll(names(one)));
            more = left.removeAll(kin);
        }
        if (!left.isEmpty()) {
            throw new UserError("Making the report of an incident: "
                    + left.get(0).bundle().file() + " has no node in common with "
                    + captures.get(0).bundle().file() + " (" + String.join(", ", names(left.get(0)))
                    + "); give bundles of one cluster only. Pseudonyms are the same only with the same --site-key.");
        }
    }

    private static List<String> names(Findings capture) {
        return capture.nodes().stream().map(NodeSummary::name).toList();
    }

    private static SortedSet<String> allNames(List<Findings> captures) {
        SortedSet<String> names = new TreeSet<>();
        captures.forEach(capture -> names.addAll(names(capture)));
        return names;
    }

    private static List<NodeLife> nodes(List<Findings> captures) {
        return allNames(captures).stream()
                .map(name -> new NodeLife(
                        name,
                        captures.stream().map(capture -> node(capture, name)).toList()))
                .toList();
    }

    private static Optional<NodeSummary> node(Findings capture, String name) {
        return capture.nodes().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** What to do about each cause, the same advice once. */
    private static List<Proposal> proposals(List<FindingLife> lives) {
        Set<String> told = new HashSet<>();
        return lives.stream()
                .filter(life -> life.isCause() && life.explainedBy().isEmpty())
                .map(FindingLife::gravest)
                .filter(finding -> !finding.prose().advice().isEmpty()
                        && told.add(finding.prose().advice()))
                .map(finding -> new Proposal(
                        finding.code(),
                        finding.prose().advice(),
                        finding.subject().label()))
                .toList();
    }
}
