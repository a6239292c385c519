package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of a release, with a Java that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            for word; do
              case $word in
                -XX:ArchiveClassesAtExit=* | -Dergodiag.whole=*) [ -e "$0.fails" ] || echo archive > "${word#*=}" ;;
              esac
              echo "$word"
            done
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectories(folder.resolve("java/bin"));
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.15\"\n");
        runnable(folder.resolve("java/bin/java"), JAVA);
        Files.createDirectories(folder.resolve("home/bin"));
        Files.createDirectories(folder.resolve("home/lib"));
        Files.writeString(folder.resolve("home/lib/ergodiag.jar"), "a jar");
        Files.copy(Path.of("src/release/lib/large.json"), folder.resolve("home/lib/large.json"));
        runnable(folder.resolve("home/bin/ergodiag"), Files.readString(Path.of("src/release/bin/ergodiag")));
    }

    private static void runnable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String start(String home) throws IOException, InterruptedException {
        return start(home, "report");
    }

    private String start(String home, String command) throws IOException, InterruptedException {
        ProcessBuilder script =
                new ProcessBuilder(folder.resolve(home).resolve("bin/ergodiag").toString(), command, bundle());
        script.environment().put("JAVA_HOME", folder.resolve("java").toString());
        script.environment().put("ERGODIAG_CACHE", folder.resolve("cache").toString());
        Process running = script.redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }

    private String bundle() {
        return folder.resolve("x.zip").toString();
    }

    private long archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.count();
        }
    }

    @Test
    void theArchiveOfClassesIsMadeOnceAndThenUsed() throws Exception {
        assertThat(start("home")).contains("-XX:ArchiveClassesAtExit=", "-jar", "x.zip");
        assertThat(start("home")).contains("-XX:SharedArchiveFile=").doesNotContain("AtExit");
    }

    @Test
    void aJarThatWasBuiltAnewGetsAnArchiveOfItsOwnInPlaceOfTheOldOne() throws Exception {
        start("home");
        Files.setLastModifiedTime(folder.resolve("home/lib/ergodiag.jar"), FileTime.fromMillis(1_700_000_000_000L));
        assertThat(start("home")).contains("-XX:ArchiveClassesAtExit=");
        assertThat(start("home")).contains("-XX:SharedArchiveFile=");
        assertThat(archives()).isEqualTo(1);
    }

    @Test
    void aJarThatWasMovedGetsAnArchiveOfItsOwn() throws Exception {
        start("home");
        Files.move(folder.resolve("home"), folder.resolve("moved"));
        assertThat(start("moved")).contains("-XX:ArchiveClassesAtExit=");
        assertThat(start("moved")).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void aStartThatComesToNoEndLeavesNoArchive() throws Exception {
        Files.createFile(folder.resolve("java/bin/java.fails"));
        for (String command : new String[] {"report", "capture"}) {
            start("home", command);
            assertThat(start("home", command)).contains("-XX:ArchiveClassesAtExit=");
            assertThat(archives()).isZero();
        }
    }

    @Test
    void aCaptureHasAnArchiveOfItsOwnThatTheNextOneTakes() throws Exception {
        assertThat(start("home", "capture"))
                .contains("-XX:ArchiveClassesAtExit=")
                .doesNotContain("rehearse");
        assertThat(start("home", "capture")).contains("-XX:SharedArchiveFile=").doesNotContain("AtExit");
        assertThat(archives()).isEqualTo(1);
        assertThat(start("home")).contains("-XX:ArchiveClassesAtExit=", "-Dergodiag.rehearse=yes");
        assertThat(start("home", "capture")).contains("/capture-");
        assertThat(archives()).isEqualTo(2);
    }

    @Test
    void aLargeBundleIsSummedByTheOptimisingCompiler() throws Exception {
        Files.write(folder.resolve("x.zip"), new byte[1 << 20]);
        assertThat(start("home")).contains("-XX:TieredStopAtLevel=1").doesNotContain("-XX:CompilerDirectivesFile");

        Files.write(folder.resolve("x.zip"), new byte[5 << 20]);
        assertThat(start("home"))
                .contains("-XX:CompilerDirectivesFile=", "lib/large.json", "-XX:SharedArchiveFile=")
                .doesNotContain("-XX:TieredStopAtLevel");
    }

    @Test
    void theRealJavaTakesTheOptionsForALargeBundle() throws Exception {
        Files.write(folder.resolve("x.zip"), new byte[5 << 20]);
        List<String> options = start("home")
                .lines()
                .filter(word -> word.startsWith("-XX:") && !word.contains("Archive"))
                .toList();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--version");

        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("directives");
    }
}
