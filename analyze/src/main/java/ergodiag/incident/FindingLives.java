package ergodiag.incident;

import ergodiag.analyze.compare.Visibility;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Fingerprint;
import ergodiag.findings.Subject;
import ergodiag.incident.Sighting.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Follows each finding through the captures. A process is the same by its name or what it runs as, whatever its pid; what many subjects have in
 * common in the same captures is one life.
 */
final class FindingLives {
    /** Causes first: the gravest, of those what explains most, of those what began first. */
    private static final Comparator<FindingLife> ORDER = Comparator.comparing(FindingLife::severity)
            .reversed()
            .thenComparing(life -> -life.explains().size())
            .thenComparing(life -> life.since().orElse(Instant.MAX))
            .thenComparing(FindingLife::id);

    private final List<Findings> captures;
    /** By their fingerprint, in each capture what it has of it, by the index of the capture. */
    private final Map<String, TreeMap<Integer, Finding>> seen = new LinkedHashMap<>();
    /** The fingerprint of each finding of a capture by its id. */
    private final List<Map<String, String>> names = new ArrayList<>();

    private FindingLives(List<Findings> captures) {
        this.captures = captures;
        for (int i = 0; i < captures.size(); i++) {
            Map<String, String> byId = new HashMap<>();
            for (Map.Entry<String, Finding> one :
                    Fingerprint.of(captures.get(i).each()).entrySet()) {
                seen.computeIfAbsent(one.getKey(), name -> new TreeMap<>()).put(i, one.getValue());
                byId.putIfAbsent(one.getValue().id(), one.getKey());
            }
            names.add(byId);
        }
    }

    static List<FindingLife> of(List<Findings> captures) {
        return new FindingLives(captures).all();
    }

    private List<FindingLife> all() {
        Map<String, FindingLife> lives = new LinkedHashMap<>();
        seen.forEach((name, found) -> lives.put(name, life(name, found)));
        return together(tied(lives)).stream().sorted(ORDER).toList();
    }

    private FindingLife life(String name, TreeMap<Integer, Finding> found) {
        Map.Entry<Integer, Finding> worst = found.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<Integer, Finding> one) ->
                                one.getValue().severity())
                        .thenComparing(one -> -one.getKey()))
                .orElseThrow();
        int gravest = worst.getKey();
        Finding finding = worst.getValue();
        List<Sighting> sightings = IntStream.range(0, captures.size())
                .mapToObj(i -> sighting(i, found, finding))
                .toList();
        int first = found.firstKey();
        int last = found.lastKey();
        return new FindingLife(
                name,
                finding,
                gravest,
                sightings,
                found.values().stream().flatMap(one -> one.since().stream()).min(Instant::compareTo),
                IntStream.range(0, first)
                        .filter(i -> sightings.get(i).state() == State.ABSENT)
                        .mapToObj(i -> captures.get(i).bundle().finished())
                        .max(Instant::compareTo),
                captures.get(last).bundle().finished(),
                IntStream.range(last + 1, captures.size())
                        .filter(i -> sightings.get(i).state() == State.ABSENT)
                        .mapToObj(i -> captures.get(i).bundle().started())
                        .findFirst(),
                List.of(),
                List.of(),
                List.of());
    }

    private Sighting sighting(int capture, Map<Integer, Finding> found, Finding finding) {
        Finding there = found.get(capture);
        return there != null
                ? Sighting.of(there.severity())
                : Visibility.wouldShow(captures.get(capture), finding) ? Sighting.ABSENT : Sighting.UNSEEN;
    }

    /** With what explains what, as the captures have it. */
    private Map<String, FindingLife> tied(Map<String, FindingLife> lives) {
        Map<String, Set<String>> effects = new HashMap<>();
        Map<String, Set<String>> causes = new HashMap<>();
        for (int i = 0; i < captures.size(); i++) {
            Map<String, String> byId = names.get(i);
            for (Finding finding : captures.get(i).findings()) {
                String cause = byId.get(finding.id());
                for (String effect : finding.explains()) {
                    String name = byId.get(effect);
                    if (cause != null && name != null && !name.equals(cause)) {
                        effects.computeIfAbsent(cause, one -> new LinkedHashSet<>())
                                .add(name);
                        causes.computeIfAbsent(name, one -> new LinkedHashSet<>())
                                .add(cause);
                    }
                }
            }
        }
        Map<String, FindingLife> tied = new LinkedHashMap<>();
        lives.forEach((name, life) -> tied.put(
                name,
                with(
                        life,
                        List.copyOf(effects.getOrDefault(name, Set.of())),
                        List.copyOf(causes.getOrDefault(name, Set.of())),
                        List.of())));
        return tied;
    }

    /** Those of which a capture told together, and that were seen in the same captures alike, as one. */
    private List<FindingLife> together(Map<String, FindingLife> lives) {
        Set<String> told = new HashSet<>();
        List<FindingLife> all = new ArrayList<>();
        for (FindingLife life : lives.values()) {
            if (!told.add(life.id())) {
                continue;
            }
            List<Subject> also = new ArrayList<>();
            for (Finding other : life.gravest().also()) {
                FindingLife its = lives.get(names.get(life.gravestIn()).getOrDefault(other.id(), ""));
                if (its != null && its.sightings().equals(life.sightings()) && told.add(its.id())) {
                    also.add(its.gravest().subject());
                }
            }
            all.add(with(life, life.explains(), life.explainedBy(), also));
        }
        return all;
    }

    private static FindingLife with(
            FindingLife it, List<String> explains, List<String> explainedBy, List<Subject> also) {
        return new FindingLife(
                it.id(),
                it.gravest(),
                it.gravestIn(),
                it.sightings(),
                it.since(),
                it.notBefore(),
                it.lastSeen(),
                it.overBy(),
                explains,
                explainedBy,
                also);
    }
}
