package ergodiag.ergo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages of metrics as servers write them, and as nobody should. */
class MetricsPageTest {
    @Test
    void aSampleHasNameLabelsAndValueAndTheLineItStandsOn() throws IOException {
        Read page = read("""
                # HELP ergo_mailbox_depth_top Mailbox depth of top-N processes
                # TYPE ergo_mailbox_depth_top gauge
                ergo_mailbox_depth_top{node="a@h",pid="<1B30E9C5.0.1004>",name="orders",application="shop",behavior="main.Orders"} 698

                ergo_processes_total{node="a@h"} 1.5e+02
                up 1
                """);

        assertThat(page.unreadable()).isZero();
        assertThat(page.samples()).extracting(Sample::line).containsExactly(3, 5, 6);
        Sample first = page.samples().get(0);
        assertThat(first.name()).isEqualTo("ergo_mailbox_depth_top");
        assertThat(first.labels())
                .containsExactly(
                        Map.entry("node", "a@h"),
                        Map.entry("pid", "<1B30E9C5.0.1004>"),
                        Map.entry("name", "orders"),
                        Map.entry("application", "shop"),
                        Map.entry("behavior", "main.Orders"));
        assertThat(first.value()).isEqualTo(698);
        assertThat(first.at()).isEmpty();
        assertThat(page.samples().get(1).value()).isEqualTo(150);
        assertThat(page.samples().get(2).label("node")).isEmpty();
    }

    @Test
    void labelValuesAreUnescapedAndMayHoldWhatEndsThemElsewhere() throws IOException {
        assertThat(one("x{a=\"say \\\"hi\\\", {ok} # not\\na comment \\\\ \\d\",} 1")
                        .label("a"))
                .isEqualTo("say \"hi\", {ok} # not\na comment \\ \\d");
        assertThat(one("x { a = \"\" , b = \"2\" } 1").labels()).isEqualTo(Map.of("a", "", "b", "2"));
        assertThat(one("x{} 3").labels()).isEmpty();
        assertThat(one("x{näme=\"1\"} 3 ".replace("ä", "a")).value()).isEqualTo(3);
        assertThat(one("x{node=\"Zürich@h\"} 3").label("node")).isEqualTo("Zürich@h");
    }

    @Test
    void valuesOfLabelsGetOtherWordsAndAllElseStays() {
        String line = "x{ node = \"a@h\",name=\"say \\\"hi\\\"\", e=\"\" } 1.50  1795860000 # {t=\"a@h\"} 2";
        assertThat(SampleLine.reworded(
                        line,
                        (label, value) -> label.equals("e") ? "" : value.toUpperCase(Locale.ROOT) + "\\",
                        other -> "no"))
                .isEqualTo(
                        "x{ node = \"A@H\\\\\",name=\"SAY \\\"HI\\\"\\\\\", e=\"\" } 1.50  1795860000 # {t=\"a@h\"} 2");
        assertThat(SampleLine.reworded("# HELP a@h", (label, value) -> "no", other -> "yes"))
                .isEqualTo("yes");
    }

    @Test
    void aNameInQuotesStandsInsideTheBraces() throws IOException {
        Sample sample = one("{\"ergo.mailbox.depth\", \"my node\"=\"a@h\"} 3");

        assertThat(sample.name()).isEqualTo("ergo.mailbox.depth");
        assertThat(sample.label("my node")).isEqualTo("a@h");
    }

    @Test
    void timesAreMillisecondsOrSeconds() throws IOException {
        Instant at = Instant.parse("2026-11-28T10:00:00.250Z");
        assertThat(one("x 1 1795860000250").at()).contains(at);
        assertThat(one("x 1 1795860000.25").at()).contains(at);
        assertThat(one("x\t1\t1.79586000025e9").at()).contains(at);
    }

    @Test
    void numbersMayBeInfiniteOrNone() throws IOException {
        assertThat(one("x +Inf").value()).isPositive().isInfinite();
        assertThat(one("x -Inf").value()).isNegative().isInfinite();
        assertThat(one("x NaN").value()).isNaN();
        assertThat(one("x .5").value()).isEqualTo(0.5);
        assertThat(one("x -1.").value()).isEqualTo(-1);
    }

    @Test
    void openMetricsHasExemplarsAndAnEnd() throws IOException {
        Read page = read("""
                # TYPE foo histogram
                # UNIT foo_seconds seconds
                foo_bucket{le="0.1"} 8 # {trace="a # b"} 0.067
                foo_bucket{le="+Inf"} 17 1795860000 # {} 9.8 1795860000.1
                foo_count 17
                foo_created 1520430000.123
                # EOF
                what follows is nothing
                """);

        assertThat(page.unreadable()).isZero();
        assertThat(page.samples())
                .extracting(Sample::name)
                .containsExactly("foo_bucket", "foo_bucket", "foo_count", "foo_created");
    }

