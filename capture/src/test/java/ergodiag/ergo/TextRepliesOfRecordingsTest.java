package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.StackFrame;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract: the text replies of real nodes are what our readers take them for. */
class TextRepliesOfRecordingsTest {
    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyGoroutineDumpIsReadWhole(Path recording) {
        long[] debug1 = {0};
        each(recording, "pprof_goroutines", GoroutineDump::read, (call, dump) -> {
            assertThat(dump.groups()).as(call.file().orElse("")).hasSize((int) dump.showing());
            assertThat(dump.complete()).isTrue();
            // The node counts the total after it made the dump.
            long sum = dump.groups().stream().mapToLong(GoroutineGroup::count).sum();
            assertThat(sum).as(call.file().orElse("")).isCloseTo(dump.total(), within(5L));
            boolean full = call.argument("debug").equals("2");
            for (GoroutineGroup group : dump.groups()) {
                String place = call.file().orElse("") + ":" + group.at().line();
                assertThat(group.at().line()).as(place).isGreaterThan(2);
                assertThat(group.reason().isEmpty()).as(place).isEqualTo(!full);
                assertThat(group.pid()).as(place).isEqualTo(group.labels().getOrDefault("pid", ""));
                // In debug=1 a goroutine that has not begun to run has a header and labels only.
                assertThat(group.frames().isEmpty()).as(place).isIn(false, !full);
                for (StackFrame frame : group.frames()) {
                    assertThat(frame.function()).as(place).isNotBlank().doesNotContain("0x", "\t", "created by");
                    assertThat(frame.location()).as(place).matches("\\S.*:[0-9]+");
                }
            }
            debug1[0] += full ? 0 : 1;
        });
        assertThat(debug1[0]).isPositive();
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void theGroupsOfASummaryAddUpToTheCountGoItselfWrote(Path recording) {
        Recordings.replies(recording, "pprof_goroutines", (call, in) -> {
            String text = Recordings.text(in);
            Matcher counted =
                    Pattern.compile("(?m)^goroutine profile: total (\\d+)$").matcher(text);
            if (counted.find()) {
                GoroutineDump dump = GoroutineDump.read(new BufferedReader(new StringReader(text)), "dump.txt");
                assertThat(dump.groups().stream()
                                .mapToLong(GoroutineGroup::count)
                                .sum())
                        .as(call.file().orElse(""))
                        .isEqualTo(Long.parseLong(counted.group(1)));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyCpuProfileIsReadWhole(Path recording) {
        each(recording, "pprof_cpu", counted(CpuProfile::read), (call, counted) -> {
            CpuProfile profile = counted.profile();
            assertThat(profile.rows()).hasSize(counted.showing());
            assertThat(profile.length().toSeconds()).isEqualTo(5);
            assertThat(profile.sampled()).isLessThanOrEqualTo(profile.length().multipliedBy(2));
            assertThat(profile.rows())
                    .allSatisfy(row -> assertThat(row.cumulativePercent()).isBetween(row.flatPercent() - 0.1, 100.0));
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyHeapProfileIsReadWhole(Path recording) {
        each(recording, "pprof_heap", counted(HeapProfile::read), (call, counted) -> {
            HeapProfile profile = counted.profile();
            assertThat(profile.rows()).hasSize(counted.showing());
            double sum = profile.rows().stream()
                    .mapToLong(row -> row.inUse().count())
                    .sum();
            double all = profile.inUse().count();
            assertThat(sum).as(call.file().orElse("")).isLessThanOrEqualTo(all * 1.05 + (1 << 20));
        });
    }

    @ParameterizedTest
    @MethodSource("ergodiag.ergo.Recordings#all")
    void everyPingTellsItsRoundTrip(Path recording) {
        each(recording, "network_ping", Ping::read, (call, ping) -> {
            assertThat(ping.rtt()).isPositive();
        });
    }

    /** What was read of a profile, and how many functions its header counts. */
    private record Counted<T>(int showing, T profile) {}

    private static <T> BiFunction<BufferedReader, String, Counted<T>> counted(
            BiFunction<BufferedReader, String, T> read) {
        return (lines, file) -> {
            String text = lines.lines().collect(Collectors.joining("\n"));
            Matcher showing = Pattern.compile("showing (\\d+)").matcher(text);
            assertThat(showing.find()).as(file).isTrue();
            return new Counted<>(
                    Integer.parseInt(showing.group(1)), read.apply(new BufferedReader(new StringReader(text)), file));
        };
    }

    private static <T> void each(
            Path recording, String tool, BiFunction<BufferedReader, String, T> read, BiConsumer<Call, T> check) {
        assertThat(Recordings.replies(recording, tool, (call, in) -> {
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                    check.accept(call, read.apply(lines, call.file().orElse("")));
                }))
                .as(tool + " in " + recording)
                .isPositive();
    }
}
