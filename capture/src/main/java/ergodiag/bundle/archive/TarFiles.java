package ergodiag.bundle.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * The entries of a {@code .tar.gz}, with or without one root folder around them. A stream has no directory, so it is unpacked once into
 * a {@link Spool}; bounded against bombs as a zip is. Links and devices are refused.
 */
final class TarFiles implements BundleFiles {
    private static final short GZIP = 0x1f8b;

    private final SeekableByteChannel tar;
    private final Map<String, TarIndex.Place> entries;
    private final List<String> oddities;

    private TarFiles(SeekableByteChannel tar, RootedEntries<TarIndex.Place> all) {
        this.tar = tar;
        entries = all.rooted();
        oddities = all.oddities();
    }

    /** Whether a file begins as gzip does. */
    static boolean isGzip(SeekableByteChannel file) throws IOException {
        return file.size() >= 2 && Piece.of(file, 0, 2).getShort() == GZIP;
    }

    /**
     * Unpacks a {@code .tar.gz} and reads its headers.
     *
     * @param packed is closed when it is unpacked; by the caller when this fails
     */
    static TarFiles of(SeekableByteChannel packed) throws IOException {
        SeekableByteChannel tar = unpacked(packed);
        try {
            return new TarFiles(tar, index(tar));
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    private static SeekableByteChannel unpacked(SeekableByteChannel packed) throws IOException {
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Channels.newInputStream(packed.position(0))), 1 << 16)) {
            return Spool.of(new Honest(in, packed), Long.MAX_VALUE);
        } catch (EOFException e) {
            throw new IOException("it ends in the middle", e);
        } catch (StackOverflowError e) {
            // the JDK goes one call deeper for each member of a gzip that holds nothing
            throw new IOException("it is a row of thousands of packed files with nothing in them", e);
        }
    }

    /** Ends with an error as soon as more has come than can have been packed in what was read for it. */
    private static final class Honest extends FilterInputStream {
        private final SeekableByteChannel packed;
        private long size;

        Honest(InputStream unpacked, SeekableByteChannel packed) {
            super(unpacked);
            this.packed = packed;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            size += Math.max(read, 0);
            if (size > BoundedFiles.most(packed.position())) {
                throw new IOException("it unpacks to more than any bundle could be; not reading on");
            }
            return read;
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
    public long size(String name) {
        TarIndex.Place place = entries.get(name);
        return place == null ? 0 : place.size();
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
    }
}
