package ergodiag.playbooks.cpu;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.Runner;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who was at work on a node of which there is no CPU profile: the process that spent most time in its callbacks, and the function of the application
 * that dumps most often show running. A callback may wait as well as compute, and a dump is a moment: a hint, never a profile (ERGO33.md 11).
 *
 * @param process who was at work most
 * @param busy which part of the time it was in its callbacks, 0 to 1
 * @param running where the application was seen running most often; empty where no dump shows it
 * @param seen in how many dumps
 * @param dumps of how many
 * @param evidence of both
 */
record RunningHint(
        ProcessRow process, double busy, Optional<TopFrame> running, int seen, int dumps, List<Evidence> evidence) {
    /** Whoever is at work for less of the time is one of many. */
    private static final double LEAST = 0.2;

    /** Whoever is at work all the time keeps a core busy, if it does not wait. */
    private static final double ALWAYS = 0.8;

    private record AtWork(Process process, double share, List<Evidence> evidence) {}

    private record Place(TopFrame frame, int dumps) {}

    /** Empty where nobody stands out. */
    static Optional<RunningHint> of(Node node) {
        List<Dump> dumps = node.stacks().readings().stream()
                .map(Timed::it)
                .filter(Dump::showsAllActors)
                .toList();
        Optional<Place> place = mostOftenRunning(dumps);
        Optional<AtWork> runner = place.flatMap(it -> Runner.of(node, it.frame().function()))
                .flatMap(Runner::process)
                .map(RunningHint::atWork);
        return runner.filter(it -> it.share() >= LEAST)
                .or(() -> node.current().stream()
                        .map(RunningHint::atWork)
                        .max(Comparator.comparingDouble(AtWork::share)
                                .thenComparing(it -> it.process().pid()))
                        .filter(it -> it.share() >= LEAST))
                .map(it -> {
                    List<Evidence> evidence = new ArrayList<>(it.evidence());
                    place.ifPresent(where -> evidence.add(where.frame().evidence()));
                    return new RunningHint(
                            it.process().last(),
                            Math.min(1, it.share()),
                            place.map(Place::frame),
                            place.map(Place::dumps).orElse(0),
                            dumps.size(),
                            evidence);
                });
    }

    /** Which part of the time a process was in its callbacks: by their own clock, which goes on when one has ended, or by its state at each look. */
    private static AtWork atWork(Process process) {
        Series<ProcessRow> rows = process.rows();
        double seconds = rows.span().toNanos() / 1e9;
        Duration ran = process.last().runningTime().minus(process.first().runningTime());
        double byClock = seconds > 0 ? Math.max(0, ran.toNanos() / 1e9 / seconds) : 0;
        long running = rows.readings().stream()
                .filter(row -> row.it().state().equals(ProcessRow.RUNNING))
                .count();
        double byState = rows.hasTwo() ? (double) running / rows.size() : 0;
        return byClock >= byState
                ? new AtWork(
                        process,
                        byClock,
                        List.of(
                                process.first()
                                        .at()
                                        .field(
                                                "RunningTime",
                                                process.first().runningTime().toNanos()),
                                process.last()
                                        .at()
                                        .field(
                                                "RunningTime",
                                                process.last().runningTime().toNanos())))
                : new AtWork(
                        process,
                        byState,
                        List.of(process.last()
                                .at()
                                .field("State", process.last().state())));
    }

    private static Optional<Place> mostOftenRunning(List<Dump> dumps) {
        Map<String, List<TopFrame>> seen = new HashMap<>();
        for (Dump dump : dumps) {
            dump.groups().stream()
                    .filter(group -> group.isReady())
                    .flatMap(group -> dump.standing(group).stream())
                    .filter(TopFrame::application)
                    .collect(Collectors.toMap(TopFrame::function, frame -> frame, (one, other) -> one))
                    .forEach((function, frame) -> seen.computeIfAbsent(function, any -> new ArrayList<>())
                            .add(frame));
        }
        return seen.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<String, List<TopFrame>> each) ->
                                each.getValue().size())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(each -> new Place(each.getValue().get(0), each.getValue().size()));
    }

    /** Whether somebody was at work all the time, and dumps show code of the application running as often as not. */
    boolean isStrong() {
        return busy >= ALWAYS && running.isPresent() && 2 * seen >= dumps;
    }

    String inWords() {
        return "a hint, and no profile: " + process.label() + " was in its callbacks for "
                + Numbers.number(Math.rint(100 * busy)) + " % of the time"
                + running.map(frame ->
                                ", and " + seen + " of " + dumps + " dumps show " + frame.function() + " running")
                        .orElse("");
    }
}
