package ergodiag.bundle.archive;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Walks through the headers of a tar. Headers that describe the next entry (long names of GNU tar, extended headers of POSIX) are bounded,
 * as the library does not bound them.
 */
final class TarIndex {
    private static final int BLOCK = 512;
    private static final int LONGEST_DESCRIPTION = 1 << 16;
    /** Of all headers that describe others; some hundred bytes for each file. */
    private static final long LARGEST_DESCRIPTIONS = 512L << 20;
    /** A file may have a header of its own, one that describes it, and a folder. */
    private static final long MOST_HEADERS = 4L * RootedEntries.MOST;

    private static final byte LONG_NAME = 'L';
    private static final byte EXTENDED = 'x';
    private static final byte GLOBAL = 'g';

    private final SeekableByteChannel tar;
    private long next;
    private long headers;
    private long described;
    private String name = "";
    private Place place = new Place(0, 0);

    /** Where an entry's bytes stand in the unpacked file. */
    record Place(long start, long size) {}

    TarIndex(SeekableByteChannel tar) {
        this.tar = tar;
    }

    /** Goes to the next file; false at the end. */
    boolean next() throws IOException {
        Optional<String> longName = Optional.empty();
        while (next + BLOCK <= tar.size()) {
            headers++;
            if (headers > MOST_HEADERS) {
                throw new IOException("more headers than any bundle has files");
            }
            byte[] header = Piece.of(tar, next, BLOCK).array();
            if (isZero(header)) {
                return false;
            }
            TarArchiveEntry entry = entry(header);
            place = new Place(next + BLOCK, entry.getSize());
            next += BLOCK + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
            switch (entry.getLinkFlag()) {
                case LONG_NAME -> longName = Optional.of(description().replace("\0", ""));
                case EXTENDED -> longName = path(description(), longName);
                case GLOBAL -> description();
                default -> {
                    if (isFile(entry)) {
                        name = longName.orElse(entry.getName()).replaceFirst("^(\\./)+", "");
                        within();
                        return true;
                    }
                    longName = Optional.empty();
                }
            }
        }
        return false;
    }

    private static TarArchiveEntry entry(byte[] header) throws IOException {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(header, ZipEncodingHelper.getZipEncoding("UTF-8"));
            if (!entry.isCheckSumOK() || entry.getSize() < 0 || entry.getSize() > BoundedFiles.LARGEST) {
                throw new IOException("it is not a tar inside, or a header of it is damaged");
            }
            return entry;
        } catch (IllegalArgumentException e) {
            throw new IOException("a header of the tar is damaged", e);
        }
    }

    /** A folder is passed over; what is neither file nor folder is refused. */
    private static boolean isFile(TarArchiveEntry entry) throws IOException {
        if (entry.isDirectory()) {
            return false;
        }
        byte kind = entry.getLinkFlag();
        if (kind != '0' && kind != 0) {
            throw new IOException(
                    "it holds a link, a device or a sparse file ('" + entry.getName() + "'), which no bundle does");
        }
        return true;
    }

    private String description() throws IOException {
        described += place.size();
        if (place.size() > LONGEST_DESCRIPTION || described > LARGEST_DESCRIPTIONS) {
            throw new IOException("a header of the tar is larger than any name could be");
        }
        within();
        return new String(Piece.of(tar, place.start(), (int) place.size()).array(), StandardCharsets.UTF_8);
    }

    private void within() throws IOException {
        if (place.start() + place.size() > tar.size()) {
            throw new IOException("it ends in the middle of an entry");
        }
    }

    /** The path among lines {@code LENGTH KEY=VALUE}; sizes beyond 8 GiB, which would stand here too, no bundle has. */
    private static Optional<String> path(String records, Optional<String> otherwise) throws IOException {
        Optional<String> path = otherwise;
        for (String line : records.split("\n")) {
            String record = line.substring(line.indexOf(' ') + 1);
            if (record.startsWith("size=")) {
                throw new IOException("it holds an entry larger than any reply could be");
            }
            if (record.startsWith("path=")) {
                path = Optional.of(record.substring("path=".length()));
            }
        }
        return path;
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** The entry's path as it stands in the file, without a {@code ./} in front. */
    String name() {
        return name;
    }

    Place place() {
        return place;
    }
}
