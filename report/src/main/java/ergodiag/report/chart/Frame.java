package ergodiag.report.chart;

import java.time.Instant;
import java.util.List;

/**
 * Where and among what a chart is drawn.
 *
 * @param medium screen or paper
 * @param alone whether it has the whole width for itself
 * @param lead whether it stands on the first page, where there is little room
 * @param nodes the names of all nodes; the first {@link Theme#DISTINCT} have colours, the same in every chart
 * @param marks what happened while the values of the chart were read
 * @param time how time is drawn
 */
public record Frame(Medium medium, boolean alone, boolean lead, List<String> nodes, List<Mark> marks, TimeScale time) {
    /** Number of nodes that can be told apart by their colours. */
    public static final int COLOURS = Theme.DISTINCT;

    /**
     * Something that happened, at once or for a while.
     *
     * @param name what, short
     * @param from when it began
     * @param until when it ended; {@code from} for what happened at once
     */
    public record Mark(String name, Instant from, Instant until) {
        boolean lasts() {
            return until.isAfter(from);
        }
    }

    /** With time as it is, in UTC. */
    public Frame(Medium medium, boolean alone, boolean lead, List<String> nodes, List<Mark> marks) {
        this(medium, alone, lead, nodes, marks, TimeScale.UTC);
    }

    /** A chart by itself, without anything around it. */
    public static Frame of(Medium medium) {
        return new Frame(medium, false, false, List.of(), List.of());
    }
}
