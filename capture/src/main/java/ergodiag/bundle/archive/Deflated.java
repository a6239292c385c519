package ergodiag.bundle.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A file made ready to stand in a zip: most of what a bundle's closing costs, and done for several files at once, on the cores there are.
 *
 * @param file where it stands in the folder
 * @param entry what the zip says of it
 * @param bytes deflated; none of a file that is too large to be held, or packs so well that {@link Packed} has to see it: it is deflated on its way into the zip
 */
public record Deflated(Path file, ZipArchiveEntry entry, byte[] bytes) {
    /** So many files at a time, each of at most so many bytes, so that little memory is needed. */
    private static final int AT_ONCE = 64;

    private static final long LARGEST = 1 << 20;

    /**
     * Puts files into a zip, in this order.
     *
     * @param file where a file stands
     * @param entry the name of its entry
     */
    public static void all(
            List<String> names, Function<String, Path> file, UnaryOperator<String> entry, ZipArchiveOutputStream zip)
            throws IOException {
        try {
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                List<Deflated> ready = names.subList(from, Math.min(names.size(), from + AT_ONCE)).parallelStream()
                        .map(name -> of(file.apply(name), new ZipArchiveEntry(entry.apply(name))))
                        .toList();
                for (Deflated one : ready) {
                    one.into(zip);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Deflated of(Path file, ZipArchiveEntry entry) {
        try {
            if (Files.size(file) > LARGEST) {
                return new Deflated(file, entry, new byte[0]);
            }
            byte[] content = Files.readAllBytes(file);
            CRC32 sum = new CRC32();
            sum.update(content);
            byte[] bytes = deflated(content);
            if (content.length > bytes.length * Packed.HIGHEST_RATIO) {
                return new Deflated(file, entry, new byte[0]);
            }
            entry.setMethod(ZipEntry.DEFLATED);
            entry.setCrc(sum.getValue());
            entry.setSize(content.length);
            entry.setCompressedSize(bytes.length);
            return new Deflated(file, entry, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflated(byte[] content) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + content.length / 4);
            try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 13)) {
                out.write(content);
            }
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private void into(ZipArchiveOutputStream zip) throws IOException {
        if (bytes.length > 0) {
            try (InputStream raw = new ByteArrayInputStream(bytes)) {
                zip.addRawArchiveEntry(entry, raw);
            }
        } else {
            zip.putArchiveEntry(entry);
            Files.copy(file, zip);
            zip.closeArchiveEntry();
        }
    }
}
