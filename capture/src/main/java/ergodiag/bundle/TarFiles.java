package ergodiag.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * The entries of a {@code .tar.gz}, with or without one root folder around them. A stream has no directory, so it is unpacked once into one
 * temporary file, which goes with the program; bounded against bombs as a zip is. Links and devices are refused.
 */
final class TarFiles implements BundleFiles {
    /** What any file may unpack to, however small it is. */
    private static final long SMALLEST_LIMIT = 1L << 20;

    private final SeekableByteChannel tar;
    private final Path spool;
    private final Map<String, TarIndex.Place> entries;
    private final List<String> oddities;

    private TarFiles(SeekableByteChannel tar, Path spool, RootedEntries<TarIndex.Place> all) {
        this.tar = tar;
        this.spool = spool;
        entries = all.rooted();
        oddities = all.oddities();
    }

    /** Whether a file begins as gzip does. */
    static boolean isGzip(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    static TarFiles of(Path path) throws IOException {
        Path spool = Files.createTempFile("ergodiag", ".tar");
        try {
            unpack(path, spool);
            SeekableByteChannel tar = Files.newByteChannel(spool, StandardOpenOption.READ);
            try {
                return new TarFiles(tar, spool, index(tar));
            } catch (IOException | RuntimeException e) {
                tar.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(spool);
            throw e;
        }
    }

    private static void unpack(Path path, Path spool) throws IOException {
        long most = Math.max(SMALLEST_LIMIT, Files.size(path) * ZipFiles.HIGHEST_RATIO);
        long room = FreeSpace.at(spool).bytes();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)), 1 << 16);
                var out = Files.newOutputStream(spool)) {
            byte[] piece = new byte[1 << 16];
            long size = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                size += read;
                if (size > most) {
                    throw new IOException("it unpacks to more than any bundle could be; not reading on");
                }
                if (size > room / 2) {
                    throw new IOException("it unpacks to more than half of what is free for temporary files at "
                            + spool.getParent() + "; unpack it elsewhere, and give the folder");
                }
                out.write(piece, 0, read);
            }
        }
    }

    private static RootedEntries<TarIndex.Place> index(SeekableByteChannel tar) throws IOException {
        RootedEntries<TarIndex.Place> all = new RootedEntries<>();
        TarIndex index = new TarIndex(tar);
        while (index.next()) {
            all.add(index.name(), index.place());
        }
        return all;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public List<String> oddities() {
        return oddities;
    }

    @Override
    public InputStream open(String name) throws IOException {
        TarIndex.Place place = entries.get(name);
        if (place == null) {
            throw new NoSuchFileException(name);
        }
        return new BufferedInputStream(new BoundedSeekableByteChannelInputStream(place.start(), place.size(), tar));
    }

    @Override
    public void close() throws IOException {
        tar.close();
        Files.deleteIfExists(spool);
    }
}
