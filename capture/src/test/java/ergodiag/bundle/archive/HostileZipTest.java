package ergodiag.bundle.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.testing.RawZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips that no honest program writes: each bad entry costs itself only. */
class HostileZipTest {
    private static final String BAD = "b/bad.json";
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @TempDir
    private Path folder;

    private static RawZip zip() {
        return new RawZip().add("b/calls.jsonl", "{}\n").add("b/good.json", "[1]");
    }

    private BundleFiles opened(RawZip zip) throws IOException {
        return Archive.open(zip.to(folder.resolve("b.zip")));
    }

    private static byte[] read(BundleFiles files, String name) throws IOException {
        try (InputStream in = files.open(name)) {
            return in.readAllBytes();
        }
    }

    /** One entry cannot be read, and the others can. */
    private void costsItself(RawZip zip, String because) throws IOException {
        try (BundleFiles files = opened(zip)) {
            assertThat(files.names()).containsExactly("bad.json", "calls.jsonl", "good.json");
            assertThat(read(files, "good.json")).asString().isEqualTo("[1]");
            assertThatThrownBy(() -> files.open("bad.json").transferTo(OutputStream.nullOutputStream()))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining(because);
            assertThatThrownBy(() -> files.sum("bad.json")).isExactlyInstanceOf(IOException.class);
        }
    }

    /** Those of APPNOTE 4.4.5, those that a library may know or lack, and numbers nobody knows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9, 10, 12, 14, 16, 18, 19, 20, 93, 94, 95, 96, 97, 98, 99, 255, 65_535})
    void anEntryPackedInAnotherWayIsNotRead(int method) throws IOException {
        costsItself(zip().add(BAD, new byte[] {1, 2, 3}, told -> told.withMethod(method)), "by the method " + method);
    }

    @Test
    void anEncryptedEntryIsNotRead() throws IOException {
        costsItself(zip().add(BAD, new byte[] {1, 2, 3}, told -> told.withFlags(1)), "encrypted");
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("more than the directory", (UnaryOperator<RawZip.Told>) told -> told.withSize(5)),
                Arguments.of("more than any reply", (UnaryOperator<RawZip.Told>) told -> told.withSize(1L << 40)),
                Arguments.of("more than any reply", (UnaryOperator<RawZip.Told>) told -> told.withSize(Long.MAX_VALUE)),
                Arguments.of("another entry", (UnaryOperator<RawZip.Told>) told -> told.withPacked(100_000)),
                Arguments.of("another entry", (UnaryOperator<RawZip.Told>) told -> told.withPacked(Long.MAX_VALUE / 2)),
                Arguments.of("header is damaged", (UnaryOperator<RawZip.Told>)
                        told -> told.withStart(told.start() + 1).withPacked(1)));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aLieOfTheDirectoryCostsTheEntry(String because, UnaryOperator<RawZip.Told> lie) throws IOException {
        byte[] packed = RawZip.deflated("0123456789".getBytes(StandardCharsets.US_ASCII), 20);
        costsItself(zip().add(BAD, packed, told -> lie.apply(told.withSize(200))), because);
    }

    @Test
    void whatIsNoDeflateOrEndsInTheMiddleIsSaid() throws IOException {
        byte[] packed = RawZip.deflated(MEGABYTE, 1);
        RawZip zip = zip().add(BAD, Arrays.copyOf(packed, packed.length / 2), told -> told.withSize(1 << 20));
        zip.add("b/worse.json", new byte[] {(byte) 0xff, (byte) 0xff, 3}, told -> told.withSize(100));
        try (BundleFiles files = opened(zip)) {
            assertThatThrownBy(() -> read(files, "bad.json")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> read(files, "worse.json")).isInstanceOf(IOException.class);
            assertThat(read(files, "good.json")).asString().isEqualTo("[1]");
        }
    }

    @Test
    void entriesOfTheSameBytesAreNotRead() throws IOException {
        byte[] packed = RawZip.deflated(MEGABYTE, 1);
        RawZip zip = zip();
        long start = zip.next();
        zip.body(BAD, packed);
        for (int i = 0; i < 300; i++) {
            zip.tell("b/bad" + i + ".json", new RawZip.Told(0, 8, packed.length, 1 << 20, start));
        }
        noneIsRead(zip);
    }

    /** As in David Fifield's bomb: the bytes of each entry hold the headers of all that follow, passed over as stored blocks. */
    @Test
    void entriesWhoseBytesHoldTheNextOnesAreNotRead() throws IOException {
        byte[] kernel = RawZip.deflated(MEGABYTE, 1);
        RawZip zip = zip();
        int header = 30 + "b/bad000.json".length();
        for (int i = 0; i < 100; i++) {
            long rest = (99L - i) * header + kernel.length;
            zip.tell(String.format("b/bad%03d.json", i), new RawZip.Told(0, 8, rest, 1 << 20, zip.next()));
            zip.body(String.format("b/bad%03d.json", i), i == 99 ? kernel : new byte[0]);
        }
        // the last one has its bytes for itself
        try (BundleFiles files = opened(zip)) {
            assertThat(read(files, "bad099.json")).isEqualTo(MEGABYTE);
            assertThatThrownBy(() -> files.open("bad098.json")).hasMessageContaining("another entry");
            assertThatThrownBy(() -> files.open("bad000.json")).hasMessageContaining("another entry");
        }
    }

