package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import ergodiag.bundle.Integrity;
import ergodiag.bundle.sign.Signed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the files of the bundle compare with the sums it was written with.
 *
 * @param checked number of files that were compared
 * @param altered files that are not as they were written, or cannot be read any more
 * @param missing files that were written and are not there
 * @param added files that nobody wrote
 * @param tooLarge files that did not fit in the memory of the program, wholly or, of the ledger, in part
 * @param trusted whether what is altered or added was read all the same, because the user said so
 * @param signedBy who signed it; empty where nobody did, or nothing can be said for the signature
 * @param signature what speaks against its signature; empty for nothing, also where there is none and none was asked for
 */
public record IntegritySummary(
        long checked,
        List<String> altered,
        List<String> missing,
        List<String> added,

        @JsonProperty("too_large") @JsonInclude(Include.NON_EMPTY)
        List<String> tooLarge,

        boolean trusted,
        @JsonInclude(Include.NON_ABSENT) Optional<Signed.Signer> signedBy,
        @JsonInclude(Include.NON_ABSENT) Optional<Signed.State> signature) {

    public IntegritySummary {
        altered = List.copyOf(altered);
        missing = List.copyOf(missing);
        added = List.copyOf(added);
        tooLarge = List.copyOf(tooLarge);
    }

    /** How many files are not as they were written. */
    public int faults() {
        return altered.size() + missing.size() + added.size();
    }

    /** Those of them that were read all the same, since nothing can be read without them: the manifest, the ledger. */
    public List<String> readAnyway() {
        return Stream.of(altered, added)
                .flatMap(List::stream)
                .filter(Integrity.HEAD::contains)
                .sorted()
                .toList();
    }

    /**
     * Whether all that was captured was read: it fits, and nothing speaks against it, its signature included, or the user trusted it all the
     * same.
     */
    public boolean whole() {
        return tooLarge.isEmpty() && (trusted || faults() == 0 && signature.isEmpty());
    }
}
