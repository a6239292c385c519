package ergodiag.cluster.stacks;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.CpuRow;
import ergodiag.ergo.pprof.FunctionName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What all CPU profiles of a node say together. Functions are named without type parameters: all instances of a generic one are one.
 *
 * @param seconds time that was watched
 * @param cores cores busy on average over that time
 * @param functions the functions, most cores of their own first
 * @param cut whether a profile shows as many functions as were asked for, so that those without a share of their own may be missing
 * @param at the header of the newest profile
 */
public record CpuShares(double seconds, double cores, List<Share> functions, boolean cut, Source at) {
    /** Functions that a node shows when it was not said how many (ERGO.md 4). */
    private static final long USUAL_ROWS = 20;

    /**
     * A function.
     *
     * @param function full name without type parameters
     * @param own cores busy in the function itself
     * @param total cores busy in it and in what it called
     * @param at its line in the newest profile that shows it
     */
    public record Share(String function, double own, double total, Evidence at) {}

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
                        FunctionName.plain(row.function()),
                        whole * row.flatPercent() / 100,
                        whole * row.cumulativePercent() / 100,
                        row.at().value(row.function()));
                shares.merge(
                        share.function(),
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
                profiles.stream().anyMatch(CpuShares::isCut),
                profiles.get(profiles.size() - 1).it().at());
    }

    /** Cores busy in those functions themselves. */
    public double own(Predicate<String> which) {
        return functions.stream()
                .filter(share -> which.test(share.function()))
                .mapToDouble(Share::own)
                .sum();
    }

    /** Cores busy in that one of these functions, and in what it called, which has most. */
    public double largest(String... these) {
        List<String> names = List.of(these);
        return functions.stream()
                .filter(share -> names.contains(share.function()))
                .mapToDouble(Share::total)
                .max()
                .orElse(0);
    }

    /** Cores busy in functions that are not shown. */
    public double hidden() {
        return Math.max(0, cores - functions.stream().mapToDouble(Share::own).sum());
    }

    private static boolean isCut(Timed<CpuProfile> profile) {
        Object limit = profile.call().asked().arguments().get("limit");
        long asked = limit instanceof Number number && number.longValue() > 0 ? number.longValue() : USUAL_ROWS;
        return profile.it().rows().size() >= asked;
    }

    private static double length(Timed<CpuProfile> profile) {
        return profile.it().length().toNanos() / 1e9;
    }
}
