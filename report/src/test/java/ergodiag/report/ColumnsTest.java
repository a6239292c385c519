package ergodiag.report;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.report.Page.Box;
import ergodiag.report.Page.Column;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final String POD = "orders@orders-0.orders-headless.prod.svc.cluster.local";
    private static final List<String> NAMES = List.of(
            "Node",
            "Uptime",
            "Processes",
            "Zombees",
            "Heap",
            "Errors logged",
            "Panics",
            "Send errors",
            "Round trip (ms)");

    private static List<Column> columns(List<String> names, String... cells) {
        List<Box> row =
                Stream.of(cells).map(text -> new Box(text, false, "", "", "")).toList();
        return Columns.of(names, List.of(), Collections.nCopies(3, row));
    }

    @Test
    void aLongNameGivesWayToHeadingsAndNumbers() {
        List<Column> pods = columns(NAMES, POD, "3 min 6 s", "3,650", "0", "3.7 MiB", "601", "0", "0", "0.29");
        assertThat(pods.get(0).percent()).isLessThan(45);
        for (Column column : pods.subList(1, pods.size())) {
            double letters = Stream.of(column.name().split(" "))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            assertThat(column.percent()).as(column.name()).isGreaterThan(100 * letters / 125);
        }
    }

    @Test
    void theSharesAreTheWholeWidth() {
        for (List<Column> columns : List.of(
                columns(NAMES, "a@h", "1 s", "1", "0", "1 B", "0", "0", "0", "1"),
                columns(NAMES, POD, "1 s", "1", "0", "1 B", "0", "0", "0", "1"),
                columns(List.of("Name"), POD))) {
            assertThat(columns.stream().mapToDouble(Column::percent).sum()).isBetween(99.0, 100.0001);
        }
    }
}
