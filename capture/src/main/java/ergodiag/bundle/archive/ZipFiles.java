package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/**
 * The entries of a zip, with or without one root folder around them. An entry that no bundle has, because of how it is packed, what it unpacks to, or
 * because its bytes are another entry's too, is there, and cannot be read.
 */
final class ZipFiles implements BundleFiles {
    /** DEFLATE reaches 1032:1 on zeros, and JSON lists 40:1: what unpacks to more than this is not what it says. */
    static final long HIGHEST_RATIO = 1040;

    /** What any entry may unpack to, however small it is packed. */
    private static final long SMALLEST_LIMIT = 1L << 20;

    private static final int HEADER = 0x04034b50;
    private static final int HEADER_LENGTH = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final SeekableByteChannel zip;
    private final Map<String, ZipIndex.Place> entries;
    private final List<String> oddities;
    /** Where entries begin, sorted, and at last the directory. */
    private final long[] starts;

    /**
     * Reads the directory of a zip.
     *
     * @param zip is closed with the files; by the caller when this fails
     * @throws IOException when it is no zip, or too damaged to be read as one
     */
    ZipFiles(SeekableByteChannel zip) throws IOException {
        this.zip = zip;
        RootedEntries<ZipIndex.Place> all = new RootedEntries<>();
        LongStream.Builder begun = LongStream.builder();
        ZipIndex index = new ZipIndex(zip);
        while (index.next()) {
            if (!index.isFolder()) {
                all.add(index.name(), index.place());
            }
            begun.add(index.place().start());
        }
        starts = begun.add(index.end()).build().sorted().toArray();
        entries = all.rooted();
        oddities = all.oddities();
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
        ZipIndex.Place place = entries.get(name);
        return place == null || refusal(place).isPresent() ? 0 : place.size();
    }

    @Override
    public InputStream open(String name) throws IOException {
        ZipIndex.Place place = entries.get(name);
        if (place == null) {
            throw new NoSuchFileException(name);
        }
        Optional<String> refusal = refusal(place);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        InputStream packed = new BoundedSeekableByteChannelInputStream(begin(place), place.packed(), zip);
        return new AtMost(
                place.method() == STORED ? packed : new Inflated(packed, place.packed()),
                place.size(),
                "it unpacks to more than the directory of the zip says");
    }

    /** Why an entry is not read, as far as the directory tells. */
    private Optional<String> refusal(ZipIndex.Place place) {
        if (place.encrypted()) {
            return Optional.of(
                    "it is encrypted by the program that packed it; pack the bundle again without a password");
        }
        if (place.method() != STORED && place.method() != DEFLATED) {
            return Optional.of("it is packed by the method " + place.method()
                    + ", and entries of a bundle are by DEFLATE (8) or stored (0); pack the bundle again");
        }
        if (place.size() > Math.max(SMALLEST_LIMIT, place.packed() * HIGHEST_RATIO)) {
            return Optional.of("it unpacks to more than any reply could be");
        }
        return place.start() + HEADER_LENGTH + place.packed() > limit(place)
                ? Optional.of(overlapping())
                : Optional.empty();
    }

    private static String overlapping() {
        return "its bytes are those of another entry as well";
    }

    /** Where the next one begins; where this one does, when another begins there too. */
    private long limit(ZipIndex.Place place) {
        int at = Arrays.binarySearch(starts, place.start());
        boolean alone = at >= 0
                && at + 1 < starts.length
                && starts[at + 1] != place.start()
                && (at == 0 || starts[at - 1] != place.start());
        return alone ? starts[at + 1] : place.start();
    }

    /** Where the bytes of an entry begin: behind its own header, whose lengths differ from those in the directory. */
    private long begin(ZipIndex.Place place) throws IOException {
        ByteBuffer header = Piece.of(zip, place.start(), HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != HEADER) {
            throw new IOException("its header is damaged");
        }
        long begin = place.start() + HEADER_LENGTH + (header.getShort(26) & 0xffff) + (header.getShort(28) & 0xffff);
        if (begin + place.packed() > limit(place)) {
            throw new IOException(overlapping());
        }
        return begin;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
