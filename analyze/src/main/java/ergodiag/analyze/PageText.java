package ergodiag.analyze;

import ergodiag.findings.Finding;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a page that a finding fills in: {@code Look at {callee|the process that is called}.} What is filled in is a name as the cluster
 * has it: it is not read for slots again, and is escaped where it is printed, like the sentence of the finding.
 *
 * @param written the text with its {@linkplain Slot slots}, each with the words that stand there when it is not known, or not the same for all
 *     that are told together; without such words it is filled in of the worst
 */
record PageText(String written) {
    private static final Pattern SLOT = Pattern.compile("\\{(?<slot>[a-z]+)(?<plain>\\|[^{}|]+)?}");

    /** @throws IllegalStateException when it has a slot that nothing fills in */
    PageText {
        SLOT.matcher(written).results().forEach(PageText::slot);
        if (SLOT.matcher(written).replaceAll("").matches(".*[{}].*")) {
            throw new IllegalStateException("A slot of a page is not of the form {name|other words}: " + written);
        }
    }

    /** As it reads when nothing is known. */
    String plain() {
        return replaced((found, slot) -> words(found));
    }

    /** As it reads for that finding. */
    String about(Finding finding) {
        return replaced((found, slot) -> found.group(2) == null
                ? slot.of(finding).orElse("")
                : slot.ofAll(finding).orElse(words(found)));
    }

    private String replaced(BiFunction<MatchResult, Slot, String> words) {
        return SLOT.matcher(written).replaceAll(found -> Matcher.quoteReplacement(words.apply(found, slot(found))));
    }

    private static String words(MatchResult found) {
        return found.group(2) == null ? found.group() : found.group(2).substring(1);
    }

    private static Slot slot(MatchResult found) {
        return Slot.of(found.group(1))
                .orElseThrow(
                        () -> new IllegalStateException("A page has a slot that nothing fills in: " + found.group()));
    }
}
