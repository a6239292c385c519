package ergodiag.playbooks.bottleneck;

import ergodiag.cluster.Process;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The operators' manual's scores of the processes with most messages waiting: since their start, as written, and over the window. */
final class ScoresTable {
    private static final String UNKNOWN = "not measured";

    private ScoresTable() {}

    static Table of(List<Process> worst, int rows) {
        return new Table(
                "scores",
                2,
                "Liveness, drain and utilisation, as written and over the window",
                List.of(
                        Column.text("Node"),
                        Column.text("Process"),
                        Column.count("Liveness since its start"),
                        Column.count("In the window"),
                        Column.count("Drain since its start"),
                        Column.count("In the window"),
                        Column.in("Utilisation since its start", "%"),
                        Column.in("In the window", "%")),
                worst.stream().limit(rows).map(ScoresTable::cells).toList(),
                Math.max(0, worst.size() - rows));
    }

    private static List<Cell> cells(Process process) {
        Optional<Scores> always = Optional.of(Scores.sinceStart(process));
        Optional<Scores> window = Scores.overWindow(process);
        return List.of(
                Cell.text(process.node()),
                Cell.text(
                        process.last().name().isEmpty()
                                ? process.pid()
                                : process.last().name()),
                cell(always, Scores::liveness, UNKNOWN),
                cell(window, Scores::liveness, UNKNOWN),
                cell(always, Scores::drain, "never woken"),
                cell(window, Scores::drain, "never slept"),
                cell(always, scores -> Optional.of(100 * scores.utilisation()), UNKNOWN),
                cell(window, scores -> Optional.of(100 * scores.utilisation()), "one reading"));
    }

    private static Cell cell(Optional<Scores> scores, Function<Scores, Optional<Double>> score, String otherwise) {
        return scores.flatMap(score).map(Cell::number).orElse(Cell.text(otherwise));
    }
}
