package ergodiag.cluster.metrics;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Metrics.Told;
import ergodiag.cluster.Metrics.Track;
import ergodiag.cluster.Node;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Ids;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.metrics.HeadMetric;
import ergodiag.ergo.metrics.NodeMetric;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the metrics say of one node.
 *
 * @param node its name
 * @param tracks every series that is about it
 */
public record NodeMetrics(String node, List<Track> tracks) {
    /** A page that is served may be so much older than the moment at which it was read. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    /** Radar collects every ten seconds: an uptime that stands for so long is not counted any more. */
    private static final Duration STANDS = Duration.ofSeconds(20);

    public NodeMetrics {
        tracks = List.copyOf(tracks);
    }

    /** Those of every node that any metrics are of, by name; none where no metrics came. */
    public static Map<String, NodeMetrics> all(Cluster cluster) {
        Map<String, List<Track>> byNode = new TreeMap<>(NaturalOrder.OF_NAMES);
        cluster.metrics()
                .tracks()
                .forEach(track -> byNode.computeIfAbsent(track.node(), any -> new ArrayList<>())
                        .add(track));
        Map<String, NodeMetrics> all = new LinkedHashMap<>();
        byNode.forEach((node, tracks) -> all.put(node, new NodeMetrics(node, tracks)));
        return all;
    }

    /** Those of one node; with no tracks where no metrics are of it. */
    public static NodeMetrics of(Cluster cluster, String node) {
        return new NodeMetrics(
                node,
                cluster.metrics().tracks().stream()
                        .filter(track -> track.node().equals(node))
                        .toList());
    }

    /** A metric of the node as a whole; none where it is not told. Where several sources tell it, that with most readings. */
    public Series<Told> of(NodeMetric metric) {
        return longest(tracks, track -> metric.is(track.name()));
    }

    /** A metric of which a label says of what part of the node it is. */
    public Series<Told> of(NodeMetric metric, String label, String value) {
        return longest(
                tracks, track -> metric.is(track.name()) && track.label(label).equalsIgnoreCase(value));
    }

    private static Series<Told> longest(List<Track> tracks, Predicate<Track> wanted) {
        Series<Told> longest = Series.empty();
        for (Track track : tracks) {
            if (track.values().size() > longest.size() && wanted.test(track)) {
                longest = track.values();
            }
        }
        return longest;
    }

    /** The growth a second of a counter that has a part for each other node, all parts together; empty where none was read twice. */
    public Optional<Double> rate(NodeMetric metric) {
        List<Series<Told>> parts = tracks.stream()
                .filter(track -> metric.is(track.name()) && track.values().hasTwo())
                .map(Track::values)
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.stream()
                        .mapToDouble(part -> Math.max(0, part.rate(Told::value)))
                        .sum());
    }

    /**
     * The newest sign of life, where it is from after a moment: its uptime grew between two readings, or a page that was served then tells it. What only stands
     * there may be left from a node that is gone, and of one whose uptime stands still by now there is none.
     */
    public Optional<Timed<Told>> signOfLife(Instant from) {
        List<Timed<Told>> uptimes = of(NodeMetric.UPTIME).readings();
        for (int i = uptimes.size() - 1; i >= 0; i--) {
            Timed<Told> now = uptimes.get(i);
            boolean grew = i > 0 && now.it().value() > uptimes.get(i - 1).it().value();
            if (grew || uptimes.size() == 1 && isServedThen(now)) {
                Instant last = uptimes.get(uptimes.size() - 1).at();
                return Optional.of(now)
                        .filter(sign -> !sign.at().isBefore(from)
                                && !sign.at().plus(STANDS).isBefore(last));
            }
        }
        return Optional.empty();
    }

    private static boolean isServedThen(Timed<Told> uptime) {
        Duration age = Duration.between(uptime.at(), uptime.call().moment()).abs();
        return !uptime.call().argument("url").isEmpty() && age.compareTo(FRESH) < 0;
    }

    /** Those of its processes that have most of something, in the order of the pages; those of the MCP endpoint left out. */
    public List<HeadProcess> heads() {
        Map<String, List<Track>> byPid = new LinkedHashMap<>();
        for (Track track : tracks) {
            if (!track.label("pid").isEmpty()
                    && !ProcessRow.isOfTheAskers(track.label("application"), track.label("name"))) {
                byPid.computeIfAbsent(track.label("pid"), any -> new ArrayList<>())
                        .add(track);
            }
        }
        return byPid.entrySet().stream()
                .map(process -> head(process.getKey(), process.getValue()))
                .toList();
    }

    private HeadProcess head(String pid, List<Track> told) {
        Map<HeadMetric, Series<Told>> values = new EnumMap<>(HeadMetric.class);
        for (HeadMetric metric : HeadMetric.values()) {
            Series<Told> longest = longest(told, track -> metric.is(track.name()));
            if (!longest.isEmpty()) {
                values.put(metric, longest);
            }
        }
        return new HeadProcess(
                node, pid, label(told, "name"), label(told, "application"), label(told, "behavior"), values);
    }

    private static String label(List<Track> tracks, String key) {
        return tracks.stream()
                .map(track -> track.label(key))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Those of its heads that no list of the node holds, whatever form their ids have there. */
    public List<HeadProcess> unlisted(Node listed) {
        Set<String> known = new HashSet<>();
        listed.processes().forEach(process -> {
            known.add(key(process.pid()));
            known.add(process.last().name());
        });
        return heads().stream()
                .filter(head ->
                        !known.contains(key(head.pid())) && (head.name().isEmpty() || !known.contains(head.name())))
                .toList();
    }

    private static String key(String pid) {
        return Ids.of(pid).map(id -> id.checksum() + "." + id.rest()).orElse(pid);
    }
}
