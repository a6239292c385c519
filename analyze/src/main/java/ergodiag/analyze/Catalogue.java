package ergodiag.analyze;

import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Finding;
import ergodiag.findings.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every finding there is, read from the pages of the playbooks: the one place where they are explained. */
public final class Catalogue {
    private final List<Playbook> playbooks;
    /** What was read of the pages so far; a page is read once however many findings it explains. */
    private final Map<Playbook, List<Explanation>> read = new HashMap<>();

    /** The catalogue of these playbooks. */
    public Catalogue(List<Playbook> playbooks) {
        this.playbooks = List.copyOf(playbooks);
    }

    /** All of them, by playbook and code. */
    public List<CatalogueEntry> all() {
        List<CatalogueEntry> entries = new ArrayList<>();
        for (Playbook playbook : playbooks) {
            entries.addAll(of(playbook));
        }
        return List.copyOf(entries);
    }

    /** The one with this code, in any case of letters. */
    public Optional<CatalogueEntry> of(String code) {
        return all().stream()
                .filter(entry -> entry.code().equals(code.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** A finding with what its page says of it, in plain words about its own subject; the same for a playbook without a page. */
    Finding explain(Finding finding, UnaryOperator<String> wording) {
        return playbooks.stream()
                .filter(playbook -> playbook.card().number() == finding.playbook())
                .flatMap(playbook -> read.computeIfAbsent(playbook, Catalogue::ofPageIfAny).stream())
                .filter(explanation -> explanation.isOf(finding))
                .findFirst()
                .map(explanation -> explanation.explain(finding, wording))
                .orElse(finding);
    }

    private static List<Explanation> ofPageIfAny(Playbook playbook) {
        return PlaybookPage.isThere(playbook) ? PlaybookPage.of(playbook).explanations() : List.of();
    }

    /** Those of one playbook. */
    public static List<CatalogueEntry> of(Playbook playbook) {
        return PlaybookPage.of(playbook).explanations().stream()
                .map(Explanation::entry)
                .toList();
    }

    /** The page of a playbook, Markdown. */
    public static String page(Playbook playbook) {
        return PlaybookPage.of(playbook).text();
    }

    /** The whole catalogue as one page, Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder(
                "# Every finding\n\nWhat ergodiag can find, by playbook. `ergodiag playbooks CODE` prints one of them. A finding that another one explains is told as information under it."
                        + " This page is made from the pages of the playbooks; do not edit it.\n");
        for (Playbook playbook : playbooks) {
            page.append("\n## ")
                    .append(playbook.card().number())
                    .append(' ')
                    .append(playbook.card().title());
            page.append("\n\n").append(playbook.card().question()).append('\n');
            of(playbook).forEach(entry -> page.append('\n').append(markdown(entry)));
        }
        return page.toString();
    }

    private static String markdown(CatalogueEntry entry) {
        StringBuilder text =
                new StringBuilder("### " + entry.code() + " " + entry.title() + "\n\n" + entry.says() + "\n\n");
        text.append("- Severity: ").append(entry.severity()).append('\n');
        text.append("- In plain words: ").append(entry.plain()).append('\n');
        text.append("- Why it matters: ").append(entry.matters()).append('\n');
        text.append("- How it is judged: ").append(entry.judged()).append('\n');
        entry.limits()
                .forEach(limit -> text.append("- Limit: ").append(limit(limit)).append('\n'));
        entry.advice().forEach((label, advice) -> text.append("- " + label + ": " + advice + "\n"));
        return text.toString();
    }

    /** {@code `network.rtt` 1000 ms, as written}. */
    private static String limit(Threshold limit) {
        return "`" + limit.key() + "` " + limit.amount() + ", " + limit.origin().word()
                + (limit.reason().isEmpty() ? "" : ": " + limit.reason());
    }
}
