package ergodiag.ticket;

import ergodiag.bundle.archive.Sha256;
import ergodiag.findings.Finding;
import ergodiag.findings.Subject;
import java.nio.charset.StandardCharsets;

/** A word by which tickets about the same trouble are found: the same for the same code and the same kind of subject, on whichever node, in whichever capture. */
final class SearchWord {
    private static final int DIGITS = 12;

    private SearchWord() {}

    /** {@code ergodiag-ED0201-1f2e3d4c5b6a}. */
    static String of(Finding finding) {
        Subject about = finding.subject();
        boolean named = !about.behavior().isEmpty() || !about.application().isEmpty();
        String what = String.join(
                "\n",
                finding.code(),
                about.kind().name(),
                about.behavior(),
                about.application(),
                // a name alone tells what it is, a name beside a type may be one of many
                named ? "" : about.name(),
                about.event(),
                about.function());
        return "ergodiag-" + finding.code() + "-"
                + Sha256.of(what.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
