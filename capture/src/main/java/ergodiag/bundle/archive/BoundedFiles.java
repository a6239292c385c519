package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a bundle as far as an honest one could hold them, so that whoever reads each of them once is through in seconds. A file that is larger
 * than any reply is there and cannot be read; so are the largest of those that are together more than any bundle holds.
 */
final class BoundedFiles extends FilesOver {
    /** A list of a million processes has half a gigabyte. */
    static final long LARGEST = 4L << 30;

    /** Bundles of large clusters have a few gigabytes. */
    private static final long LARGEST_SUM = 8L << 30;

    /** What any file may unpack to altogether, however small it is. */
    private static final long SMALLEST_SUM = 256L << 20;

    /** Bundles of lists that are all alike reach 100:1. */
    private static final long HIGHEST_RATIO = 300;

    private final Set<String> beyond = new HashSet<>();

    private record Sized(String name, long size) {}

    /** Bytes that all files of a bundle may have together which is packed in so many. */
    static long most(long packed) {
        return Math.min(LARGEST_SUM, SMALLEST_SUM + packed * HIGHEST_RATIO);
    }

    BoundedFiles(BundleFiles all) {
        this(all, LARGEST_SUM);
    }

    /** @param most bytes that all together may have */
    BoundedFiles(BundleFiles all, long most) {
        super(all);
        List<Sized> sized = new ArrayList<>();
        all.names().forEach(name -> sized.add(new Sized(name, all.size(name))));
        sized.removeIf(file -> file.size() > LARGEST);
        long sum = 0;
        for (Sized file : sized) {
            sum += file.size();
        }
        sized.sort(Comparator.comparingLong(Sized::size).thenComparing(Sized::name));
        for (int i = sized.size() - 1; sum > most; i--) {
            beyond.add(sized.get(i).name());
            sum -= sized.get(i).size();
        }
    }

    @Override
    public long size(String name) {
        long size = super.size(name);
        return size > LARGEST || beyond.contains(name) ? 0 : size;
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (beyond.contains(name)) {
            throw new IOException("it is one of the largest of files that are together more than any bundle holds");
        }
        if (super.size(name) > LARGEST) {
            throw new IOException("it is larger than any reply could be");
        }
        return all().open(name);
    }
}
