package ergodiag.playbooks.cpu;

import ergodiag.bundle.Source;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.CpuRow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What all CPU profiles of a node say together.
 *
 * @param seconds time that was watched
 * @param cores cores busy on average over that time
 * @param functions the functions, most cores of their own first
 * @param at the header of the newest profile
 */
public record CpuShares(double seconds, double cores, List<Share> functions, Source at) {

    /**
     * A function.
     *
     * @param function full name
     * @param own cores busy in the function itself
     * @param total cores busy in it and in what it called
     * @param at its line in the newest profile that shows it
     */
    public record Share(String function, double own, double total, Source at) {}

    /** All profiles of a node together; the node has at least one. */
    public static CpuShares of(Node node) {
        List<Timed<CpuProfile>> profiles = node.cpuProfiles().readings();
        double seconds = profiles.stream().mapToDouble(CpuShares::length).sum();
        double sampled = profiles.stream()
                .mapToDouble(profile -> profile.it().sampled().toNanos() / 1e9)
                .sum();
        Map<String, Share> shares = new LinkedHashMap<>();
        for (Timed<CpuProfile> profile : profiles) {
            double whole = profile.it().sampled().toNanos() / 1e9 / Math.max(seconds, 1e-9);
            for (CpuRow row : profile.it().rows()) {
                Share share = new Share(
                        row.function(),
                        whole * row.flatPercent() / 100,
                        whole * row.cumulativePercent() / 100,
                        row.at());
                shares.merge(
                        row.function(),
                        share,
                        (old, now) ->
                                new Share(old.function(), old.own() + now.own(), old.total() + now.total(), now.at()));
            }
        }
        return new CpuShares(
                seconds,
                seconds > 0 ? sampled / seconds : 0,
                shares.values().stream()
                        .sorted(Comparator.comparingDouble(Share::own)
                                .reversed()
                                .thenComparing(Share::function))
                        .toList(),
                profiles.get(profiles.size() - 1).it().at());
    }

    /** Cores busy in those functions themselves. */
    public double own(Predicate<String> which) {
        return functions.stream()
                .filter(share -> which.test(share.function()))
                .mapToDouble(Share::own)
                .sum();
    }

    /** Cores busy in that function and in what it called. */
    public double total(String function) {
        return functions.stream()
                .filter(share -> share.function().equals(function))
                .mapToDouble(Share::total)
                .sum();
    }

    private static double length(Timed<CpuProfile> profile) {
        return profile.it().length().toNanos() / 1e9;
    }
}
