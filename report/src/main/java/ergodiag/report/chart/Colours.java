package ergodiag.report.chart;

import ergodiag.findings.Chart.ChartSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;

/**
 * Which series has which colour. Nodes have theirs for the whole report; other series have those of their places. Where there are more than
 * can be told apart, the rest is grey: nodes that have no colour, or those that move least.
 */
final class Colours {
    static final int GREY = -1;

    private final List<ChartSeries> ordered;
    private final List<Integer> colours;
    private final boolean nodes;

    /** @param known all nodes, those that matter most first */
    Colours(List<ChartSeries> series, List<String> known) {
        nodes = !series.isEmpty()
                && new HashSet<>(known)
                        .containsAll(series.stream().map(ChartSeries::name).toList());
        List<ChartSeries> order = new ArrayList<>(series);
        if (nodes) {
            order.sort(Comparator.comparingInt(one -> known.indexOf(one.name())));
        } else if (series.size() > Theme.DISTINCT) {
            order.sort(Comparator.comparingDouble(Colours::movement)
                    .thenComparingDouble(one -> statistics(one).getMax())
                    .reversed());
        }
        ordered = List.copyOf(order);
        List<Integer> chosen = new ArrayList<>();
        for (int s = 0; s < order.size(); s++) {
            int place = nodes ? known.indexOf(order.get(s).name()) : s;
            chosen.add(place < Theme.DISTINCT ? place : GREY);
        }
        colours = List.copyOf(chosen);
    }

    /** Those with a colour first. */
    List<ChartSeries> ordered() {
        return ordered;
    }

    /** The colour of a place in that order. */
    int of(int place) {
        return colours.get(place);
    }

    /** How many have a colour. */
    int coloured() {
        return (int) colours.stream().filter(colour -> colour != GREY).count();
    }

    /** Whether each series is a node. */
    boolean areNodes() {
        return nodes;
    }

    static double movement(ChartSeries one) {
        DoubleSummaryStatistics values = statistics(one);
        return values.getCount() == 0 ? Double.NEGATIVE_INFINITY : values.getMax() - values.getMin();
    }

    static DoubleSummaryStatistics statistics(ChartSeries one) {
        return one.values().stream().filter(v -> !v.isNaN()).mapToDouble(v -> v).summaryStatistics();
    }
}