    @Test
    void anEntryThatReachesIntoTheDirectoryIsNotRead() throws IOException {
        RawZip zip = zip();
        zip.add(
                BAD,
                new byte[] {1, 2, 3},
                told -> told.withMethod(0).withPacked(4).withSize(4));
        costsItself(zip, "another entry");
    }

    private void noneIsRead(RawZip zip) throws IOException {
        try (BundleFiles files = opened(zip)) {
            assertThat(files.names()).hasSizeGreaterThan(100);
            for (String name : files.names()) {
                if (name.startsWith("bad")) {
                    assertThatThrownBy(() -> files.open(name)).hasMessageContaining("another entry");
                    assertThat(files.size(name)).isZero();
                }
            }
            assertThat(read(files, "good.json")).asString().isEqualTo("[1]");
        }
    }

    @Test
    void theLargestAreNotReadWhenAllAreTogetherMoreThanAnyBundle() throws IOException {
        byte[] packed = RawZip.deflated(new byte[40_000], 1);
        RawZip zip = zip();
        for (int i = 0; i < 5; i++) {
            int size = 40_000 - i;
            zip.add("b/large" + i + ".json", packed, told -> told.withSize(size));
        }
        zip.to(folder.resolve("sum.zip"));
        try (BundleFiles files =
                new BoundedFiles(new ZipFiles(Files.newByteChannel(folder.resolve("sum.zip"))), 90_000)) {
            assertThat(files.names()).hasSize(7);
            assertThat(files.size("large4.json")).isEqualTo(40_000 - 4);
            assertThat(files.size("large3.json")).isEqualTo(40_000 - 3);
            files.open("large3.json").close();
            for (String beyond : new String[] {"large0.json", "large1.json", "large2.json"}) {
                assertThat(files.size(beyond)).isZero();
                assertThatThrownBy(() -> files.open(beyond)).hasMessageContaining("together more than any bundle");
            }
            assertThat(read(files, "good.json")).asString().isEqualTo("[1]");
        }
    }

    @Test
    void howMuchAllMayBeTogetherIsToldByTheFile() {
        assertThat(BoundedFiles.most(0)).isEqualTo(256L << 20);
        assertThat(BoundedFiles.most(1 << 20)).isEqualTo((256L + 300) << 20);
        assertThat(BoundedFiles.most(1L << 40)).isEqualTo(8L << 30);
    }

    @Test
    void moreEntriesThanFilesAndLongerPathsAreRefused() {
        assertThatThrownBy(() -> opened(zip().add("b/" + "n".repeat(2000), "x")))
                .hasMessageContaining("longer than");
        RawZip folders = zip();
        for (int i = 0; i <= 2 * RootedEntries.MOST; i++) {
            folders.tell("x/", new RawZip.Told(0, 0, 0, 0, 0));
        }
        assertThatThrownBy(() -> opened(folders)).hasMessageContaining("more entries");
    }

    @Test
    void aFileThatIsNoZipOrHasAnotherEndIsRefused() throws IOException {
        byte[] sound = Files.readAllBytes(zip().to(folder.resolve("sound.zip")));
        for (int length : new int[] {0, 1, 3, 21, 22, 40, sound.length / 2, sound.length - 1, sound.length - 23}) {
            Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(sound, length));
            assertThatThrownBy(() -> Archive.open(cut)).isInstanceOf(IOException.class);
        }
    }

    /** What stands before a zip, as in an archive that unpacks itself, and behind it, as a comment, is passed over. */
    @Test
    void honestZipsOfOtherProgramsAreRead() throws IOException {
        Path plain = folder.resolve("plain.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(plain))) {
            out.setComment("made by hand");
            for (Map.Entry<String, byte[]> entry : Map.of(
                            "x/calls.jsonl", new byte[0], "x/empty/", new byte[0], "x/zeros.json", MEGABYTE)
                    .entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        byte[] content = Files.readAllBytes(plain);
        Path led = folder.resolve("led.zip");
        try (OutputStream out = Files.newOutputStream(led)) {
            out.write("#!/bin/sh\n".repeat(50).getBytes(StandardCharsets.US_ASCII));
            out.write(content);
        }
        for (Path file : new Path[] {plain, led}) {
            try (BundleFiles files = Archive.open(file)) {
                assertThat(files.names()).containsExactly("calls.jsonl", "zeros.json");
                assertThat(read(files, "zeros.json")).isEqualTo(MEGABYTE);
                assertThat(read(files, "calls.jsonl")).isEmpty();
            }
        }
    }
}
