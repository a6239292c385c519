package ergodiag.bundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The entries of a {@code .tar.gz}, with or without one root folder around them. A stream has no directory, so it is unpacked once into one
 * temporary file, which goes with the program; bounded against bombs as a zip is. Links and devices are refused.
 */
final class TarFiles implements BundleFiles {
    /** What any file may unpack to, however small it is. */
    private static final long SMALLEST_LIMIT = 1L << 20;

    private final SeekableByteChannel tar;
    private final Path spool;
    private final Map<String, Place> entries = new TreeMap<>();
    private final List<String> oddities = new ArrayList<>();

    /** Where an entry's bytes stand in the unpacked file. */
    record Place(long start, long size) {}

    private TarFiles(SeekableByteChannel tar, Path spool) {
        this.tar = tar;
        this.spool = spool;
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
            TarFiles files = new TarFiles(Files.newByteChannel(spool, StandardOpenOption.READ), spool);
            try {
                files.index();
                return files;
            } catch (IOException | RuntimeException e) {
                files.tar.close();
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

    private void index() throws IOException {
        Map<String, Place> all = new TreeMap<>();
        TarIndex index = new TarIndex(tar);
        while (index.next()) {
            if (all.size() >= ZipFiles.MOST_ENTRIES) {
                throw new IOException("more than " + ZipFiles.MOST_ENTRIES + " entries");
            }
            if (all.put(SafePath.checked(index.name()), index.place()) != null) {
                oddities.add("'" + index.name() + "' stands in the file twice.");
            }
        }
        String root = ZipFiles.root(all.keySet());
        all.forEach((name, place) -> {
            if (name.startsWith(root)) {
                entries.put(name.substring(root.length()), place);
            } else {
                oddities.add("'" + name + "' stands outside the root folder.");
            }
        });
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    @Override
    public List<String> oddities() {
        return List.copyOf(oddities);
    }

    @Override
    public InputStream open(String name) throws IOException {
        Place place = entries.get(name);
        if (place == null) {
            throw new NoSuchFileException(name);
        }
        SeekableByteChannel own = Files.newByteChannel(spool, StandardOpenOption.READ);
        own.position(place.start());
        return new BufferedInputStream(new Slice(Channels.newInputStream(own), place.size()));
    }

    @Override
    public void close() throws IOException {
        tar.close();
        Files.deleteIfExists(spool);
    }

    /** Reads exactly so many bytes, or fails where there are fewer. */
    static ByteBuffer read(SeekableByteChannel from, long start, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        from.position(start);
        while (bytes.hasRemaining() && from.read(bytes) >= 0) {
            // goes on until full or at the end
        }
        if (bytes.hasRemaining()) {
            throw new IOException("it ends in the middle of an entry");
        }
        return bytes.flip();
    }

    /** The first bytes of a stream. */
    private static final class Slice extends InputStream {
        private final InputStream in;
        private long left;

        Slice(InputStream in, long size) {
            this.in = in;
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0 || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
