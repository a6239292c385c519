package ergodiag.bundle.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * Walks through the directory of a zip, as PKWARE's APPNOTE 6.3 has it. Nothing of it is kept, so that its length costs no memory, and nothing in it
 * is believed: what it says of an entry is compared with where the others begin when the entry is read.
 */
final class ZipIndex {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int RECORD = 0x02014b50;
    private static final int RECORD_LENGTH = 46;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int WIDE = 0x0001;
    private static final int ENCRYPTED = 1;
    private static final long UNSAID = 0xffffffffL;
    /** Files, and as many folders. */
    private static final long MOST_ENTRIES = 2L * RootedEntries.MOST;

    private final InputStream directory;
    private final long base;
    private final long end;
    private long left;
    private long entries;
    private String name = "";
    private Place place = new Place(0, 0, 0, 0, false);

    /**
     * Where an entry stands, by the directory.
     *
     * @param start of its header
     * @param packed bytes in the file
     * @param size bytes when it is unpacked
     * @param method how it is packed, a number of APPNOTE 4.4.5
     */
    record Place(long start, long packed, long size, int method, boolean encrypted) {}

    /** @throws IOException when the file ends with no directory, as one does that is cut short */
    ZipIndex(SeekableByteChannel zip) throws IOException {
        long last = endRecord(zip);
        ByteBuffer record = piece(zip, last, END_LENGTH);
        long size = unsigned(record.getInt(12));
        long offset = unsigned(record.getInt(16));
        long after = last;
        if (last >= LOCATOR_LENGTH && piece(zip, last - LOCATOR_LENGTH, 4).getInt() == LOCATOR) {
            long start = piece(zip, last - LOCATOR_LENGTH, LOCATOR_LENGTH).getLong(8);
            ByteBuffer wide = piece(zip, start, END_64_LENGTH);
            if (wide.getInt(0) != END_64) {
                throw new IOException("its directory is damaged");
            }
            size = wide.getLong(40);
            offset = wide.getLong(48);
            after = start;
        }
        end = after - size;
        base = end - offset;
        if (size < 0 || offset < 0 || end < 0 || base < 0) {
            throw new IOException("its directory is damaged");
        }
        left = size;
        directory = new BufferedInputStream(new BoundedSeekableByteChannelInputStream(end, size, zip), 1 << 16);
    }

    /** Where the last record of the file begins; only a comment may stand behind it. */
    private static long endRecord(SeekableByteChannel zip) throws IOException {
        long first = Math.max(0, zip.size() - END_LENGTH - LONGEST_COMMENT);
        ByteBuffer tail = piece(zip, first, (int) (zip.size() - first));
        for (int i = tail.limit() - END_LENGTH; i >= 0; i--) {
            if (tail.getInt(i) == END) {
                return first + i;
            }
        }
        throw new IOException("it is no zip, or its end is missing");
    }

    private static ByteBuffer piece(SeekableByteChannel zip, long start, int size) throws IOException {
        if (start < 0 || start + size > zip.size()) {
            throw new IOException("its directory is damaged");
        }
        return Piece.of(zip, start, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long unsigned(int number) {
        return Integer.toUnsignedLong(number);
    }

    /** Goes to the next entry; false at the end. */
    boolean next() throws IOException {
        if (left == 0) {
            return false;
        }
        ByteBuffer record = take(RECORD_LENGTH);
        if (record.getInt(0) != RECORD) {
            throw new IOException("its directory is damaged");
        }
        entries++;
        if (entries > MOST_ENTRIES) {
            throw new IOException("more entries than any bundle has files and folders");
        }
        int named = record.getShort(28) & 0xffff;
        int extra = record.getShort(30) & 0xffff;
        int comment = record.getShort(32) & 0xffff;
        name = new String(take(named).array(), StandardCharsets.UTF_8);
        place = place(record, take(extra));
        take(comment);
        return true;
    }

    private ByteBuffer take(int bytes) throws IOException {
        left -= bytes;
        byte[] taken = directory.readNBytes(bytes);
        if (left < 0 || taken.length < bytes) {
            throw new IOException("its directory is damaged");
        }
        return ByteBuffer.wrap(taken).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Place place(ByteBuffer record, ByteBuffer extra) throws IOException {
        ByteBuffer wide = wide(extra);
        long size = told(unsigned(record.getInt(24)), wide);
        long packed = told(unsigned(record.getInt(20)), wide);
        long start = told(unsigned(record.getInt(42)), wide);
        if (size < 0 || packed < 0 || start < 0 || base + start < 0) {
            throw new IOException("its directory is damaged");
        }
        return new Place(
                base + start, packed, size, record.getShort(10) & 0xffff, (record.getShort(8) & ENCRYPTED) != 0);
    }

    /** The numbers of an entry that do not fit into its record, in their order. */
    private static ByteBuffer wide(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int kind = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            if (kind == WIDE) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long told(long number, ByteBuffer wide) {
        return number == UNSAID && wide.remaining() >= Long.BYTES ? wide.getLong() : number;
    }

    /** The entry's path as it stands in the file. */
    String name() {
        return name;
    }

    boolean isFolder() {
        return name.endsWith("/");
    }

    Place place() {
        return place;
    }

    /** Where the directory begins, and every entry has ended. */
    long end() {
        return end;
    }
}
