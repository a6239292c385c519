package ergodiag.cluster.stacks;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.pprof.ActorShare;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.CpuRow;
import ergodiag.ergo.pprof.FunctionName;
import ergodiag.ergo.pprof.ProfileForm;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all CPU profiles of a node say together. Functions are named without type parameters: all instances of a generic one are one.
 *
 * @param seconds time that was watched
 * @param cores cores busy on average over that time
 * @param functions the functions, most cores of their own first
 * @param cut whether a profile shows as many functions as were asked for, so that those without a share of their own may be missing
 * @param at the header of the newest profile
 * @param whence of a profile that was taken along, when it was taken, as {@link Node#whence} says it; "" for others
 */
public record CpuShares(
        double seconds,
        double cores,
        List<Share> functions,
        List<Actor> actors,
        boolean cut,
        Source at,
        String whence) {
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

    /**
     * What an actor used.
     *
     * @param id of a process or a meta process
     * @param meta whether it is a meta process
     * @param cores cores that it kept busy
     * @param functions cores that it kept busy in each function and in what that called
     * @param at its line in the newest profile that shows it
     */
    public record Actor(String id, boolean meta, double cores, Map<String, Double> functions, Evidence at) {
        /** Cores that it kept busy in a function and in what that called. */
        public double in(String function) {
            return functions.getOrDefault(FunctionName.plain(function), 0.0);
        }
    }

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
                actors(profiles, seconds),
                profiles.stream().anyMatch(CpuShares::isCut),
                profiles.get(profiles.size() - 1).it().at(),
                node.whence(profiles.get(profiles.size() - 1)));
    }

    private static List<Actor> actors(List<Timed<CpuProfile>> profiles, double seconds) {
        Map<String, Actor> actors = new LinkedHashMap<>();
        for (Timed<CpuProfile> profile : profiles) {
            double percent = profile.it().sampled().toNanos() / 1e9 / Math.max(seconds, 1e-9) / 100;
            for (ActorShare share : profile.it().actors()) {
                Map<String, Double> functions = new LinkedHashMap<>();
                Optional.ofNullable(actors.get(share.id())).ifPresent(before -> functions.putAll(before.functions()));
                share.functions()
                        .forEach(row -> functions.merge(
                                FunctionName.plain(row.function()), percent * row.cumulativePercent(), Double::sum));
                actors.merge(
                        share.id(),
                        new Actor(
                                share.id(),
                                share.meta(),
                                percent * share.percent(),
                                functions,
                                share.at().value(share.id())),
                        (old, now) ->
                                new Actor(now.id(), now.meta(), old.cores() + now.cores(), now.functions(), now.at()));
            }
        }
        return actors.values().stream()
                .sorted(Comparator.comparingDouble(Actor::cores).reversed().thenComparing(Actor::id))
                .toList();
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

    /** The actors that were in a function, or in what it called, most first. */
    public List<Actor> in(String function) {
        return actors.stream()
                .filter(actor -> actor.in(function) > 0)
                .sorted(Comparator.comparingDouble((Actor actor) -> actor.in(function))
                        .reversed()
                        .thenComparing(Actor::id))
                .toList();
    }

    /** Cores busy in functions that are not shown. */
    public double hidden() {
        return Math.max(0, cores - functions.stream().mapToDouble(Share::own).sum());
    }

    /** One that was taken along has all functions. */
    private static boolean isCut(Timed<CpuProfile> profile) {
        if (ProfileForm.of(profile.call()).isPresent()) {
            return profile.call().part().truncated();
        }
        Object limit = profile.call().asked().arguments().get("limit");
        long asked = limit instanceof Number number && number.longValue() > 0 ? number.longValue() : USUAL_ROWS;
        return profile.it().rows().size() >= asked;
    }

    private static double length(Timed<CpuProfile> profile) {
        return profile.it().length().toNanos() / 1e9;
    }
}
