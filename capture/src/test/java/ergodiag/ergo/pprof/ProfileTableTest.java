package ergodiag.ergo.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ergodiag.ergo.UnreadableReply;
import ergodiag.testing.MadeUpProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles in protobuf as texts, real ones among them (see the README beside them), and back. */
class ProfileTableTest {
    private static final int MOST = 20_000_000;
    private static final Instant TAKEN = Instant.parse("2026-11-28T14:00:00.5Z");
    private static final Map<String, String> SCANNER = Map.of("pid", "<1B30E9C5.0.1048>", "tenant", "acme");

    @Test
    void aRealCpuProfileTellsFunctionsAndActors() throws IOException {
        ProfileTable text = text(real("cpu.pb.gz"));
        assertThat(text.form()).isEqualTo(ProfileForm.CPU);
        assertThat(text.cut()).isFalse();
        assertThat(text.text()).doesNotContain("acme", "Hunter", "/tmp/");

        CpuProfile profile = cpu(text);
        assertThat(profile.length()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3100));
        assertThat(profile.sampled()).isEqualTo(Duration.ofMillis(2470));
        CpuRow burn = profile.rows().stream()
                .filter(row -> row.function().equals("main.burn"))
                .findFirst()
                .orElseThrow();
        // as go tool pprof -top says
        assertThat(burn.flatPercent()).isCloseTo(21.05, within(0.01));
        assertThat(burn.cumulativePercent()).isCloseTo(85.43, within(0.01));
        assertThat(line(text, burn.at().line())).contains("main.burn");
        // as go tool pprof -tags says
        assertThat(profile.actors())
                .extracting(ActorShare::id)
                .containsExactly("<1B30E9C5.0.1048>", "Alias#<1B30E9C5.154599.25515.0>", "<1B30E9C5.0.1049>");
        ActorShare scanner = profile.actors().get(0);
        assertThat(scanner.percent()).isCloseTo(85.43, within(0.01));
        assertThat(scanner.meta()).isFalse();
        assertThat(scanner.functions())
                .filteredOn(row -> row.function().equals("main.(*Scanner).HandleMessage"))
                .singleElement()
                .satisfies(row -> assertThat(row.cumulativePercent()).isCloseTo(85.43, within(0.01)));
        assertThat(line(text, scanner.at().line())).startsWith("pid <1B30E9C5.0.1048>\t85.43");
        assertThat(profile.actors().get(1).meta()).isTrue();
    }

    @Test
    void aRealHeapProfileTellsTheSameInBothForms() throws IOException {
        ProfileTable text = text(real("heap.pb.gz"));
        assertThat(text.form()).isEqualTo(ProfileForm.HEAP);
        HeapProfile heap = HeapProfile.read(lines(text.text()), "attached/heap.txt");
        assertThat(heap.rows().get(0).function()).isEqualTo("main.(*Cache).put");
        // as go tool pprof -top says
        assertThat(heap.rows().get(0).inUse().count()).isCloseTo((long) (3598.02 * 1024), within(10L));
        assertThat(heap.inUse().count()).isCloseTo((long) (5922.86 * 1024), within(10L));

        HeapProfile fromText = HeapProfile.fromGo(lines(plain("heap-debug1.txt")), "attached/heap-debug1.txt");
        HeapRow put = fromText.rows().stream()
                .filter(row -> row.function().equals("main.(*Cache).put"))
                .findFirst()
                .orElseThrow();
        // taken a moment later
        assertThat((double) put.inUse().count())
                .isCloseTo(
                        heap.rows().get(0).inUse().count(),
                        within(0.3 * put.inUse().count()));
        assertThat(line(plain("heap-debug1.txt"), put.at().line())).matches("\\d+: \\d+ \\[\\d+: \\d+] @.*");
        assertThat(fromText.rows()).extracting(HeapRow::function).doesNotHaveDuplicates();
    }

    @Test
    void realGoroutinesAreTheSameInAllForms() throws IOException {
        ProfileTable text = text(real("goroutine.pb.gz"));
        assertThat(text.form()).isEqualTo(ProfileForm.GOROUTINE_GROUPS);
        assertThat(text.text()).doesNotContain("acme", "Hunter");
        GoroutineDump made = GoroutineDump.fromGo(lines(text.text()), "attached/goroutine.txt", false);
        GoroutineDump grouped = GoroutineDump.fromGo(lines(plain("goroutine-debug1.txt")), "a.txt", false);
        GoroutineDump single = GoroutineDump.fromGo(lines(plain("goroutine-debug2.txt")), "b.txt", false);

        for (GoroutineDump dump : new GoroutineDump[] {made, grouped, single}) {
            assertThat(dump.complete()).isTrue();
            assertThat(dump.total()).isBetween(12L, 16L);
            assertThat(dump.groups().stream()
                            .filter(group -> group.mentions("main.waitConfirmation"))
                            .mapToInt(GoroutineGroup::count)
                            .sum())
                    .isEqualTo(3);
        }
        for (GoroutineDump dump : new GoroutineDump[] {made, grouped}) {
            assertThat(dump.groups())
                    .filteredOn(group -> group.mentions("main.waitConfirmation"))
                    .extracting(GoroutineGroup::pid)
                    .containsExactlyInAnyOrder("<1B30E9C5.0.1060>", "<1B30E9C5.0.1061>", "<1B30E9C5.0.1062>");
            assertThat(dump.groups())
                    .extracting(group -> group.labels().get("meta"))
                    .contains("Alias#<1B30E9C5.154599.25515.0>");
        }
        assertThat(single.groups()).extracting(GoroutineGroup::reason).contains("chan receive");
    }

    @Test
    void textsOfGoAreKnownByTheirFirstLines() throws IOException {
        for (Map.Entry<String, ProfileForm> file : Map.of(
                        "heap-debug1.txt", ProfileForm.HEAP_TEXT,
                        "goroutine-debug1.txt", ProfileForm.GOROUTINE_GROUPS,
                        "goroutine-debug2.txt", ProfileForm.GOROUTINES)
                .entrySet()) {
            assertThat(ProfileForm.ofText(
                            plain(file.getKey()).lines().findFirst().orElseThrow()))
                    .hasValue(file.getValue());
        }
        assertThat(ProfileForm.ofText("2026-11-28 14:00:00 [info] goroutine 7 [running]:"))
                .isEmpty();
        assertThat(ProfileForm.ofText("")).isEmpty();
    }

    @Test
    void timeCountsForEachFunctionOnceAndForItsActor() throws IOException {
        CpuProfile profile = cpu(text(MadeUpProfile.cpu(TAKEN, Duration.ofSeconds(10))
                .burnt(
                        Duration.ofSeconds(6),
                        SCANNER,
                        "main.burn",
                        "main.fold",
                        "main.fold",
                        "main.(*Scanner).HandleMessage")
                .burnt(Duration.ofSeconds(1), Map.of("pid", "42"), "main.other")
                .burnt(Duration.ofSeconds(1), Map.of(), "runtime.gcDrain", "runtime.gcBgMarkWorker")
                .bytes()));
        assertThat(profile.length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(profile.sampled()).isEqualTo(Duration.ofSeconds(8));
        assertThat(profile.rows())
                .extracting(CpuRow::function, CpuRow::flatPercent, CpuRow::cumulativePercent)
                .startsWith(tuple("main.burn", 75.0, 75.0))
                .contains(tuple("main.fold", 0.0, 75.0), tuple("runtime.gcBgMarkWorker", 0.0, 12.5));
        assertThat(profile.actors()).singleElement().satisfies(actor -> {
            assertThat(actor.id()).isEqualTo("<1B30E9C5.0.1048>");
            assertThat(actor.percent()).isEqualTo(75);
            assertThat(actor.functions()).hasSize(3);
        });
    }

    @Test
    void itKnowsWhenItWasTaken() throws IOException {
        assertThat(PprofProfile.read(
                                MadeUpProfile.cpu(TAKEN, Duration.ofSeconds(1)).bytes())
                        .taken())
                .hasValue(TAKEN);
        assertThat(PprofProfile.read(MadeUpProfile.of("cpu", "nanoseconds").bytes())
                        .taken())
                .isEmpty();
    }

    @Test
    void anIdleNodeHasAProfileWithoutRows() throws IOException {
        CpuProfile profile =
                cpu(text(MadeUpProfile.cpu(TAKEN, Duration.ofSeconds(5)).bytes()));
        assertThat(profile.rows()).isEmpty();
        assertThat(profile.sampled()).isZero();
    }

    @Test
    void aLineBreakInANameBreaksNoLine() throws IOException {
        ProfileTable text = text(MadeUpProfile.heap(TAKEN)
                .held(100, 50, "main.evil\n99B 99B main.other")
                .bytes());
        assertThat(HeapProfile.read(lines(text.text()), "x").rows())
                .extracting(HeapRow::function)
                .containsExactly("main.evil?99B 99B main.other");
    }

    @Test
    void whatNobodyReadsIsRefusedWithAReason() {
        assertThatThrownBy(() -> text(real("mutex.pb.gz")))
                .isInstanceOf(DamagedProfile.class)
                .hasMessageContaining("contentions, delay");
        assertThatThrownBy(() -> text(MadeUpProfile.cpu(TAKEN, Duration.ZERO).bytes()))
                .hasMessageContaining("over what time");
        assertThatThrownBy(() ->
                        text(MadeUpProfile.heap(TAKEN).held(1, -1, "main.f").bytes()))
                .hasMessageContaining("differences");
        assertThatThrownBy(() -> text(MadeUpProfile.cpu(TAKEN, Duration.ofSeconds(1))
                        .sample(new long[] {1}, Map.of(), "main.f")
                        .bytes()))
                .hasMessageContaining("values");
    }

    @Test
    void ofALongProfileTheBeginningIsKept() throws IOException {
        MadeUpProfile profile = MadeUpProfile.heap(TAKEN);
        for (int i = 0; i < 500; i++) {
            profile.held(1000 - i, 1000 - i, "main.f" + i);
        }
        ProfileTable text = ProfileTable.of(PprofProfile.read(profile.bytes()), 5000);
        assertThat(text.cut()).isTrue();
        assertThat(text.text()).hasSizeLessThan(5100).endsWith("\n").contains("main.f0\n");
    }

    @Test
    void numbersThatAreTooLargeDoNotTurnOver() throws IOException {
        MadeUpProfile profile = MadeUpProfile.heap(TAKEN)
                .held(Long.MAX_VALUE, Long.MAX_VALUE, "main.f")
                .held(Long.MAX_VALUE, Long.MAX_VALUE, "main.f");
        assertThat(text(profile.bytes()).text()).contains(Long.MAX_VALUE + "B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu.pb.gz", "heap.pb.gz", "goroutine.pb.gz"})
    void aProfileThatBreaksOffIsRefusedOrReadable(String name) throws IOException {
        byte[] whole = real(name);
        for (int length = 1; length < whole.length; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertReadable(text(cut));
            } catch (DamagedProfile e) {
                assertThat(e).hasMessageStartingWith("it is a profile that cannot be read: ");
            }
        }
        assertThat(PprofProfile.begins(Arrays.copyOf(whole, 64))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu.pb.gz", "heap.pb.gz", "goroutine.pb.gz"})
    void aDamagedProfileIsRefusedOrReadable(String name) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = real(name);
        for (int turn = 0; turn < 1500; turn++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(20); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertReadable(text(damaged));
            } catch (DamagedProfile e) {
                assertThat(e).as("seed %d", seed).hasMessageStartingWith("it is a profile that cannot be read: ");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** What was written can be read, unless it holds nothing. */
    private static void assertReadable(ProfileTable text) {
        try {
            switch (text.form()) {
                case CPU -> cpu(text);
                case HEAP -> HeapProfile.read(lines(text.text()), "x");
                case GOROUTINE_GROUPS -> GoroutineDump.fromGo(lines(text.text()), "x", text.cut());
                case HEAP_TEXT, GOROUTINES -> throw new AssertionError(text.form());
            }
        } catch (UnreadableReply e) {
            assertThat(e.getMessage()).containsAnyOf("not one goroutine is there", "more than a node can have");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap-debug1.txt", "goroutine-debug1.txt", "goroutine-debug2.txt"})
    void aDamagedTextIsRefusedOrReadable(String name) throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String whole = plain(name);
        for (int turn = 0; turn < 500; turn++) {
            StringBuilder damaged = new StringBuilder(whole);
            for (int i = 0; i <= random.nextInt(30); i++) {
                int at = random.nextInt(damaged.length());
                damaged.replace(at, at + random.nextInt(3), "0123456789@[]:\n\t# {\"".substring(random.nextInt(20)));
            }
            try {
                BufferedReader lines = lines(damaged.toString());
                assertThat(
                                name.startsWith("heap")
                                        ? HeapProfile.fromGo(lines, name)
                                        : GoroutineDump.fromGo(lines, name, random.nextBoolean()))
                        .isNotNull();
            } catch (UnreadableReply e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining(name);
            }
        }
    }

    @Test
    void aDumpWhoseEndIsMissingIsNotComplete() throws IOException {
        String whole = plain("goroutine-debug1.txt");
        String cut = whole.substring(0, whole.lastIndexOf("\n\n") - 1);
        assertThat(GoroutineDump.fromGo(lines(cut.substring(0, cut.lastIndexOf("\n\n"))), "x", true)
                        .complete())
                .isFalse();
        assertThat(GoroutineDump.fromGo(lines(plain("goroutine-debug2.txt")), "x", true)
                        .complete())
                .isFalse();
    }

    private static ProfileTable text(byte[] content) throws IOException {
        return ProfileTable.of(PprofProfile.read(content), MOST);
    }

    private static CpuProfile cpu(ProfileTable text) {
        return CpuProfile.read(lines(text.text()), "attached/cpu.txt");
    }

    private static BufferedReader lines(String text) {
        return new BufferedReader(new StringReader(text));
    }

    private static String line(ProfileTable text, int number) {
        return line(text.text(), number);
    }

    private static String line(String text, int number) {
        return Optional.of(text.split("\n")[number - 1]).orElseThrow();
    }

    private static byte[] real(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(open(name))) {
            return in.readAllBytes();
        }
    }

    private static String plain(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(ProfileTableTest.class.getResourceAsStream(name), name);
    }
}
