package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.bytes;
import static ergodiag.bundle.BundleSamples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ledger.Call;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that are a {@code .tar.gz}: ours, other programs', and hostile ones. */
class TarTest {
    private static final String LONG = "nodes/" + "n".repeat(70) + "@host/process_info." + "p".repeat(70) + ".001.json";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"b.tar.gz", "b.tgz", "B.TAR.GZ"})
    void whatWasWrittenIsReadBack(String name) {
        BundleWriter writer = BundleWriter.create(folder.resolve(name));
        Call call = BundleSamples.ok(1, writer.store(LONG, bytes("[\"Grüße\"]")));
        writer.append(call);
        Path file = writer.close(manifest(), "Read me.\n");
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(bundle.manifest()).isEqualTo(manifest());
            assertThat(bundle.calls()).containsExactly(call);
            assertThat(bundle.text(LONG)).isEqualTo("[\"Grüße\"]");
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void oneThatAnotherTarPackedOpens(int longNames) throws IOException {
        Path file = tar("other.tgz", tar -> {
            tar.setLongFileMode(longNames);
            tar.putArchiveEntry(new TarArchiveEntry("./x/"));
            tar.closeArchiveEntry();
            put(tar, "./x/calls.jsonl", BundleSamples.LEDGER_LINE);
            put(tar, "./x/" + LONG, "[]");
        });
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(bundle.files()).containsExactly("calls.jsonl", LONG);
            assertThat(bundle.text(LONG)).isEqualTo("[]");
            assertThat(bundle.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "a\\b", "C:/x"})
    void aPathThatLeadsOutIsRefused(String path) throws IOException {
        refused(tar("out.tar.gz", tar -> put(tar, path, "x")));
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarArchiveEntry.LF_SYMLINK, TarArchiveEntry.LF_LINK, TarArchiveEntry.LF_FIFO})
    void aLinkOrDeviceIsNotReadAndTold(byte kind) throws IOException {
        Path file = tar("link.tar.gz", tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("x/reply.json", kind);
            entry.setLinkName("/etc/passwd");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE);
        });
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(bundle.files()).containsExactly("calls.jsonl");
            assertThat(bundle.oddities())
                    .containsExactly("'x/reply.json' is a link, a device or a sparse file: it is not read.");
        }
    }

    @Test
    void aDamagedHeaderCostsItsEntryOnly() throws IOException {
        byte[] whole = gunzipped(tar("whole.tar.gz", tar -> {
            put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE);
            put(tar, "x/nodes/a/node_info.001.json", "[1]");
            put(tar, "x/nodes/a/node_info.002.json", "[2]");
        }));
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf("x/nodes/a/node_info.001.json");
        whole[header + 100] ^= 0x55;
        try (Bundle bundle = Bundle.open(Files.write(folder.resolve("damaged.tar.gz"), gzip(whole)))) {
            assertThat(bundle.files()).containsExactly("calls.jsonl", "nodes/a/node_info.002.json");
            assertThat(bundle.text("nodes/a/node_info.002.json")).isEqualTo("[2]");
            assertThat(bundle.oddities())
                    .containsExactly("A header of the tar is damaged: what it stood for is not read.");
        }
    }

    /** Such as a file that was not copied to its end, or of which a byte is another in the middle. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsDamagedInTheMiddleIsReadUpToThere(boolean cut) throws IOException {
        Random random = new Random(18);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        String reply = HexFormat.of().formatHex(noise);
        Path whole = tar("whole.tar.gz", tar -> {
            put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE);
            put(tar, "x/nodes/a/one.json", reply);
            put(tar, "x/nodes/a/two.json", reply);
        });
        byte[] packed = Files.readAllBytes(whole);
        int middle = packed.length * 3 / 4;
        if (cut) {
            packed = Arrays.copyOf(packed, middle);
        } else {
            Arrays.fill(packed, middle, middle + 64, (byte) -1);
        }
        try (Bundle bundle = Bundle.open(Files.write(folder.resolve("damaged.tar.gz"), packed))) {
            assertThat(bundle.calls()).hasSize(1);
            assertThat(bundle.text("nodes/a/one.json")).isEqualTo(reply);
            assertThat(bundle.oddities())
                    .isNotEmpty()
                    .allSatisfy(
                            note -> assertThat(note)
                                    .matches(
                                            "The file is damaged: .*; what stands behind is not read\\.|'x/nodes/a/two.json' ends in the middle: .*"));
            assertThat(Verification.of(bundle).sound()).isFalse();
        }
    }

    @Test
    void aBombIsRefused() throws IOException {
        Path file = folder.resolve("bomb.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1000; i++) {
                out.write(zeros);
            }
        }
        assertThatThrownBy(() -> Bundle.open(file).close())
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("more than any bundle could be");
    }

    @Test
    void aNameAsLongAsMemoryIsRefused() throws IOException {
        refused(tar("name.tar.gz", tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarArchiveEntry.LF_GNUTYPE_LONGNAME);
            byte[] name = "n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            entry.setSize(name.length);
            tar.putArchiveEntry(entry);
            tar.write(name);
            tar.closeArchiveEntry();
        }));
    }

    @Test
    void oneThatIsCutShortOrNoTarInsideIsRefused() throws IOException {
        Path whole = tar("whole.tar.gz", tar -> put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE));
        byte[] content = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> Bundle.open(cut).close())
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("it ends in the middle");
        Path other = folder.resolve("text.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(other))) {
            out.write(bytes("a log file ".repeat(100)));
        }
        refused(other);
    }

    /** As {@code cat a.gz b.gz} or a packer of several threads makes it. */
    @Test
    void aRowOfPackedPiecesIsOneFile() throws IOException {
        byte[] whole = gunzipped(tar("whole.tar.gz", tar -> {
            put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE);
            put(tar, "x/nodes/a/node_info.001.json", "[]");
        }));
        Path file = folder.resolve("row.tar.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < whole.length; i += 700) {
                out.write(gzip(Arrays.copyOfRange(whole, i, Math.min(whole.length, i + 700))));
                out.write(gzip(new byte[0]));
            }
        }
        try (Bundle bundle = Bundle.open(file)) {
            assertThat(bundle.calls()).hasSize(1);
            assertThat(bundle.text("nodes/a/node_info.001.json")).isEqualTo("[]");
        }
    }

    /** The JDK goes one call deeper for each of them. */
    @Test
    void aRowOfEmptyPiecesIsRefused() throws IOException {
        Path file = folder.resolve("nothing.tar.gz");
        byte[] piece = gzip(new byte[0]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 300_000; i++) {
                out.write(piece);
            }
        }
        refused(file);
    }

    @Test
    void aSizeThatLiesCostsItsEntryAndWhatStandsBehind() throws IOException {
        for (String lie : new String[] {"00000000777", "77777777777", "77777777770"}) {
            Path file = folder.resolve("lie-" + lie + ".tar.gz");
            byte[] whole = gunzipped(tar("whole" + lie + ".tar.gz", tar -> {
                put(tar, "x/calls.jsonl", BundleSamples.LEDGER_LINE);
                put(tar, "x/nodes/a/node_info.001.json", "");
            }));
            System.arraycopy(bytes(lie), 0, whole, 1024 + 124, 11);
            sign(whole, 1024);
            Files.write(file, gzip(Arrays.copyOf(whole, 1024 + 512 + 100)));
            try (Bundle bundle = Bundle.open(file)) {
                assertThat(bundle.files()).as(lie).containsExactly("calls.jsonl");
                assertThat(bundle.oddities()).as(lie).hasSize(1);
            }
        }
    }

    /** Such as GNU tar writes it for a size beyond eight gigabytes. */
    @Test
    void aSizeThatNoDiskHoldsIsRefused() throws IOException {
        byte[] whole = gunzipped(tar("whole.tar.gz", tar -> put(tar, "x/calls.jsonl", "")));
        whole[124] = (byte) 0x80;
        Arrays.fill(whole, 125, 136, (byte) 0x7f);
        sign(whole, 0);
        refused(Files.write(folder.resolve("wide.tar.gz"), gzip(whole)));
    }

    @Test
    void millionsOfFoldersAreRefused() throws IOException {
        byte[] folderHeader = Arrays.copyOf(
                gunzipped(tar("whole.tar.gz", tar -> {
                    tar.putArchiveEntry(new TarArchiveEntry("x/"));
                    tar.closeArchiveEntry();
                })),
                512);
        Path file = folder.resolve("folders.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < 2_000_100; i++) {
                out.write(folderHeader);
            }
        }
        assertThatThrownBy(() -> Bundle.open(file).close())
                .isInstanceOf(NotABundle.class)
                .hasMessageContaining("more headers");
    }

    /** The sum of a header, without which it is not taken for one. */
    private static void sign(byte[] tar, int header) {
        Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(bytes(String.format("%06o\0 ", sum)), 0, tar, header + 148, 8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] gunzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static void refused(Path file) {
        assertThatThrownBy(() -> Bundle.open(file).close()).isInstanceOf(NotABundle.class);
    }

    private interface Filling {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private Path tar(String name, Filling filling) throws IOException {
        Path file = folder.resolve(name);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), "UTF-8")) {
            filling.into(tar);
        }
        return file;
    }

    private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes(text).length);
        tar.putArchiveEntry(entry);
        tar.write(bytes(text));
        tar.closeArchiveEntry();
    }
}
