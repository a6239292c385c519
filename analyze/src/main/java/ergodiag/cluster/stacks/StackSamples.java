package ergodiag.cluster.stacks;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.FunctionName;
import ergodiag.ergo.pprof.StackFrame;
import ergodiag.ergo.process.ProcessRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the goroutine sampler of a node saw of its processes, which may be asleep whenever a list or a dump is asked for. */
public final class StackSamples {
    /** With fewer looks a share says nothing. */
    private static final int ENOUGH = 5;

    private final Node node;
    private final Map<String, List<StackSample>> byPid;

    private StackSamples(Node node, Map<String, List<StackSample>> byPid) {
        this.node = node;
        this.byPid = byPid;
    }

    /** The looks of a node; it may have none. */
    public static StackSamples of(Node node) {
        return new StackSamples(node, StackSample.in(node, node.looks().readings()));
    }

    /** Where a process stands most often; empty where too few looks would show it, or none does. */
    public Optional<HotPlace> stay(Process process) {
        List<StackSample> seen = byPid.isEmpty() ? List.of() : byPid.getOrDefault(process.pid(), List.of());
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        int looks = looksAt(process, seen);
        if (looks < ENOUGH) {
            return Optional.empty();
        }
        Map<String, List<StackSample>> places = seen.stream()
                .collect(
                        Collectors.groupingBy(it -> it.standing().function(), LinkedHashMap::new, Collectors.toList()));
        List<StackSample> most = new ArrayList<>();
        for (List<StackSample> place : places.values()) {
            most = moments(place) > moments(most) ? place : most;
        }
        TopFrame newest = most.get(most.size() - 1).standing();
        return Optional.of(new HotPlace(
                newest, Location.reason(node, newest), line(most), most, moments(most), moments(seen), looks));
    }

    /** Looks that show every actor, or show this one, since it was born. */
    private int looksAt(Process process, List<StackSample> seen) {
        Timed<ProcessRow> first = process.oldest();
        Instant birth = first.at().minus(first.it().uptime());
        return (int) node.looks().readings().stream()
                .filter(look -> !look.at().isBefore(birth))
                .filter(look -> look.it().showsAllActors()
                        || seen.stream()
                                .anyMatch(sighting -> sighting.dump().at().equals(look.at())))
                .count();
    }

    private static int moments(List<StackSample> sightings) {
        return (int) sightings.stream()
                .map(sighting -> sighting.dump().at())
                .distinct()
                .count();
    }

    /** The line of the source in which it stood in nearly all of them; "" where there are several. */
    private static String line(List<StackSample> sightings) {
        Map<String, Long> lines = sightings.stream()
                .collect(Collectors.groupingBy(
                        it -> it.standing().location(), LinkedHashMap::new, Collectors.counting()));
        return lines.entrySet().stream()
                .filter(line -> 10 * line.getValue() >= 9 * sightings.size())
                .map(Map.Entry::getKey)
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .findFirst()
                .orElse("");
    }

    /** The looks in which a process was in a function, itself or in what it called. */
    public List<StackSample> sightings(Process process, String function) {
        return byPid.getOrDefault(process.pid(), List.of()).stream()
                .filter(sighting -> sighting.group().frames().stream()
                        .map(StackFrame::plain)
                        .anyMatch(FunctionName.plain(function)::equals))
                .toList();
    }

    /** How many looks there are. */
    public int size() {
        return node.looks().size();
    }
}
