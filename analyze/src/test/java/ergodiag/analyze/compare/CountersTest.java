package ergodiag.analyze.compare;

import static ergodiag.findings.Column.Compared.OTHER_END;
import static ergodiag.findings.Column.Compared.VALUE;
import static ergodiag.findings.Column.Compared.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Labels;
import ergodiag.ergo.Bytes;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import ergodiag.findings.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final Column NODE = Column.key("Node");

    @Test
    void everyValueOfANodeThatChangedIsToldAsPrinted() {
        List<Column> columns = List.of(NODE, Column.size("Heap").compared(VALUE), Column.count("Panics"));
        assertThat(Counters.between(
                        nodes(columns, Cell.text("n1"), Cell.size(new Bytes(1 << 20)), Cell.count(1)),
                        nodes(columns, Cell.text("n1"), Cell.size(new Bytes(3 << 20)), Cell.count(2))))
                .containsExactly(new Shift("n1", "Heap", "1.0 MiB", "3.0 MiB"));
    }

    @Test
    void theSameValueInOtherWordsHasNotChangedNorHasTheSameText() {
        List<Column> columns = List.of(NODE, Column.time("Uptime").compared(VALUE));
        Cell seconds = Cell.time(Duration.ofSeconds(186));
        assertThat(Counters.between(
                        nodes(columns, Cell.text("n1"), new Cell("186 s", seconds.value())),
                        nodes(columns, Cell.text("n1"), seconds)))
                .isEmpty();
        assertThat(Counters.between(
                        nodes(columns, Cell.text("n1"), Cell.time(Duration.ofMillis(186_100))),
                        nodes(columns, Cell.text("n1"), seconds)))
                .isEmpty();
    }

    @Test
    void aRateIsToldFromHalfAsMuchMoreByItsValueHoweverItIsPrinted() {
        assertThat(rates(Cell.number(1000), Cell.number(1500)))
                .containsExactly(new Shift("a → b", "Sent (1/s)", "1,000", "1,500"));
        assertThat(rates(Cell.number(1000), Cell.number(1499))).isEmpty();
        assertThat(rates(Cell.number(0.1), Cell.number(0.9))).isEmpty();
        assertThat(rates(Cell.text("?"), Cell.number(1500))).isEmpty();
    }

    @Test
    void namesThatLookLikeAKeyOfTwoPartsAreKeptApart() {
        List<Column> columns = List.of(NODE, Column.key("Event"), Column.rate("Published"));
        Cell[] quiet = {Cell.text("a: b"), Cell.text("c"), Cell.number(1)};
        Cell[] busy = {Cell.text("a"), Cell.text("b: c"), Cell.number(100)};
        assertThat(Counters.between(nodes(columns, quiet), nodes(columns, busy)))
                .isEmpty();
        assertThat(Counters.between(nodes(columns, busy), nodes(columns, busy))).isEmpty();
    }

    @Test
    void versionsAreToldApartFromCounters() {
        List<Column> columns = List.of(NODE, Column.text("Version").compared(VERSION));
        Findings before = nodes(columns, Cell.text("n1"), Cell.text("v1"));
        Findings after = nodes(columns, Cell.text("n1"), Cell.text("v2"));
        assertThat(Counters.between(before, after)).isEmpty();
        assertThat(Counters.versions(before, after)).containsExactly(new Shift("n1", "Version", "v1", "v2"));
    }

    @Test
    void aFileOfTextsOnlyIsComparedByItsTexts() {
        List<Column> columns =
                List.of(NODE, Column.size("Heap").compared(VALUE), Column.rate("Sent"), Column.count("Panics"));
        Findings now = nodes(columns, Cell.text("n1"), Cell.size(new Bytes(3 << 20)), Cell.number(500), Cell.count(2));
        Findings old = nodes(columns, Cell.text("n1"), Cell.size(new Bytes(1 << 20)), Cell.number(1), Cell.count(1));
        String texts = FindingsJson.write(old).replaceAll("(?m)^ *\"(units|compared|values)\" : .*\n", "");
        assertThat(texts).contains("\"1.0 MiB\"").doesNotContain("1048576");
        assertThat(Counters.between(FindingsJson.read("old.json", texts), now))
                .containsExactly(new Shift("n1", "Heap", "1.0 MiB", "3.0 MiB"));
        assertThat(Counters.between(FindingsJson.read("new.json", FindingsJson.write(old)), now))
                .hasSize(2);
    }

    private static List<Shift> rates(Cell before, Cell after) {
        List<Column> columns = List.of(Column.key("From"), Column.text("To").compared(OTHER_END), Column.rate("Sent"));
        return Counters.between(
                nodes(columns, Cell.text("a"), Cell.text("b"), before),
                nodes(columns, Cell.text("a"), Cell.text("b"), after));
    }

    private static Findings nodes(List<Column> columns, Cell... row) {
        Instant start = Instant.parse("2026-11-23T20:15:00Z");
        return new Findings(
                "1",
                new Findings.BundleHead(
                        "a.zip",
                        "",
                        start,
                        start,
                        Duration.ZERO,
                        "standard",
                        true,
                        "n1",
                        "",
                        Labels.of(""),
                        "",
                        true,
                        0,
                        List.of(),
                        0,
                        0,
                        Optional.empty(),
                        List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Table("t", 1, "T", columns, List.of(List.of(row)), 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