    @Test
    void linesMayEndAsOnWindowsAndTheLastNotAtAll() throws IOException {
        Read page = read("a 1\r\n# x\r\nb{c=\"d\"} 2\r\n\r\nc 3");

        assertThat(page.samples()).extracting(Sample::line).containsExactly(1, 3, 5);
        assertThat(page.unreadable()).isZero();
    }

    @Test
    void aLineThatIsNoSampleIsCountedAndCostsItselfOnly() throws IOException {
        for (String bad : new String[] {
            "<!DOCTYPE html>",
            "{\"status\":\"error\"}",
            "x",
            "x{",
            "x{a=\"b\"",
            "x{a=\"b} 1",
            "x{a=\"b\\\"} 1",
            "x{a=b} 1",
            "x{a=\"1\" b=\"2\"} 1",
            "x{a=\"1\",a=\"2\"} 1",
            "x{\"a\"} 1",
            "{a=\"1\"} 1",
            "x 1d",
            "x 0x1p3",
            "x 1_000",
            "x one",
            "x 1 soon",
            "x 1 NaN",
            "x 1 9e99",
            "x 1 2 3",
            "x 1 # no exemplar",
            "1x 1",
            "x{a=\"b\"}",
        }) {
            Read page = read("first 1\n" + bad + "\nlast 2\n");
            assertThat(page.unreadable()).as(bad).isEqualTo(1);
            assertThat(page.samples()).as(bad).extracting(Sample::name).containsExactly("first", "last");
        }
    }

    @Test
    void linesLabelsAndSeriesAreBounded() throws IOException {
        String label = "x{a=\"" + "b".repeat(MetricsPage.LONGEST_VALUE) + "\"} 1\n";
        assertThat(read(label).samples()).hasSize(1);
        assertThat(read(label.replaceFirst("b", "bb")).unreadable()).isEqualTo(1);
        String line = "x" + " ".repeat(MetricsPage.LONGEST_LINE - 2) + "1";
        assertThat(read(line).samples()).hasSize(1);
        assertThat(read(line + "1").unreadable()).isEqualTo(1);
        assertThat(read(labels(MetricsPage.MOST_LABELS)).samples()).hasSize(1);
        assertThat(read(labels(MetricsPage.MOST_LABELS + 1)).unreadable()).isEqualTo(1);

        Read many = read("x 1\n".repeat(MetricsPage.MOST_SAMPLES + 2));
        assertThat(many.samples()).hasSize(MetricsPage.MOST_SAMPLES);
        assertThat(many.beyond()).isEqualTo(2);
    }

    private static String labels(int count) {
        StringBuilder line = new StringBuilder("x{");
        for (int i = 0; i < count; i++) {
            line.append("l").append(i).append("=\"v\",");
        }
        return line + "} 1\n";
    }

    @Test
    void aDamagedPageNeverBreaksTheReader() throws IOException {
        long seed = Long.getLong("ergodiag.seed", new Random().nextLong());
        Random random = new Random(seed);
        String good = """
                # HELP a b
                ergo_mailbox_depth_top{node="a@h",pid="<1B30E9C5.0.1004>",name="or\\"d\\\\ers"} 698 1795860000250
                {"ergo.x", le="+Inf"} 17 # {t="u"} 1 2
                ergo_processes_total{node="a@h"} NaN
                # EOF
                """;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
            }
            Read page = Read.of(new ByteArrayInputStream(bytes, 0, random.nextInt(bytes.length + 1)));
            assertThat(page.samples())
                    .as("seed %d, round %d", seed, round)
                    .hasSizeLessThan(12)
                    .allMatch(sample -> !sample.name().isEmpty());
        }
    }

    private static Sample one(String line) throws IOException {
        Read page = read(line);
        assertThat(page.samples()).as(line).hasSize(1);
        return page.samples().get(0);
    }

    private static Read read(String text) throws IOException {
        return Read.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What a page says. */
    private record Read(List<Sample> samples, long unreadable, long beyond) {
        static Read of(InputStream in) throws IOException {
            List<Sample> samples = new ArrayList<>();
            MetricsPage page = MetricsPage.read(in, samples::add);
            assertThat(page.samples()).isEqualTo(samples.size());
            return new Read(samples, page.unreadable(), page.beyond());
        }
    }
}
