package ergodiag.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final Instant START = Instant.parse("2026-11-23T23:59:50Z");

    @Test
    void aGapInASeriesIsAGapInTheLine() {
        assertThat(strokes(line(1, 2, 3, 4, 5, 6))).isEqualTo(1);
        assertThat(strokes(line(1, 2, Double.NaN, 4, 5, 6))).isEqualTo(2);
        assertThat(strokes(line(1, 2, Double.NaN, 4, Double.NaN, 6, 7))).isEqualTo(2);
    }

    @Test
    void aSingleReadingIsSeen() {
        assertThat(drawn(line(5)).select("circle, ellipse, [fill=var(--s0)]")).isNotEmpty();
    }

    @Test
    void theTimeAxisIsInUtcWhateverTheZoneOfTheMachine() {
        String text = drawn(line(1, 2, 3, 4, 5)).text();
        assertThat(text).contains("23:59:50").contains("UTC");
    }

    /** Ticks from a drawing of readings {@code count} times so far apart. */
    private static List<String> times(Duration step, int count) {
        List<Instant> times = IntStream.range(0, count)
                .mapToObj(i -> START.plus(step.multipliedBy(i)))
                .toList();
        List<Double> values =
                IntStream.range(0, count).mapToObj(i -> (double) i).toList();
        Chart chart = chart(Chart.Kind.LINE, "1", List.of(new ChartSeries("a", times, values)), List.of());
        return drawn(chart).select("text").eachText().stream()
                .filter(text -> text.matches(".*\\d\\d:\\d\\d.*"))
                .toList();
    }

    @Test
    void noTwoTicksOfATimeAxisHaveTheSameLabelHoweverShortOrLongItIs() {
        for (long millis : new long[] {1, 7, 30, 90, 270, 900, 4000, 45_000, 700_000, 20_000_000, 200_000_000}) {
            assertThat(times(Duration.ofMillis(millis), 12))
                    .as("12 readings, one each %s ms", millis)
                    .hasSizeBetween(2, 12)
                    .doesNotHaveDuplicates();
        }
        assertThat(times(Duration.ofMillis(30), 12)).allMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}"));
        assertThat(times(Duration.ofMillis(270), 12)).allMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\d"));
        assertThat(times(Duration.ZERO, 1)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void noLabelOfATimeAxisReachesBeyondTheDrawing() {
        for (int millis = 500; millis < 9000; millis += 250) {
            Chart chart = chart(
                    Chart.Kind.LINE,
                    "1",
                    List.of(new ChartSeries("a", List.of(START, START.plusMillis(millis * 9L)), List.of(1.0, 2.0))),
                    List.of());
            Element drawing = drawn(chart);
            double width = Double.parseDouble(drawing.attr("viewBox").split(" ")[2]);
            for (Element text : drawing.select("text:matches(^\\d\\d:\\d\\d:\\d\\d$)")) {
                Rectangle2D shape =
                        Theme.text(Axes.TEXT).getStringBounds(text.text(), new FontRenderContext(null, true, true));
                assertThat(Double.parseDouble(text.attr("x")) + shape.getWidth())
                        .as("%s of %s ms", text.text(), millis * 9)
                        .isLessThanOrEqualTo(width + 0.5);
            }
        }
    }

    @Test
    void noTwoTicksOfAnAxisOfValuesHaveTheSameLabel() {
        for (int power = -8; power < 15; power++) {
            for (double factor : new double[] {1.7, 9.9}) {
                for (String unit : new String[] {"1", "s", "bytes", "messages", "processes/s"}) {
                    double most = factor * Math.pow(10, power);
                    Chart chart = chart(Chart.Kind.LINE, unit, List.of(series("a", 0, most / 3, most)), List.of());
                    assertThat(drawn(chart).select("text").eachText().stream()
                                    .filter(text -> text.matches("[0-9].*") && !text.contains(":")))
                            .as("up to %s %s", most, unit)
                            .isNotEmpty()
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void textIsTextAndShortNumbersCarryTheirUnit() {
        Chart heap = chart(Chart.Kind.LINE, "bytes", List.of(series("a", 0, 400 << 20, 300 << 20)), List.of());
        assertThat(drawn(heap).select("text").eachText()).contains("256 MiB", "0 B");
    }

    @Test
    void onScreenColoursFollowTheStyleSheetAndOnPaperTheyAreLiteral() {
        assertThat(Drawing.of(line(1, 2), Frame.of(Medium.SCREEN)).svg())
                .contains("var(--s0)")
                .doesNotContain("xmlns");
        Drawing paper = Drawing.of(line(1, 2), Frame.of(Medium.PRINT));
        assertThat(paper.svg()).contains("xmlns=", "alt=").doesNotContain("var(");
        BufferedImage image = new BufferedImage(680, 205, BufferedImage.TYPE_INT_RGB);
        paper.sketch().orElseThrow().draw(image.createGraphics());
        assertThat(IntStream.of(image.getRGB(0, 0, 680, 205, null, 0, 680))).contains(0xff0072b2);
    }

    @Test
    void eachBarHasItsValueBesideItAndItsNameBefore() {
        Chart bars = chart(
                Chart.Kind.BARS,
                "messages",
                List.of(new ChartSeries("waiting", List.of(), List.of(14212.0, 3.0))),
                List.of("order_consumer", "audit"));
        assertThat(drawn(bars).select("text").eachText())
                .contains("order_consumer", "audit", "14.21k", "3", "messages");
    }

    @Test
    void moreSeriesThanColoursSaysHowManyAreGrey() {
        List<ChartSeries> many = IntStream.range(0, 20)
                .mapToObj(i -> series("node" + i, i, i + 1))
                .toList();
        assertThat(drawn(chart(Chart.Kind.LINE, "1", many, List.of())).text())
                .contains("node19")
                .contains("grey: 12 more");
    }

    @Test
    void aLimitIsDrawnWhereTheLinesAreAndNotFarAbove() {
        assertThat(drawn(line(1, 2, 3).limited("the limit", 4)).text()).contains("the limit");
        assertThat(drawn(line(1, 2, 3).limited("the limit", 40)).text()).doesNotContain("the limit");
    }

    @Test
    void whatHappenedIsNamedAtItsLineAndWhatLastedInTheLegend() {
        Frame setting = new Frame(
                Medium.SCREEN,
                false,
                false,
                List.of(),
                List.of(
                        new Frame.Mark("restart on a", START.plusSeconds(5), START.plusSeconds(5)),
                        new Frame.Mark("our profile", START.plusSeconds(1), START.plusSeconds(3))));
        Element drawn = parsed(Drawing.of(line(1, 2, 3), setting).svg());
        assertThat(drawn.select("text").eachText()).contains("restart on a", "our profile");
        assertThat(drawn.select("[fill=var(--band)]")).isNotEmpty();
    }

    @Test
    void aNodeHasTheSameColourInEveryChart() {
        Frame setting = new Frame(Medium.SCREEN, false, false, List.of("a", "b", "c"), List.of());
        Chart onlyB = chart(Chart.Kind.LINE, "1", List.of(series("b", 1, 2)), List.of());
        assertThat(Drawing.of(onlyB, setting).svg()).contains("var(--s1)").doesNotContain("var(--s0)");
    }

    @Test
    void manyNodesAreAlsoDrawnOneByOne() {
        List<String> names = IntStream.range(0, 30).mapToObj(i -> "node" + i).toList();
        List<ChartSeries> many = names.stream().map(name -> series(name, 1, 2)).toList();
        Chart chart = chart(Chart.Kind.LINE, "1", many, List.of());
        Frame setting = new Frame(Medium.SCREEN, true, false, names, List.of());
        assertThat(parsed(Drawing.each(chart, setting).orElseThrow().svg())
                        .select("text")
                        .eachText())
                .filteredOn(text -> text.startsWith("node"))
                .hasSize(SmallMultiples.MOST);
        assertThat(Drawing.each(line(1, 2), setting)).isEmpty();
    }

    @Test
    void twoChartsShareNoIds() {
        Element first = drawn(line(1, 2));
        Element second = drawn(
                new Chart("other", 1, "t", Chart.Kind.LINE, "1", line(1, 2).series(), List.of(), List.of(), "c"));
        assertThat(first.select("[id]").eachAttr("id"))
                .doesNotContainAnyElementsOf(second.select("[id]").eachAttr("id"));
    }

    private static long strokes(Chart chart) {
        return drawn(chart).select("path[fill=none], path[d]").stream()
                .filter(path -> path.attr("fill").equals("none") || inherits(path))
                .map(path -> path.attr("d"))
                .filter(d -> d.contains("L"))
                .mapToLong(d -> java.util.Arrays.stream(d.split("M"))
                        .filter(part -> part.contains("L"))
                        .count())
                .sum();
    }

    private static boolean inherits(Element path) {
        return path.parents().stream().anyMatch(parent -> parent.attr("fill").equals("none"));
    }

    private static Chart line(double... values) {
        return chart(Chart.Kind.LINE, "1", List.of(series("a", values)), List.of());
    }

    private static ChartSeries series(String name, double... values) {
        return new ChartSeries(
                name,
                IntStream.range(0, values.length)
                        .mapToObj(i -> START.plusSeconds(5L * i))
                        .toList(),
                IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
    }

    private static Chart chart(Chart.Kind kind, String unit, List<ChartSeries> series, List<String> categories) {
        return new Chart("one", 1, "One <chart>", kind, unit, series, categories, List.of(), "What \"it\" shows");
    }

    private static Element drawn(Chart chart) {
        return parsed(Drawing.of(chart, Frame.of(Medium.SCREEN)).svg());
    }

    private static Element parsed(String svg) {
        Document document = Jsoup.parse(svg, "", Parser.xmlParser());
        return document.child(0);
    }
}
