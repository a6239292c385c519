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
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * The entries of a {@code .tar.gz}, with or without one root folder around them. A stream has no directory, so it is unpacked once into
 * a {@link Spool}; bounded against bombs as a zip is. What is damaged, and links and devices, are told and not read.
 */
final class TarFiles implements BundleFiles {
    private static final short GZIP = 0x1f8b;
    private static final String CUT = "it ends in the middle";

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
        Optional<IOException> fault;
        SeekableByteChannel tar;
        try (InputStream in = new GZIPInputStream(
                        new BufferedInputStream(Channels.newInputStream(packed.position(0))), 1 << 16);
                Honest honest = new Honest(in, packed)) {
            tar = Spool.of(honest, Long.MAX_VALUE);
            fault = honest.fault;
        } catch (EOFException e) {
            throw new IOException(CUT, e);
        } catch (StackOverflowError e) {
            // the JDK goes one call deeper for each member of a gzip that holds nothing
            throw new IOException("it is a row of thousands of packed files with nothing in them", e);
        }
        try {
            return new TarFiles(tar, index(tar, fault));
        } catch (IOException | RuntimeException e) {
            tar.close();
            throw e;
        }
    }

    /**
     * Ends with an error as soon as more has come than can have been packed in what was read for it. Where it is damaged it ends as if that was all.
     */
    private static final class Honest extends FilterInputStream {
        private final SeekableByteChannel packed;
        private long size;
        private Optional<IOException> fault = Optional.empty();

        Honest(InputStream unpacked, SeekableByteChannel packed) {
            super(unpacked);
            this.packed = packed;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = unpacked(bytes, offset, length);
            size += Math.max(read, 0);
            if (size > BoundedFiles.most(packed.position())) {
                throw new IOException("it unpacks to more than any bundle could be; not reading on");
            }
            return read;
        }

        private int unpacked(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (EOFException e) {
                fault = Optional.of(new IOException(CUT, e));
            } catch (ZipException e) {
                fault = Optional.of(new IOException("it is not as it was packed (" + e.getMessage() + ")", e));
            }
            return -1;
        }
    }

    /** @throws IOException when nothing of a bundle is in it */
    private static RootedEntries<TarIndex.Place> index(SeekableByteChannel tar, Optional<IOException> fault)
            throws IOException {
        RootedEntries<TarIndex.Place> all = new RootedEntries<>();
        fault.ifPresent(
                what -> all.note("The file is damaged: " + what.getMessage() + "; what stands behind is not read."));
        TarIndex index = new TarIndex(tar, all::note);
        while (index.next()) {
            all.add(index.name(), index.place());
        }
        if (fault.isPresent() && !all.hasHead()) {
            throw fault.get();
        }
        if (all.isEmpty()) {
            throw new IOException("it is not a tar inside, or its headers are damaged");
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
