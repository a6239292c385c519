package ergodiag.analyze;

import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Finding;
import java.util.function.UnaryOperator;

/**
 * What a page says of one kind of finding.
 *
 * @param entry the same of no finding in particular
 * @param inPlainWords what it says, for somebody who knows nothing of Ergo
 * @param whatToDo what to do
 */
record Explanation(CatalogueEntry entry, PageText inPlainWords, Advice whatToDo) {

    /** Whether it explains that finding. */
    boolean isOf(Finding finding) {
        return entry.code().equals(finding.code());
    }

    /** The finding with what is said here, about its own subject. */
    Finding explain(Finding finding, UnaryOperator<String> wording) {
        return finding.explained(wording.apply(inPlainWords.about(finding)), wording.apply(whatToDo.about(finding)));
    }
}
