package ergodiag.playbooks.health;

import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.Pause;
import ergodiag.cluster.Statistics;
import ergodiag.cluster.Timed;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What others saw of a node in the times in which it answered nothing.
 *
 * @param says what they say
 * @param byNeighbours whether its neighbours say it, and not its own samplers
 * @param seconds for how long it stood still each time, by what its neighbours missed; 0 where they do not say it
 */
record PauseWitness(Says says, boolean byNeighbours, double seconds) {
    /** What a witness says. */
    enum Says {
        STOOD_STILL,
        WENT_ON,
        CANNOT_TELL
    }

    /** With fewer messages to come in a pause a few less are chance. */
    private static final double ENOUGH = 10;

    /** So many times the root of a count is more than it moves by chance. */
    private static final double CHANCE = 2;

    /** Of what would have come in a pause: of a node that stood still all of it is missing, of one that went on nothing. */
    private static final double HALF = 0.5;

    /** Readings further apart than so many pauses hold one each, and what is usual between them is not what a node that goes on sends. */
    private static final double APART = 2.5;

    /** A sampler looks at equal distances; a hole is much longer than they are. */
    private static final double HOLE = 3;

    static PauseWitness of(Cluster cluster, Node node) {
        return samplers(node)
                .or(() -> neighbours(cluster.nodes(), node, node.pauses()))
                .orElse(new PauseWitness(Says.CANNOT_TELL, false, 0));
    }

    /** Whether what others send each other stopped in the pauses of a node, too: then it was not that node alone. */
    static boolean othersStopped(Cluster cluster, Node node) {
        List<Node> others =
                cluster.nodes().stream().filter(other -> other != node).toList();
        return others.stream()
                .anyMatch(sender -> neighbours(others, sender, node.pauses())
                        .filter(witness -> witness.says == Says.STOOD_STILL)
                        .isPresent());
    }

    /** What arrived at a neighbour in the time between two of its readings. */
    private record Span(Instant from, Instant until, double arrived) {
        double length() {
            return Duration.between(from, until).toNanos() / 1e9;
        }

        double perSecond() {
            return arrived / Math.max(1e-9, length());
        }

        /** Seconds of it within a pause. */
        double within(Pause pause) {
            Instant begin = from.isAfter(pause.from()) ? from : pause.from();
            Instant end = until.isBefore(pause.until()) ? until : pause.until();
            return Math.max(0, Duration.between(begin, end).toNanos() / 1e9);
        }

        boolean touches(Pause pause) {
            return from.isBefore(pause.until()) && until.isAfter(pause.from());
        }
    }

    /** By the neighbour whom it sends most, where that was read often enough. */
    private static Optional<PauseWitness> neighbours(List<Node> receivers, Node node, List<Pause> pauses) {
        List<Span> best = List.of();
        double most = 0;
        for (Node other : receivers) {
            List<Span> spans = spans(other, node.name());
            double usual = usual(spans);
            if (usual > most) {
                most = usual;
                best = spans;
            }
        }
        List<Double> missed = new ArrayList<>();
        int stopped = 0;
        for (Pause pause : pauses) {
            List<Span> around = around(best, pause);
            double usual = most * around.stream().mapToDouble(Span::length).sum();
            double awaited = most
                    * around.stream().mapToDouble(span -> span.within(pause)).sum();
            double missing = usual - around.stream().mapToDouble(Span::arrived).sum();
            if (awaited >= Math.max(ENOUGH, CHANCE * Math.sqrt(usual))) {
                missed.add(Math.max(0, missing / most));
                stopped += missing >= HALF * awaited ? 1 : 0;
            }
        }
        if (missed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                2 * stopped >= missed.size()
                        ? new PauseWitness(Says.STOOD_STILL, true, Statistics.median(missed))
                        : new PauseWitness(Says.WENT_ON, true, 0));
    }

    /** Those in which it answered nothing, and the one before, in which it may have stopped already. */
    private static List<Span> around(List<Span> spans, Pause pause) {
        double length = pause.length().toNanos() / 1e9;
        if (spans.stream().anyMatch(span -> span.touches(pause) && span.length() > APART * length)) {
            return List.of();
        }
        List<Span> around = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            boolean next = i + 1 < spans.size() && spans.get(i + 1).touches(pause);
            if (spans.get(i).touches(pause) || next && spans.get(i).length() < APART * length) {
                around.add(spans.get(i));
            }
        }
        return around;
    }

    /** Where pauses come so often that they are in most of the times, what comes in those without one is still the same each time. */
    private static double usual(List<Span> spans) {
        List<Double> rates = spans.stream().map(Span::perSecond).toList();
        return rates.isEmpty() ? 0 : Math.max(Statistics.median(rates), Statistics.densest(rates));
    }

    private static List<Span> spans(Node other, String node) {
        List<Timed<RemoteNode>> rows = other.peers()
                .flatMap(list ->
                        list.stream().filter(row -> row.peer().equals(node)).findFirst())
                .readings();
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            double arrived =
                    rows.get(i).it().messagesIn().since(rows.get(i - 1).it().messagesIn());
            if (arrived >= 0 && rows.get(i).at().isAfter(rows.get(i - 1).at())) {
                spans.add(new Span(rows.get(i - 1).at(), rows.get(i).at(), arrived));
            }
        }
        return spans;
    }

    /** By the looks of its goroutine sampler: one that is short beside the pauses, and has as many holes or none. */
    private static Optional<PauseWitness> samplers(Node node) {
        List<Double> apart = new ArrayList<>();
        List<? extends Timed<?>> looks = node.looks().readings();
        for (int i = 1; i < looks.size(); i++) {
            apart.add(looks.get(i).secondsSince(looks.get(i - 1)));
        }
        double shortest = node.pauses().stream()
                .mapToDouble(pause -> pause.length().toNanos() / 1e9)
                .min()
                .orElse(0);
        double usual = apart.isEmpty() ? Double.MAX_VALUE : Statistics.median(apart);
        if (HOLE * usual > shortest) {
            return Optional.empty();
        }
        long holes = apart.stream()
                .filter(gap -> gap >= Math.max(shortest, HOLE * usual))
                .count();
        return 2 * holes >= node.pauses().size()
                ? Optional.of(new PauseWitness(Says.STOOD_STILL, false, 0))
                : holes == 0 ? Optional.of(new PauseWitness(Says.WENT_ON, false, 0)) : Optional.empty();
    }
}
