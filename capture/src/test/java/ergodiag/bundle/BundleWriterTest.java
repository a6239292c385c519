package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.bytes;
import static ergodiag.bundle.BundleSamples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundleWriterTest {
    static final String LIST = "nodes/node1@localhost/process_list.mailbox-p02.001.json";

    /** A folder on Unix and one on Windows, where case does not count and the separator is another. */
    static Stream<Path> folders() throws IOException {
        FileSystem unix = Jimfs.newFileSystem(Configuration.unix());
        FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
        return Stream.of(unix.getPath("/work"), windows.getPath("C:\\work"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatWasWrittenIsReadBackFromTheZip(Path folder) {
        Path target = folder.resolve("ergodiag-node1-20261123T201500Z.zip");
        BundleWriter writer = BundleWriter.create(target);
        Call list = BundleSamples.ok(1, writer.store(LIST, bytes("[]")));
        writer.append(list);
        writer.append(BundleSamples.failed(2));
        writer.log("it went well");
        assertThat(writer.close(manifest(), "Read me.\n")).isEqualTo(target);
        try (Bundle bundle = Bundle.open(target)) {
            assertThat(bundle.manifest()).isEqualTo(manifest());
            assertThat(bundle.calls()).containsExactly(list, BundleSamples.failed(2));
            assertThat(bundle.damage()).isEmpty();
            assertThat(bundle.files())
                    .containsExactly("README.txt", "SHA256SUMS", "calls.jsonl", "capture.log", "manifest.json", LIST);
            assertThat(bundle.text(LIST)).isEqualTo("[]");
            assertThat(bundle.reply(list)).isPresent();
            assertThat(bundle.reply(BundleSamples.failed(2))).isEmpty();
            assertThat(bundle.text("SHA256SUMS"))
                    .contains(list.stored().orElseThrow().sha256() + "  " + LIST + "\n")
                    .hasLineCount(5);
        }
        assertThat(writer.folder()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theFolderOfACaptureThatNeverEndedIsAnIncompleteBundle(Path folder) throws IOException {
        BundleWriter writer = BundleWriter.create(folder.resolve("killed.zip"));
        Call list = BundleSamples.ok(1, writer.store(LIST, bytes("[]")));
        writer.append(list);
        writer.append(BundleSamples.failed(2));
        Files.writeString(writer.folder().resolve("calls.jsonl"), "{\"id\":3,\"no", StandardOpenOption.APPEND);
        try (Bundle bundle = Bundle.open(writer.folder())) {
            assertThat(bundle.manifest().capture().complete()).isFalse();
            assertThat(bundle.manifest().capture().started()).isEqualTo(BundleSamples.START);
            assertThat(bundle.manifest().nodes())
                    .extracting(Manifest.NodeEntry::name)
                    .containsExactly("node1@localhost", "node2@localhost");
            assertThat(bundle.calls()).containsExactly(list, BundleSamples.failed(2));
            assertThat(bundle.damage()).singleElement().asString().contains("Line 3");
            assertThat(bundle.text(LIST)).isEqualTo("[]");
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aFileThatStandsThereIsNeverOverwritten(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path target = Files.writeString(folder.resolve("precious.zip"), "mine");
        assertThatThrownBy(() -> BundleWriter.create(target))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("precious.zip");
        assertThat(target).hasContent("mine");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void norIsOneThatCameThereDuringTheCapture(Path folder) throws IOException {
        Path target = folder.resolve("precious.zip");
        BundleWriter writer = BundleWriter.create(target);
        writer.append(BundleSamples.failed(1));
        Files.writeString(target, "mine");
        assertThatThrownBy(() -> writer.close(manifest(), ""))
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("precious.part");
        assertThat(target).hasContent("mine");
        try (Bundle kept = Bundle.open(writer.folder())) {
            assertThat(kept.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void twoCapturesOfOneNameDoNotMix(Path folder) {
        BundleWriter.create(folder.resolve("same.zip"));
        assertThatThrownBy(() -> BundleWriter.create(folder.resolve("same.zip")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("same.part");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void namesThatDifferOnlyInCaseGetFilesOfTheirOwn(Path folder) {
        Path target = folder.resolve("case.zip");
        BundleWriter writer = BundleWriter.create(target);
        String upper = writer.store("nodes/Node1@h/node_info.001.json", bytes("\"upper\""))
                .file();
        String lower = writer.store("nodes/node1@h/node_info.001.json", bytes("\"lower\""))
                .file();
        String event = writer.store("nodes/node1@h/event_info.Tick.001.json", bytes("\"Tick\""))
                .file();
        String small = writer.store("nodes/node1@h/event_info.tick.001.json", bytes("\"tick\""))
                .file();
        assertThat(upper).isEqualTo("nodes/Node1@h/node_info.001.json");
        assertThat(List.of(upper, lower, event, small))
                .doesNotHaveDuplicates()
                .extracting(String::toLowerCase)
                .doesNotHaveDuplicates();
        assertThat(writer.describe("nodes/node1@h/node_info.001.json").file()).isEqualTo(lower);
        assertThat(writer.path("nodes/node1@h/node_info.001.json")).hasContent("\"lower\"");
        writer.close(manifest(), "");
        try (Bundle bundle = Bundle.open(target)) {
            assertThat(bundle.text(upper)).isEqualTo("\"upper\"");
            assertThat(bundle.text(lower)).isEqualTo("\"lower\"");
            assertThat(bundle.text(event)).isEqualTo("\"Tick\"");
            assertThat(bundle.text(small)).isEqualTo("\"tick\"");
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theSamePathIsNotWrittenTwice(Path folder) {
        BundleWriter writer = BundleWriter.create(folder.resolve("twice.zip"));
        writer.store("cluster/initialize.001.json", bytes("{}"));
        assertThatThrownBy(() -> writer.store("cluster/initialize.001.json", bytes("[]")))
                .isInstanceOf(WorldError.class);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void noPathLeavesTheFolderOrNamesADevice(Path folder) {
        BundleWriter writer = BundleWriter.create(folder.resolve("hostile.zip"));
        for (String path : List.of(
                "../x",
                "a/../../x",
                "/etc/passwd",
                "C:\\x",
                "C:/x",
                "\\\\host\\share",
                "a\\b",
                "a\0b",
                "",
                ".",
                "a//b",
                "a/",
                "nodes/con/x.json",
                "nodes/aux.h/x.json",
                "nodes/NUL",
                "nodes/x.",
                "nodes/x ",
                "nodes/x?",
                "nodes/a|b")) {
            assertThatThrownBy(() -> writer.store(path, bytes("x"))).as(path).isInstanceOf(NotABundle.class);
        }
    }

    @Test
    void theManifestOfAFolderIsNeverHalfWritten() throws IOException {
        Path folder = folders().findFirst().orElseThrow();
        BundleWriter writer = BundleWriter.create(folder.resolve("torn.zip"));
        writer.append(BundleSamples.failed(1));
        Files.writeString(writer.folder().resolve("manifest.json"), "{\"format\":\"ergod");
        try (Bundle bundle = Bundle.open(writer.folder())) {
            assertThat(bundle.manifest().capture().complete()).isFalse();
            assertThat(bundle.calls()).hasSize(1);
            assertThat(bundle.damage()).singleElement().asString().contains("manifest.json");
        }
    }

    @Test
    void aSumIsOfWhatStandsThereAlsoAfterAFileWasWrittenAnew() throws IOException {
        Path folder = folders().findFirst().orElseThrow();
        BundleWriter writer = BundleWriter.create(folder.resolve("anew.zip"));
        Stored first = writer.store("nodes/a/b.json", "1".getBytes(StandardCharsets.UTF_8));
        assertThat(first).isEqualTo(writer.describe("nodes/a/b.json"));
        Files.writeString(writer.changing("nodes/a/b.json"), "22");
        assertThat(writer.describe("nodes/a/b.json"))
                .isEqualTo(new Stored("nodes/a/b.json", 2, Sha256.of("22".getBytes(StandardCharsets.UTF_8))));
    }
}
