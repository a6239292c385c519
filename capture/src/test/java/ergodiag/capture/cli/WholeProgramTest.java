package ergodiag.capture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Verification;
import ergodiag.bundle.seal.Identities;
import ergodiag.capture.FakeNode;
import ergodiag.testing.MadeUpKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: signals, and what goes to which stream. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class WholeProgramTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final FakeNode cluster = new FakeNode();

    @Test
    void ctrlCClosesTheBundleWithinSecondsAndStopsWhatWasStarted() throws Exception {
        Path target = folder.resolve("ended.zip");
        Process program = program("capture", cluster.url(), "--window", "10m", "--out", target.toString());
        untilFirstReadings(program);

        signal(program, sigint());

        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        try (Bundle bundle = Bundle.open(target)) {
            assertThat(bundle.manifest().capture().complete()).isFalse();
            assertThat(bundle.calls()).hasSizeGreaterThan(10);
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
        assertThat(cluster.samplersLeft()).isEmpty();
        assertThat(folder.toFile().list()).contains("ended.zip").doesNotContain("ended.part");
    }

    @Test
    void aSecondCtrlCEndsAtOnceAndLeavesAFolderThatCanBeRead() throws Exception {
        assumeThat(sigint()).as("Ctrl-C reaches programs started here").isEqualTo("INT");
        cluster.stopsNoSampler(FakeNode.ENTRY);
        Path target = folder.resolve("twice.zip");
        Process program = program("capture", cluster.url(), "--window", "10m", "--out", target.toString());
        BufferedReader err = program.errorReader(StandardCharsets.UTF_8);
        until("first readings", err);
        signal(program, "INT");
        until("Ctrl-C again ends at once", err);

        signal(program, "INT");

        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
        assertThat(target).doesNotExist();
        try (Bundle left = Bundle.open(folder.resolve("twice.part"))) {
            assertThat(left.calls()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void kill9LeavesAFolderOfWhichRecoverMakesABundle() throws Exception {
        Path target = folder.resolve("killed.zip");
        Process program =
                program("capture", cluster.url(), "--window", "10m", "--ticket", "OPS-17", "--out", target.toString());
        untilFirstReadings(program);

        program.destroyForcibly();
        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(target).doesNotExist();
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = Program.run(
                new CaptureMain(),
                out,
                out,
                "recover",
                folder.resolve("killed.part").toString());
        int again = Program.run(
                new CaptureMain(),
                out,
                out,
                "recover",
                folder.resolve("killed.part").toString());
        int verified = Program.run(new CaptureMain(), out, out, "verify", target.toString());

        assertThat(code).as(said.toString()).isZero();
        assertThat(again).isEqualTo(ExitCode.USAGE.number());
        assertThat(verified).isZero();
        assertThat(said.toString()).contains("marked incomplete", "The capture did not run to its end");
        try (Bundle bundle = Bundle.open(target)) {
            Manifest head = bundle.manifest();
            assertThat(head.capture().profile()).isEqualTo("standard");
            assertThat(head.capture().labels().text(Label.TICKET)).contains("OPS-17");
            assertThat(head.capture().entry().url()).isEqualTo(cluster.url());
            assertThat(head.nodes()).extracting(Manifest.NodeEntry::name).contains("one@host", "two@host");
        }
    }

    @Test
    void aFolderThatIsStillWrittenIsNotRecovered() throws Exception {
        Path target = folder.resolve("busy.zip");
        Process program = program("capture", cluster.url(), "--window", "10m", "--out", target.toString());
        untilFirstReadings(program);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);

        int code = Program.run(
                new CaptureMain(),
                out,
                out,
                "recover",
                folder.resolve("busy.part").toString());

        assertThat(code).isEqualTo(ExitCode.USAGE.number());
        assertThat(said.toString()).contains("a program is still writing it");
        program.destroyForcibly();
        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void withOutMinusStandardOutputHoldsTheBundleAndNothingElse() throws Exception {
        Path stdout = folder.resolve("stdout.tar.gz");
        Path stderr = folder.resolve("stderr.txt");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> words = java("-Djava.io.tmpdir=" + temporary);
        words.addAll(List.of("capture", cluster.url(), "--profile", "quick", "--out", "-"));
        Process program = new ProcessBuilder(words)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();

        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(program.exitValue()).as(Files.readString(stderr)).isZero();
        assertThat(Files.readString(stderr)).contains("goes to standard output", "Node ");
        try (Bundle bundle = Bundle.open(stdout)) {
            assertThat(bundle.manifest().capture().complete()).isTrue();
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
        try (var left = Files.list(temporary)) {
            assertThat(left.filter(each -> !each.getFileName().toString().startsWith("hsperf")))
                    .isEmpty();
        }
    }

    @Test
    void whatGoesToStandardOutputIsSealedToo() throws Exception {
        MadeUpKeys keys = MadeUpKeys.age();
        Path stdout = folder.resolve("stdout.tar.gz.age");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> words = java("-Djava.io.tmpdir=" + temporary);
        words.addAll(
                List.of("capture", cluster.url(), "--profile", "quick", "--encrypt-to", keys.told(), "--out", "-"));
        Process program =
                new ProcessBuilder(words).redirectOutput(stdout.toFile()).start();
        String said = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(program.exitValue()).as(said).isZero();
        assertThat(said).contains("goes to standard output, as tar.gz, sealed", "Sealed    for 1 recipient");
        try (Bundle bundle = Bundle.open(stdout, Identities.in(keys.kept()))) {
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
        try (var left = Files.list(temporary)) {
            assertThat(left.filter(each -> !each.getFileName().toString().startsWith("hsperf")))
                    .isEmpty();
        }
    }

    /** A shell in the background has its children ignore SIGINT, and a Java program then does too; SIGTERM goes the same way. */
    private static String sigint() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        return ignored ? "TERM" : "INT";
    }

    private static void signal(Process program, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                .start()
                .waitFor();
    }

    private static void untilFirstReadings(Process program) throws IOException {
        BufferedReader err = program.errorReader(StandardCharsets.UTF_8);
        until("first readings", err);
        new Thread(() -> drain(err)).start();
    }

    private static void until(String words, BufferedReader err) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            said.append(line).append('\n');
            if (line.contains(words)) {
                return;
            }
        }
        throw new AssertionError("it ended without '" + words + "': " + said);
    }

    /** So that the program never waits for someone to read. */
    private static void drain(BufferedReader err) {
        try {
            err.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it was killed
        }
    }

    private static Process program(String... words) throws IOException {
        List<String> all = java("-Xshare:auto");
        all.addAll(List.of(words));
        all.addAll(List.of("--progress", "plain"));
        return new ProcessBuilder(all)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> java(String option) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CaptureMain.class.getName()));
    }
}
