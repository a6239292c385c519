package ergodiag.bundle;

import ergodiag.bundle.sign.Signed;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the files of a bundle since they were written: every file against {@code SHA256SUMS}, every reply against the ledger. Whoever
 * alters a bundle on purpose can alter both; that it was handed on unchanged only the sum of the whole file tells, or a signature.
 *
 * @param checked number of files that were compared
 * @param faults what is not as it was written, by file
 * @param trusted whether the user wants them to be read all the same
 * @param signed who signed it
 */
public record Integrity(int checked, List<Fault> faults, boolean trusted, Signed signed) {
    /** The file that holds the sums, as {@code sha256sum} writes them. */
    public static final String SUMS = "SHA256SUMS";

    /** The files without which nothing else can be read. */
    public static final Set<String> HEAD = Set.of("manifest.json", "calls.jsonl");

    /** Of a bundle that nobody compared. */
    static final Integrity UNCHECKED = new Integrity(0, List.of(), false, Signed.NOBODY);

    /** What can become of a file. */
    public enum Kind {
        ALTERED,
        MISSING,
        ADDED;

        /** The word of people and of the format. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file that is not as it was written.
     *
     * @param kind what became of it
     * @param file path inside the bundle
     * @param what more is to be said: why it cannot be read, or which of the two told, where it was not the list of sums
     */
    public record Fault(Kind kind, String file, String by) {
        /** {@code altered  nodes/a@b/node_info.001.json (the ledger has another sum)}. */
        public String words() {
            return String.format(Locale.ROOT, "%-8s %s%s", kind.word(), file, by.isEmpty() ? "" : " (" + by + ")");
        }
    }

    public Integrity {
        faults = List.copyOf(faults);
    }

    /** Whether every file is as it was written. */
    public boolean sound() {
        return faults.isEmpty();
    }

    /** Whether all that there is may be read: it is as it was written, or the user trusts it all the same. */
    public boolean whole() {
        return trusted || sound();
    }

    /** Whether nothing speaks against what is read, its signature included, or the user trusts it all the same. */
    public boolean vouched() {
        return trusted || sound() && signed.isAcceptable();
    }

    /** The files of that kind, sorted. */
    public List<String> files(Kind kind) {
        return faults.stream()
                .filter(fault -> fault.kind() == kind)
                .map(Fault::file)
                .sorted()
                .toList();
    }

    /** Those of the head that are there, not as they were written, and read all the same. */
    public List<String> readAnyway() {
        return faults.stream()
                .filter(fault -> fault.kind() != Kind.MISSING)
                .map(Fault::file)
                .filter(HEAD::contains)
                .sorted()
                .toList();
    }

    Integrity signed(Signed who) {
        return new Integrity(checked, faults, trusted, who);
    }

    Integrity trusting() {
        return new Integrity(checked, faults, true, signed);
    }

    /**
     * The files that are left of a bundle that is not whole when those are left out that are not as they were written. The head stays: without it
     * nothing can be read.
     */
    Set<String> readable(Set<String> files) {
        Set<String> left = new TreeSet<>(files);
        faults.stream().map(Fault::file).filter(file -> !HEAD.contains(file)).forEach(left::remove);
        return left;
    }
}
