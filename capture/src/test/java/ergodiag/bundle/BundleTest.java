package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.LEDGER_LINE;
import static ergodiag.bundle.BundleSamples.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.testing.RawZip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    private static final String MANIFEST = "{\"format\":\"ergodiag.bundle/1\"}";

    @TempDir
    Path folder;

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../samples"))) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void everyRecordingOpens(Path recording) {
        try (Bundle bundle = Bundle.open(recording)) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.manifest().capture().complete()).isTrue();
            assertThat(bundle.manifest().nodes()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(bundle.calls()).hasSize((int) bundle.manifest().calls().total());
            assertThat(bundle.calls())
                    .allSatisfy(call -> assertThat(bundle.reply(call).isPresent())
                            .isEqualTo(call.file().isPresent()));
            assertThat(bundle.files()).contains("truth.json");
        }
    }

    @Test
    void aMissingFileIsTheUsersError() {
        assertThatThrownBy(() -> Bundle.open(folder.resolve("nothing.zip")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing.zip");
    }

    @Test
    void whatIsNoBundleIsToldSoInOneSentence() throws IOException {
        byte[] whole = Files.readAllBytes(recordings().get(0));
        List<Path> wrong = List.of(
                Files.writeString(folder.resolve("text.zip"), "Dear support, here is the file."),
                Files.write(folder.resolve("empty.zip"), new byte[0]),
                Files.createDirectory(folder.resolve("emptyfolder")),
                zip(folder.resolve("other.zip"), "holiday/beach.txt", "sun"),
                zip(folder.resolve("none.zip")),
                Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length / 2)),
                zip(folder.resolve("garbage.zip"), "x/manifest.json", "no json at all"),
                zip(
                        folder.resolve("foreign.zip"),
                        "x/manifest.json",
                        "{\"format\":\"somebody.else/1\"}",
                        "x/calls.jsonl",
                        ""));
        for (Path path : wrong) {
            assertThatThrownBy(() -> Bundle.open(path))
                    .as(path.toString())
                    .isInstanceOf(NotABundle.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ergodiag.bundle/2", "ergodiag.bundle/17"})
    void aNewerMajorIsRefusedNamingBoth(String format) throws IOException {
        Path path = zip(
                folder.resolve("new.zip"), "x/manifest.json", "{\"format\":\"" + format + "\"}", "x/calls.jsonl", "");
        assertThatThrownBy(() -> Bundle.open(path))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining(format)
                .hasMessageContaining("ergodiag.bundle/1");
    }

    @Test
    void unknownFieldsAndFilesAreKeptAndDoNotDisturb() throws IOException {
        Path path = zip(
                folder.resolve("more.zip"),
                "x/manifest.json",
                "{\"format\":\"ergodiag.bundle/1\",\"mood\":\"good\",\"nodes\":[{\"name\":\"a@b\",\"colour\":1}]}",
                "x/calls.jsonl",
                LEDGER_LINE.replace("\"id\"", "\"new\":{\"a\":[1]},\"id\""),
                "x/notes.txt",
                "hello");
        try (Bundle bundle = Bundle.open(path)) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.calls()).hasSize(1);
            assertThat(bundle.files()).contains("notes.txt");
        }
    }

    @Test
    void aBundleWithoutARootFolderOpensToo() throws IOException {
        try (Bundle bundle =
                Bundle.open(zip(folder.resolve("flat.zip"), "manifest.json", MANIFEST, "calls.jsonl", LEDGER_LINE))) {
            assertThat(bundle.calls()).hasSize(1);
        }
    }

    @Test
    void aZippedFolderOfAnUnfinishedCaptureIsAnIncompleteBundle() throws IOException {
        try (Bundle bundle = Bundle.open(zip(folder.resolve("part.zip"), "x.part/calls.jsonl", LEDGER_LINE))) {
            assertThat(bundle.manifest().capture().complete()).isFalse();
            assertThat(bundle.calls()).hasSize(1);
        }
    }

    @Test
    void withoutALedgerNothingIsTrusted() throws IOException {
        try (Bundle bundle = Bundle.open(zip(
                folder.resolve("headonly.zip"), "x/manifest.json", MANIFEST, "x/cluster/node_info.001.json", "{}"))) {
            assertThat(bundle.calls()).isEmpty();
            assertThat(bundle.damage()).singleElement().asString().contains("calls.jsonl is missing");
        }
    }

    @Test
    void aLedgerThatCannotBeReadAtAllLeavesNothing() throws IOException {
        Path file = new RawZip()
                .add("x/manifest.json", MANIFEST)
                .add("x/calls.jsonl", new byte[] {1, 2, 3}, told -> told.withMethod(93))
                .to(folder.resolve("ledger.zip"));
        assertThatThrownBy(() -> Bundle.open(file).close())
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("calls.jsonl")
                .hasMessageContaining("by the method 93");
    }

    @Test
    void ofAManifestThatCannotBeReadTheLedgerTellsWhatItSaid() throws IOException {
        Path file = new RawZip()
                .add("x/calls.jsonl", LEDGER_LINE)
                .add("x/manifest.json", new byte[] {1, 2, 3}, told -> told.withMethod(93))
                .to(folder.resolve("head.zip"));
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(bundle.calls()).hasSize(1);
            assertThat(bundle.manifest().nodes()).hasSize(1);
            assertThat(bundle.damage()).hasSize(2).first().asString().contains("by the method 93");
        }
    }

    @Test
    void damagedLinesOfTheLedgerAreToldAndSkipped() throws IOException {
        String ledger = LEDGER_LINE
                + "garbage\n"
                + "[1,2]\n"
                + "\n"
                + "{\"id\":2}\n"
                + LEDGER_LINE.replace("2026", "+999999999")
                + "x".repeat(LedgerReader.LONGEST_LINE + 1) + "\n"
                + LEDGER_LINE.replace("1.5", "1e300").replace("\"id\":1", "\"id\":\"seven\"");
        try (Bundle bundle =
                Bundle.open(zip(folder.resolve("lines.zip"), "x/manifest.json", MANIFEST, "x/calls.jsonl", ledger))) {
            assertThat(bundle.calls()).hasSize(2);
            assertThat(bundle.calls().get(1).ended())
                    .isEqualTo(bundle.calls().get(1).started());
            assertThat(bundle.damage())
                    .extracting(note -> note.replaceAll("\\D+", ""))
                    .containsExactly("2", "3", "5", "6", "7");
        }
    }

    @Test
    void aLedgerOfNothingButGarbageIsNotToldLineByLine() throws IOException {
        Path path =
                zip(folder.resolve("noise.zip"), "x/manifest.json", MANIFEST, "x/calls.jsonl", "?\n".repeat(100_000));
        try (Bundle bundle = Bundle.open(path)) {
            assertThat(bundle.damage()).hasSizeLessThan(2000).last().asString().contains("not used");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "C:/windows/win.ini",
                "nodes\\\\..\\\\x",
                "nodes/\\u0000x",
                "nodes/./x",
                "nodes//x",
                "nodes/x/"
            })
    void aPathThatLeavesTheBundleIsRefused(String file) throws IOException {
        String line = LEDGER_LINE.replace("\"id\"", "\"file\":\"" + file + "\",\"id\"");
        Path path = zip(folder.resolve("ledger.zip"), "x/manifest.json", MANIFEST, "x/calls.jsonl", line);
        assertThatThrownBy(() -> Bundle.open(path))
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("leave its folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "x/../../evil", "/evil", "C:/evil", "x/a\\..\\evil", "x/a\u0001b"})
    void soIsAnEntryOfTheZip(String name) throws IOException {
        Path path = zip(folder.resolve("slip.zip"), "x/manifest.json", MANIFEST, "x/calls.jsonl", "", name, "boo");
        assertThatThrownBy(() -> Bundle.open(path)).isInstanceOf(NotABundle.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "nodes/missing.json", "a\\b", ""})
    void nothingOutsideCanBeOpened(String file) throws IOException {
        try (Bundle bundle =
                Bundle.open(zip(folder.resolve("b.zip"), "x/manifest.json", MANIFEST, "x/calls.jsonl", ""))) {
            assertThatThrownBy(() -> bundle.open(file)).isInstanceOf(NotABundle.class);
        }
    }

    @Test
    void aLinkInAFolderIsNotFollowed() throws IOException {
        try (var unix = Jimfs.newFileSystem(Configuration.unix())) {
            Path secret = Files.writeString(unix.getPath("/secret"), "key");
            Files.createDirectory(unix.getPath("/outside"));
            Files.writeString(unix.getPath("/outside/more"), "key");
            Path root = Files.createDirectory(unix.getPath("/bundle"));
            Files.writeString(root.resolve("manifest.json"), MANIFEST);
            Files.writeString(
                    root.resolve("calls.jsonl"), LEDGER_LINE.replace("\"id\"", "\"file\":\"link.json\",\"id\""));
            Files.createSymbolicLink(root.resolve("link.json"), secret);
            Files.createSymbolicLink(root.resolve("dir"), unix.getPath("/outside"));
            Files.createSymbolicLink(unix.getPath("/shortcut"), root);
            for (Path path : List.of(root, unix.getPath("/shortcut"))) {
                try (Bundle bundle = Bundle.open(path)) {
                    assertThat(bundle.files()).containsExactly("calls.jsonl", "manifest.json");
                    assertThat(bundle.reply(bundle.calls().get(0))).isEmpty();
                    assertThatThrownBy(() -> bundle.open("link.json")).isInstanceOf(NotABundle.class);
                    assertThatThrownBy(() -> bundle.open("dir/more")).isInstanceOf(NotABundle.class);
                }
            }
        }
    }

    @Test
    void aFileThatUnpacksToTooMuchIsNotTakenIntoMemory() throws IOException {
        Path path = folder.resolve("bomb.zip");
        try (OutputStream file = Files.newOutputStream(path);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            out.putArchiveEntry(new ZipArchiveEntry("x/calls.jsonl"));
            out.closeArchiveEntry();
            out.putArchiveEntry(new ZipArchiveEntry("x/bomb.json"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                out.write(zeros);
            }
            out.closeArchiveEntry();
        }
        try (Bundle bundle = Bundle.open(path)) {
            assertThatThrownBy(() -> bundle.text("bomb.json"))
                    .isInstanceOf(NotABundle.class)
                    .hasMessageContaining("bomb.json");
        }
    }

    @Test
    void aDamagedZipNeverGivesAnythingButNotABundle() throws IOException {
        byte[] whole = Files.readAllBytes(zip(
                folder.resolve("sound.zip"),
                "x/manifest.json",
                MANIFEST,
                "x/calls.jsonl",
                LEDGER_LINE.repeat(5),
                "x/a.json",
                "[1]"));
        Random random = new Random(17);
        int opened = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit <= round % 4; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path path = Files.write(folder.resolve("damaged.zip"), damaged);
            try (Bundle bundle = Bundle.open(path)) {
                opened++;
                for (String file : bundle.files()) {
                    bundle.text(file);
                }
            } catch (NotABundle e) {
                assertThat(e).hasMessageContaining(":");
            }
        }
        assertThat(opened).isBetween(1, 1499);
    }
}
