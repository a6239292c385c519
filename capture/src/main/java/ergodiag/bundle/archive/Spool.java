package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Bytes that have to be read in any order, but come as a stream: unpacked or unsealed. They stand in a temporary file that nobody but its owner can read and
 * that has no name: where the system is POSIX the JDK removes the name as soon as the file is open, and on Windows the system removes the file with the
 * program. So nothing of a bundle stays behind, not even after {@code kill -9}.
 */
public final class Spool {
    private static final FileAttribute<?>[] OWNER_ONLY = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private static final int PIECE = 1 << 16;

    private Spool() {}

    /**
     * Takes a stream to its end.
     *
     * @param contents is closed by the caller
     * @param most bytes that are taken
     * @return the bytes, from the first; they are gone when it is closed
     * @throws IOException when more bytes come, or the temporary folder has no room for them: half of what is free is left to others
     */
    public static SeekableByteChannel of(InputStream contents, long most) throws IOException {
        return of(contents, most, Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    static SeekableByteChannel of(InputStream contents, long most, Path folder) throws IOException {
        long room = usable(folder) / 2;
        SeekableByteChannel spool = create(folder);
        try {
            byte[] piece = new byte[PIECE];
            long size = 0;
            for (int read = contents.read(piece); read >= 0; read = contents.read(piece)) {
                size += read;
                if (size > most) {
                    throw new IOException("it unpacks to more than any bundle could be; not reading on");
                }
                if (size > room) {
                    throw new IOException("it unpacks to more than half of what is free for temporary files at "
                            + folder + "; unpack it elsewhere, and give the folder");
                }
                write(spool, ByteBuffer.wrap(piece, 0, read));
            }
            return spool.position(0);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static void write(SeekableByteChannel spool, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            spool.write(bytes);
        }
    }

    private static SeekableByteChannel create(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return Files.newByteChannel(
                folder.resolve("ergodiag-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                posix ? OWNER_ONLY : new FileAttribute<?>[0]);
    }

    /**
     * Bytes that this program may use in a folder.
     *
     * @return {@link Long#MAX_VALUE} where the file system does not say
     */
    public static long usable(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace() > 0 ? Math.max(0, store.getUsableSpace()) : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
