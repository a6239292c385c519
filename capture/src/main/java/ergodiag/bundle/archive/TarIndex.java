package ergodiag.bundle.archive;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
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

    private static final byte[] MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 257;
    private static final int PIECE = 1 << 20;

    private final SeekableByteChannel tar;
    private final Consumer<String> oddities;
    private long next;
    private long headers;
    private long described;
    private String name = "";
    private Place place = new Place(0, 0);

    /** Where an entry's bytes stand in the unpacked file. */
    record Place(long start, long size) {}

    /** @param oddities takes what was passed over, a sentence each */
    TarIndex(SeekableByteChannel tar, Consumer<String> oddities) {
        this.tar = tar;
        this.oddities = oddities;
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
            Optional<TarArchiveEntry> read = entry(header);
            if (read.isEmpty()) {
                oddities.accept("A header of the tar is damaged: what it stood for is not read.");
                longName = Optional.empty();
                next = soundHeader(next + BLOCK);
                continue;
            }
            TarArchiveEntry entry = read.get();
            place = new Place(next + BLOCK, entry.getSize());
            next += BLOCK + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK;
            if (place.start() + place.size() > tar.size()) {
                oddities.accept("'" + EntryPath.printable(longName.orElse(entry.getName()))
                        + "' ends in the middle: it is not read, and nothing behind it.");
                return false;
            }
            switch (entry.getLinkFlag()) {
                case LONG_NAME -> longName = Optional.of(description().replace("\0", ""));
                case EXTENDED -> longName = path(description(), longName);
                case GLOBAL -> description();
                default -> {
                    if (isFile(entry)) {
                        name = longName.orElse(entry.getName()).replaceFirst("^(\\./)+", "");
                        return true;
                    }
                    longName = Optional.empty();
                }
            }
        }
        return false;
    }

    /** A header; empty where it is none, or a damaged one. */
    private static Optional<TarArchiveEntry> entry(byte[] header) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(header, ZipEncodingHelper.getZipEncoding("UTF-8"));
            return Optional.of(entry)
                    .filter(read ->
                            read.isCheckSumOK() && read.getSize() >= 0 && read.getSize() <= BoundedFiles.LARGEST);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where the next sound header stands at or behind that place, which a new one begins; the end where there is none. */
    private long soundHeader(long from) throws IOException {
        for (long at = from; at + BLOCK <= tar.size(); at += PIECE) {
            byte[] piece = Piece.of(tar, at, (int) Math.min(PIECE, (tar.size() - at) / BLOCK * BLOCK))
                    .array();
            for (int i = 0; i < piece.length; i += BLOCK) {
                int magic = i + MAGIC_AT;
                if (Arrays.equals(piece, magic, magic + MAGIC.length, MAGIC, 0, MAGIC.length)
                        && entry(Arrays.copyOfRange(piece, i, i + BLOCK)).isPresent()) {
                    return at + i;
                }
            }
        }
        return tar.size();
    }

    /** A folder is passed over, and so is what no bundle has. */
    private boolean isFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        boolean file = !entry.isDirectory() && (kind == '0' || kind == 0);
        if (!file && !entry.isDirectory()) {
            oddities.accept("'" + EntryPath.printable(entry.getName())
                    + "' is a link, a device or a sparse file: it is not read.");
        }
        return file;
    }

    private String description() throws IOException {
        described += place.size();
        if (place.size() > LONGEST_DESCRIPTION || described > LARGEST_DESCRIPTIONS) {
            throw new IOException("a header of the tar is larger than any name could be");
        }
        return new String(Piece.of(tar, place.start(), (int) place.size()).array(), StandardCharsets.UTF_8);
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
