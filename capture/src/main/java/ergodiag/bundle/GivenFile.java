package ergodiag.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file that the user names: it is read at once and as a whole, or not at all. What may keep us waiting or never end (a pipe, a terminal, a
 * device) is not opened.
 */
public final class GivenFile {
    /** Larger than any file that a person writes. */
    public static final int OF_A_PERSON = 4 << 20;

    private GivenFile() {}

    /** @throws IOException when it is no file that is there; the message says what it is */
    public static void check(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (!Files.exists(file)) {
            throw new IOException(Files.isSymbolicLink(file) ? "it is a link to nothing" : "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("it is a pipe or a device, and only an ordinary file is read");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("it may not be read");
        }
    }

    /**
     * What is in it.
     *
     * @param most how many bytes it may have
     * @throws IOException when it is no file that can be read, or is larger
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        check(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] read = in.readNBytes(most + 1);
            if (read.length > most) {
                throw new IOException("it is larger than " + DataSize.text(most));
            }
            return read;
        }
    }

    /** The same of a text in UTF-8. @throws IOException also when it is none */
    public static String text(Path file, int most) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file, most)))
                .toString();
    }

    /** Opens a file, unpacked where it is compressed with gzip. */
    public static InputStream unpacked(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
