package ergodiag.report;

import ergodiag.findings.IntegritySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a page says of how a bundle compares with the sums it was written with. */
final class IntegrityWords {
    private IntegrityWords() {}

    /** For the first page, since who reads no further has to know it; empty when all is as it was written. */
    static Optional<String> sentence(IntegritySummary integrity) {
        int files = integrity.faults();
        return files == 0
                ? Optional.empty()
                : Optional.of("This bundle is not as it was captured: " + ReportWords.count(files, "file")
                        + (files == 1 ? " was" : " were") + " altered, added or taken out since" + rests(integrity));
    }

    /** For the first page likewise: what speaks against its signature. */
    static Optional<String> signature(IntegritySummary integrity) {
        return integrity.signature().map(fault -> "Nobody vouches for this bundle: " + fault.words() + ".");
    }

    /** What of that the report rests on. */
    private static String rests(IntegritySummary integrity) {
        List<String> read = integrity.readAnyway();
        if (integrity.trusted()) {
            return ", and all of it was trusted.";
        }
        if (read.isEmpty()) {
            return ", and nothing here rests on " + (integrity.faults() == 1 ? "it." : "them.");
        }
        return "; all of this rests on " + String.join(" and ", read)
                + ", without which nothing can be read, so that what was asked, of whom, and what failed is not certain"
                + (read.size() == integrity.faults() ? "." : "; nothing rests on the others.");
    }

    /** For the facts of the capture. */
    static String fact(IntegritySummary integrity) {
        List<String> faults = new ArrayList<>();
        add(faults, integrity.altered(), "altered");
        add(faults, integrity.missing(), "missing");
        add(faults, integrity.added(), "added");
        String files = ReportWords.count(integrity.checked(), "file") + " compared with their sums, ";
        return files
                + (faults.isEmpty() ? "all as they were written" : String.join(", ", faults))
                + integrity.signedBy().map(signer -> "; " + signer.words()).orElse("")
                + integrity.signature().map(fault -> "; " + fault.words()).orElse("");
    }

    private static void add(List<String> faults, List<String> files, String word) {
        if (!files.isEmpty()) {
            faults.add(files.size() + " " + word);
        }
    }
}
