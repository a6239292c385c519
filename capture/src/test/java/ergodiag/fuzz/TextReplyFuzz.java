package ergodiag.fuzz;

import ergodiag.bundle.Source;
import ergodiag.ergo.LogFile;
import ergodiag.ergo.Publication;
import ergodiag.ergo.Readers;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.metrics.Sample;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.DamagedProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.GoroutineLook;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.PprofProfile;
import ergodiag.ergo.pprof.ProfileTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Any bytes as goroutines, profiles, logs, series and metrics, as nodes say them and as people take them along. */
public final class TextReplyFuzz {
    static final List<Tool> TOOLS =
            List.of(Tool.PPROF_GOROUTINES, Tool.PPROF_CPU, Tool.PPROF_HEAP, Tool.NETWORK_PING, Tool.SAMPLE_LISTEN);

    private static final String FILE = "reply";
    private static final int LARGEST_TABLE = 1 << 20;

    private static final List<Readers.Reader> TAKEN_ALONG = List.of(
            (in, at) -> LogFile.list(lines(in), FILE).size(),
            (in, at) -> GoroutineLook.list(lines(in), FILE).size(),
            (in, at) -> Publication.list(lines(in), FILE).size(),
            (in, at) -> GoroutineDump.fromGo(lines(in), FILE, false).hashCode(),
            (in, at) -> GoroutineDump.fromGo(lines(in), FILE, true).hashCode(),
            (in, at) -> HeapProfile.fromGo(lines(in), FILE).hashCode(),
            (in, at) -> profile(in),
            (in, at) -> metrics(in));

    private static final OneOfMany READERS = new OneOfMany(
            Stream.concat(TOOLS.stream().map(Readers.OF_TOOLS::get), TAKEN_ALONG.stream())
                    .toList(),
            List.of(Source.file(FILE)));

    private TextReplyFuzz() {}

    /** @throws AssertionError when it is refused without a word, or takes too long; whatever else is thrown is a finding as well */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        READERS.read(input);
    }

    static List<byte[]> seeds() {
        List<String> beginnings = List.of(
                "2026-11-23T20:15:00Z [ error] <AB12CD34.0.1004>: it failed\n{\"time\":\"2026-11-23T20:15:00Z\",\"level\":\"error\",\"msg\":\"m\"}\n",
                "{\"text\":\"goroutine 1 [running]:\\n\"}\n",
                "{\"time\":\"2026-11-23T20:15:00Z\",\"event\":\"e\"}\n",
                "goroutine 1 [chan receive, 3 minutes]:\nmain.main()\n\t/a/main.go:12 +0x1d\n",
                "goroutine profile: total 1\n1 @ 0x1 0x2\n#\t0x1\tmain.main+0x1d\t/a/main.go:12\n",
                "heap profile: 1: 32 [2: 64] @ heap/524288\n1: 32 [2: 64] @ 0x1\n#\t0x1\tmain.main+0x1d\t/a/main.go:12\n",
                "",
                "# TYPE ergo_processes_total gauge\nergo_processes_total{node=\"a@b\"} 12 1790000000000\n");
        List<byte[]> seeds = new ArrayList<>(OneOfMany.seeds(TOOLS));
        for (int other = 0; other < TAKEN_ALONG.size(); other++) {
            seeds.add(
                    OneOfMany.input(TOOLS.size() + other, beginnings.get(other).getBytes(StandardCharsets.UTF_8)));
        }
        return seeds;
    }

    /** What is made of a profile is read as what it is made to be. */
    private static int profile(InputStream in) {
        try {
            ProfileTable table = ProfileTable.of(PprofProfile.read(in.readAllBytes()), LARGEST_TABLE);
            BufferedReader lines = new BufferedReader(new StringReader(table.text()));
            return switch (table.form()) {
                case CPU -> CpuProfile.read(lines, FILE).hashCode();
                case HEAP -> HeapProfile.read(lines, FILE).hashCode();
                case HEAP_TEXT, GOROUTINE_GROUPS, GOROUTINES ->
                    GoroutineDump.fromGo(lines, FILE, table.cut()).hashCode();
            };
        } catch (DamagedProfile e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int metrics(InputStream in) {
        List<Sample> samples = new ArrayList<>();
        try {
            MetricsPage.read(in, samples::add);
        } catch (IOException e) {
            return 0;
        }
        return samples.size();
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
