package ergodiag.incident.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.findings.Chart;
import ergodiag.findings.Chart.ChartSeries;
import ergodiag.incident.source.Event;
import ergodiag.incident.source.SourceReading;
import ergodiag.incident.source.Surroundings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringFileTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);
    private static final Surroundings CLUSTER =
            new Surroundings(List.of("node1@host", "node2@host"), BEGIN, BEGIN.plusSeconds(3600), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private SourceReading read(String text) throws IOException {
        return MonitoringFile.read(Files.writeString(folder.resolve("answer.json"), text), CLUSTER);
    }

    private static String answer(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private static String series(String labels, String points) {
        return "{\"metric\":{" + labels + "},\"values\":[" + points + "]}";
    }

    private static String labels(String name, String node) {
        return "\"__name__\":\"" + name + "\",\"node\":\"" + node + "\"";
    }

    /** Points 15 s apart. */
    private static String points(int count, IntFunction<String> value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "[" + (BEGIN.getEpochSecond() + 15L * i) + ",\"" + value.apply(i) + "\"]")
                .collect(Collectors.joining(","));
    }

    @Test
    void aMatrixBecomesOneChartForEachMetric() throws IOException {
        SourceReading reading = read(answer(
                series(labels("ergo_heap_bytes", "node1@host"), "[1700000000,\"1\"],[1700000015.100,\"2\"]"),
                series(labels("ergo_heap_bytes", "node2@host"), "[1700000000,\"3\"],[1700000015.100,\"4\"]"),
                series(labels("ergo_processes", "node1@host"), points(3, i -> "7"))));

        assertThat(reading.format()).isEqualTo("answers of Prometheus");
        assertThat(reading.charts()).extracting(Chart::title).containsExactly("ergo_heap_bytes", "ergo_processes");
        assertThat(reading.charts().get(0).unit()).isEqualTo("bytes");
        assertThat(reading.charts().get(0).series())
                .containsExactly(
                        new ChartSeries("node1@host", List.of(BEGIN, BEGIN.plusMillis(15_100)), List.of(1.0, 2.0)),
                        new ChartSeries("node2@host", List.of(BEGIN, BEGIN.plusMillis(15_100)), List.of(3.0, 4.0)));
        assertThat(reading.read()).isEqualTo(7);
        assertThat(reading.whole()).isTrue();
    }

    @Test
    void valuesAreTextsAsGoWritesThem() throws IOException {
        List<String> written = List.of("NaN", "+Inf", "-Inf", "-0", "1e-09", "123456789012345680", "1e+21", "many");
        SourceReading reading = read(answer(series(labels("x", "n"), points(8, written::get))));

        assertThat(reading.charts().get(0).series().get(0).values())
                .containsExactly(Double.NaN, Double.NaN, Double.NaN, -0.0, 1e-9, 123_456_789_012_345_680.0, 1e21);
        assertThat(reading.unread()).isOne();
        assertThat(reading.remarks()).containsExactly("Values that are infinite are drawn as gaps: 2.");
    }

    @Test
    void aGapIsDrawnAsOne() throws IOException {
        SourceReading reading = read(answer(series(
                labels("x", "n"), "[1700000000,\"1\"],[1700000015,\"1\"],[1700000030,\"1\"],[1700000930,\"1\"]")));

        assertThat(reading.charts().get(0).series().get(0).values()).containsExactly(1.0, 1.0, 1.0, Double.NaN, 1.0);
    }

    @Test
    void nothingIsNothingAndIsSaid() throws IOException {
        SourceReading reading = read(answer());

        assertThat(reading.charts()).isEmpty();
        assertThat(reading.remarks())
                .containsExactly(
                        "An answer has nothing in it: no series was stored under that name at that time, or no alert fired.");
    }

    @Test
    void rawSamplesOfAnInstantQueryAndASingleValueAreRead() throws IOException {
        SourceReading reading = read(answer(
                series(labels("x", "n"), "[1700000000.100,\"1\"],[1700000014.900,\"2\"]"),
                "{\"metric\":{\"__name__\":\"y\"},\"value\":[1700000000,\"1\"]}"));

        assertThat(reading.read()).isEqualTo(3);
        assertThat(reading.charts()).hasSize(1);
        assertThat(reading.remarks()).containsExactly("Metrics with too few points to draw: 1.");
    }

    @Test
    void anErrorIsSaidInTheWordsOfPrometheus() {
        assertThatThrownBy(() -> read("""
                {"status":"error","errorType":"bad_data","error":"exceeded maximum resolution of 11,000 points per timeseries."}
                """))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("bad_data: exceeded maximum resolution of 11,000 points");
    }

    @Test
    void warningsAndInfosAreSaid() throws IOException {
        SourceReading reading = read("""
                {"status":"success","warnings":["results truncated due to limit"],
                 "infos":["metric might not be a counter"],"data":{"resultType":"matrix","result":[]}}
                """);

        assertThat(reading.remarks())
                .contains(
                        "Prometheus warns: results truncated due to limit.",
                        "Prometheus notes: metric might not be a counter.");
    }

    @Test
    void nativeHistogramsGiveCountAndSum() throws IOException {
        SourceReading reading = read(answer("""
                {"metric":{"__name__":"lat_seconds","node":"n"},"histograms":[
                 [1700000000,{"count":"4","sum":"8","buckets":[[0,"1","2","4"]]}],
                 [1700000010,{"count":"14","sum":"28","buckets":[]}],
                 [1700000020,{"count":"24","sum":"48"}]]}
                """));

        assertThat(reading.charts()).extracting(Chart::title).containsExactly("lat_seconds_count", "lat_seconds_sum");
        assertThat(reading.charts().get(0).unit()).isEqualTo("/s");
        assertThat(reading.charts().get(0).series().get(0).values()).containsExactly(1.0, 1.0);
        assertThat(reading.remarks())
                .containsExactly("Native histograms are shown by their counts and sums; their buckets are not.");
    }

    @Test
    void aCounterThatFallsBeganAgain() throws IOException {
        SourceReading reading = read(
                answer(series(labels("x_total", "n"), "[1700000000,\"100\"],[1700000010,\"120\"],[1700000020,\"5\"]")));

        assertThat(reading.charts().get(0).series().get(0).values()).containsExactly(2.0, 0.5);
    }

    @Test
    void createdIsAnOrdinarySeries() throws IOException {
        assertThat(read(answer(series(labels("x_created", "n"), points(20, i -> "1700000000.5"))))
                        .charts())
                .singleElement()
                .satisfies(chart -> assertThat(chart.series().get(0).values()).containsOnly(1_700_000_000.5));
    }

    @Test
    void allPointsOfALongAnswerCountAndThePeakIsDrawn() throws IOException {
        SourceReading reading =
                read(answer(series(labels("x", "n"), points(11_001, i -> i == 5000 ? "99" : "" + i % 7))));

        assertThat(reading.read()).isEqualTo(11_001);
        ChartSeries line = reading.charts().get(0).series().get(0);
        assertThat(line.values()).hasSizeLessThan(1600).contains(99.0);
    }

    @Test
    void severalAnswersMayStandInOneFile() throws IOException {
        String one = answer(series(labels("x", "n"), "[1700000015,\"2\"],[1700000000,\"1\"]"));
        String two = answer(series(labels("x", "n"), "[1700000015,\"2\"],[1700000030,\"3\"]"));
        List<Double> both = List.of(1.0, 2.0, 3.0);

        for (String file : List.of(one + "\n" + two + "\n", "[" + one + "," + two + "]", one + two)) {
            assertThat(read(file).charts().get(0).series().get(0).values()).isEqualTo(both);
        }
    }

    @Test
    void aLineThatIsNoJsonCostsItselfOnly() throws IOException {
        String one = answer(series(labels("x", "n"), points(2, i -> "1")));
        SourceReading reading = read(one + "\n{\"status\":\n" + one + "\n");

        assertThat(reading.read()).isEqualTo(4);
        assertThat(reading.unread()).isOne();
        assertThat(reading.remarks()).containsExactly("Not all of it was read: line 2 is no whole JSON.");
    }

    @Test
    void whatStandsBeforeAnAnswerBreaksOffIsKept() throws IOException {
        String whole = answer(series(labels("x", "n"), points(2, i -> "1")), series(labels("y", "n"), "[17"));
        SourceReading reading = read(whole.substring(0, whole.lastIndexOf("[17") + 3));

        assertThat(reading.charts()).hasSize(1);
        assertThat(reading.remarks()).containsExactly("Not all of it was read: the JSON breaks off in line 1.");
    }

    @Test
    void pointsThatAreNoneCostThemselvesOnly() throws IOException {
        SourceReading reading = read(answer(
                series(labels("x", "n"), "1,[1700000000,\"1\"],null,[\"a\"],[9e99,\"1\"],[1700000015,\"1\"]"),
                "{\"metric\":{\"__name__\":\"y\"},\"values\":{\"a\":[1]}}",
                series(labels("z", "n"), points(2, i -> "1"))));

        assertThat(reading.charts()).extracting(Chart::title).containsExactly("x", "z");
        assertThat(reading.read()).isEqualTo(4);
        assertThat(reading.unread()).isEqualTo(4);
    }

    @Test
    void seriesWithoutNameAreOfTheirQuery() throws IOException {
        assertThat(read(answer(series("\"node\":\"n\"", points(3, i -> "" + i))))
                        .charts())
                .extracting(Chart::title)
                .containsExactly("query 1");
    }

    @Test
    void thoseThatChangeMostAreDrawnWithShortNames() throws IOException {
        String[] many = IntStream.range(0, 15)
                .mapToObj(n -> series(
                        labels("x", "n" + n % 2) + ",\"job\":\"ergo\",\"zone\":\"a\",\"queue\":\"q" + n + "\"",
                        points(4, i -> "" + n * i)))
                .toArray(String[]::new);
        SourceReading reading = read(answer(many));

        assertThat(reading.charts().get(0).series())
                .hasSize(12)
                .extracting(ChartSeries::name)
                .contains("n0, queue=q14");
        assertThat(reading.remarks()).containsExactly("Of x the 12 series that change most are drawn; 3 are not.");
    }

    @Test
    void sinceWhenIsSaidOfWhatLeftItsRange() throws IOException {
        Random random = new Random(3);
        SourceReading reading = read(answer(
                series(
                        labels("ergo_heap_bytes", "node2@host"),
                        points(200, i -> "" + (i < 100 ? 40 + random.nextInt(16) : 812) * 1048576L)),
                series(
                        labels("ergo_heap_bytes", "node1@host"),
                        points(200, i -> "" + (40 + random.nextInt(16)) * 1048576L)),
                series(labels("ergo_send_errors_total", "node1@host"), points(200, i -> "" + i * 30)),
                series(labels("ergo_processes_spawned", "node1@host"), points(200, i -> "" + i * 3))));

        assertThat(reading.events())
                .containsExactly(new Event(
                        BEGIN.plusSeconds(1500),
                        Event.Kind.CHANGE,
                        "node2@host",
                        "ergo_heap_bytes of node2@host left its range of 40.0 MiB to 55.0 MiB and reached 812.0 MiB",
                        "answer.json",
                        0));
    }

    @Test
    void aCounterChangesWhenItsRateDoes() throws IOException {
        SourceReading reading = read(answer(series(
                labels("ergo_send_errors_total", "node1@host"), points(100, i -> "" + (i < 60 ? 0 : (i - 59) * 150)))));

        assertThat(reading.events())
                .extracting(Event::text)
                .containsExactly(
                        "The rate of ergo_send_errors_total of node1@host left what it was before, 0, per second"
                                + " and reached 10 per second");
    }

    @Test
    void atMostEightChangesAreSaid() throws IOException {
        String[] many = IntStream.range(0, 12)
                .mapToObj(n -> series(labels("x" + n, "n"), points(40, i -> i < 20 ? "1" : "9")))
                .toArray(String[]::new);

        assertThat(read(answer(many)).events()).hasSize(8);
    }

    @Test
    void alertsOfAWebhookAreEventsOnce() throws IOException {
        String firing = alert("firing", "0001-01-01T00:00:00Z");
        SourceReading reading = read(
                webhook(firing) + "\n" + webhook(firing) + "\n" + webhook(alert("resolved", "2023-11-14T23:00:00.5Z")));

        assertThat(reading.format()).isEqualTo("alerts");
        assertThat(reading.events())
                .containsExactly(
                        new Event(
                                Instant.parse("2023-11-14T22:30:00.123Z"),
                                Event.Kind.ALERT,
                                "node1@host",
                                "Alert fired: HighHeap (critical) of node1@host: heap is high; the fault was there earlier"
                                        + " by the rule's `for`, whose length is not told",
                                "answer.json",
                                0),
                        new Event(
                                Instant.parse("2023-11-14T23:00:00.5Z"),
                                Event.Kind.RESOLVED,
                                "node1@host",
                                "Alert resolved: HighHeap (critical) of node1@host",
                                "answer.json",
                                0));
        assertThat(reading.remarks()).containsExactly("Notifications of an alert that was told before: 2.");
    }

    @Test
    void anAlertWithoutEndStillFires() throws IOException {
        SourceReading reading = read(webhook(alert("firing", "0001-01-01T00:00:00Z")));

        assertThat(reading.events()).extracting(Event::kind).containsExactly(Event.Kind.ALERT);
        assertThat(reading.remarks())
                .containsExactly("Alerts whose end the file does not tell, as they were still firing: 1.");
    }

    @Test
    void theSameAlertThatFiresAgainIsAnother() throws IOException {
        String again = alert("firing", "0001-01-01T00:00:00Z").replace("T22:30", "T23:30");

        assertThat(read("[" + webhook(alert("firing", "0001-01-01T00:00:00Z")) + "," + webhook(again) + "]")
                        .events())
                .hasSize(2);
    }

    @Test
    void alertsAreReadFromBothInterfaces() throws IOException {
        assertThat(read("[" + alert("firing", "2099-01-01T00:00:00Z").replace("\"firing\"", "{\"state\":\"active\"}")
                                + "]")
                        .events())
                .extracting(Event::kind)
                .containsExactly(Event.Kind.ALERT);
        assertThat(read("""
                {"status":"success","data":{"alerts":[{"labels":{"alertname":"HighHeap"},"annotations":{},"state":"firing",
                 "activeAt":"2023-11-14T22:30:00.123456789Z","value":"0e+00"}]}}
                """).events()).singleElement().satisfies(event -> {
            assertThat(event.at()).isEqualTo("2023-11-14T22:30:00.123456789Z");
            assertThat(event.text()).contains("the condition holds since then");
        });
    }

    @Test
    void theLengthOfForIsSaidWhereItIsGiven() throws IOException {
        assertThat(read(webhook(alert("firing", "0001-01-01T00:00:00Z")
                                .replace("\"summary\"", "\"for\":\"5m\",\"summary\"")))
                        .events()
                        .get(0)
                        .text())
                .endsWith("by the rule's `for`, which is 5m");
    }

    private static String webhook(String alert) {
        return "{\"version\":\"4\",\"groupKey\":\"{}\",\"status\":\"firing\",\"receiver\":\"x\",\"alerts\":[" + alert
                + "]}";
    }

    private static String alert(String status, String endsAt) {
        return "{\"status\":\"" + status
                + "\",\"labels\":{\"alertname\":\"HighHeap\",\"node\":\"node1@host\",\"severity\":\"critical\"},"
                + "\"annotations\":{\"summary\":\"heap is high\"},\"startsAt\":\"2023-11-14T22:30:00.123Z\",\"endsAt\":\""
                + endsAt + "\",\"fingerprint\":\"a1b2\"}";
    }

    @Test
    void pagesWithTimesAreReadOneAfterAnother() throws IOException {
        SourceReading reading = read("""
                # TYPE ergo_memory_alloc_bytes gauge
                ergo_memory_alloc_bytes{node="node1@host"} 1 1700000000000
                # EOF
                ergo_memory_alloc_bytes{node="node1@host"} 2 1700000015
                ergo_memory_alloc_bytes{node="node1@host"} 3
                # EOF
                """);

        assertThat(reading.format()).isEqualTo("pages of metrics");
        assertThat(reading.charts().get(0).series())
                .containsExactly(
                        new ChartSeries("node1@host", List.of(BEGIN, BEGIN.plusSeconds(15)), List.of(1.0, 2.0)));
        assertThat(reading.unread()).isOne();
        assertThat(reading.remarks())
                .singleElement()
                .asString()
                .contains("Samples without a time")
                .contains(": 1;");
    }

    @Test
    void secretsAreNotPassedOn() throws IOException {
        String secret = alert("firing", "x").replace("heap is high", "see http://ann:hunter2secret@host/ \\u202e");

        assertThat(read(webhook(secret)).toString())
                .doesNotContain("hunter2secret")
                .doesNotContain("\u202e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "[1,2]", "hello", "{\"alerts\":[{}]}", "[[[[", "{\"data\":{\"result\":[1]}}"})
    void whatIsNotOfMonitoringIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UserError.class).hasMessageContaining("query_range");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(MonitoringFile.LARGEST + 1);
        }

        assertThatThrownBy(() -> MonitoringFile.read(large, CLUSTER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it is larger than 64 MB");
    }
}
