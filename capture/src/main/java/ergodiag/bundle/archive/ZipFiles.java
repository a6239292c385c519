package ergodiag.bundle.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The entries of a zip, with or without one root folder around them; bounded against bombs. */
final class ZipFiles implements BundleFiles {
    static final long LARGEST_ENTRY = 4L << 30;
    /** DEFLATE reaches about 1030:1 on zeros; JSON lists reach 40:1. */
    static final long HIGHEST_RATIO = 1000;

    private final ZipFile zip;
    private final Map<String, ZipArchiveEntry> entries;
    private final List<String> oddities;

    private ZipFiles(ZipFile zip, RootedEntries<ZipArchiveEntry> all) {
        this.zip = zip;
        entries = all.rooted();
        oddities = all.oddities();
    }

    /**
     * Opens a zip and reads its directory. Whatever a damaged one makes the library throw comes out as {@link IOException}.
     *
     * @param packed is closed with the files; by the caller when this fails
     */
    static ZipFiles of(SeekableByteChannel packed) throws IOException {
        try {
            ZipFile zip = ZipFile.builder().setSeekableByteChannel(packed).get();
            return new ZipFiles(zip, index(zip));
        } catch (RuntimeException e) {
            throw new IOException("its directory is damaged", e);
        }
    }

    private static RootedEntries<ZipArchiveEntry> index(ZipFile zip) throws IOException {
        RootedEntries<ZipArchiveEntry> all = new RootedEntries<>();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (!entry.isDirectory()) {
                all.add(entry.getName(), entry);
            }
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
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw new NoSuchFileException(name);
        }
        long compressed = Math.min(Math.max(1, entry.getCompressedSize()), LARGEST_ENTRY);
        return new Bounded(contents(entry), Math.min(LARGEST_ENTRY, Math.max(1 << 20, compressed * HIGHEST_RATIO)));
    }

    private InputStream contents(ZipArchiveEntry entry) throws IOException {
        try {
            InputStream contents = zip.getInputStream(entry);
            if (contents == null) {
                throw new IOException("its bytes are not there");
            }
            return contents;
        } catch (RuntimeException e) {
            throw new IOException("its header is damaged", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Ends with an error when more bytes come than an honest file could hold. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("an entry unpacks to more than any reply could be; not reading on");
            }
        }
    }
}
