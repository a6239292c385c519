package ergodiag.bundle.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * How the files of a bundle are packed: by DEFLATE, but never so well that whoever reads them has to take them for a bomb ({@link BoundedFiles}). Where
 * much has been packed in next to nothing, such as a reply that is all blanks, a piece of it stands there as it is now and then.
 */
public final class Packed {
    /** Less than what a reader takes. */
    static final long HIGHEST_RATIO = 200;

    /** DEFLATE gives nothing out before it has 16,384 pieces, none of which is longer than 258 bytes. */
    private static final long HELD_BACK = 16_384 * 258;

    private static final int PIECE = 1 << 16;

    private final Counted packed;
    private long taken;

    private Packed(Counted packed) {
        this.packed = packed;
    }

    /** How hard the next bytes are to be packed. */
    private int level(int more) {
        taken += more;
        return taken - HELD_BACK > packed.bytes * HIGHEST_RATIO
                ? Deflater.NO_COMPRESSION
                : Deflater.DEFAULT_COMPRESSION;
    }

    /** A zip into that stream, which is closed with it. */
    public static ZipArchiveOutputStream zip(OutputStream file) {
        Counted counted = new Counted(file);
        return new Zip(counted, new Packed(counted));
    }

    /** A gzip into that stream, which is closed with it. */
    public static OutputStream gzip(OutputStream file) throws IOException {
        Counted counted = new Counted(file);
        return new Gzip(counted, new Packed(counted));
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream file) {
            super(file);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] all, int offset, int length) throws IOException {
            out.write(all, offset, length);
            bytes += length;
        }
    }

    private static final class Zip extends ZipArchiveOutputStream {
        private final Packed packing;

        Zip(OutputStream file, Packed packing) {
            super(file);
            this.packing = packing;
        }

        @Override
        public void write(byte[] all, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                def.setLevel(packing.level(piece));
                super.write(all, offset + done, piece);
            }
        }

        @Override
        public void addRawArchiveEntry(ZipArchiveEntry entry, InputStream raw) throws IOException {
            packing.taken += entry.getSize();
            super.addRawArchiveEntry(entry, raw);
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        private final Packed packing;

        Gzip(OutputStream file, Packed packing) throws IOException {
            super(file, PIECE);
            this.packing = packing;
        }

        @Override
        public synchronized void write(byte[] all, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                def.setLevel(packing.level(piece));
                super.write(all, offset + done, piece);
            }
        }
    }
}
