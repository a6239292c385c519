package ergodiag.report;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.report.Page.Exhibit;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Item;
import ergodiag.report.Page.Link;
import ergodiag.report.chart.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The findings as they are printed: with anchors, with links to what they explain, and causes told from symptoms. */
final class Items {
    private final Findings findings;
    private final EvidenceIndex exhibits;
    private final int evidenceEach;
    private final Map<String, Finding> byId = new LinkedHashMap<>();
    private final Map<String, String> anchors = new LinkedHashMap<>();

    Items(Findings findings, EvidenceIndex exhibits, int evidenceEach) {
        this.findings = findings;
        this.exhibits = exhibits;
        this.evidenceEach = evidenceEach;
        Set<String> taken = new HashSet<>();
        for (Finding finding : findings.findings()) {
            String slug = "f-" + ReportWords.slug(finding.id());
            String anchor = slug;
            for (int n = 2; !taken.add(anchor); n++) {
                anchor = slug + "-" + n;
            }
            byId.putIfAbsent(finding.id(), finding);
            anchors.putIfAbsent(finding.id(), anchor);
        }
    }

    /**
     * The findings of weight that no other explains; where findings explain each other in a circle, the first of them. Whatever
     * they explain is listed under them, so nothing is dropped.
     */
    List<Item> causes() {
        Set<String> explained = new HashSet<>();
        findings.findings()
                .forEach(f ->
                        f.explains().stream().filter(id -> !id.equals(f.id())).forEach(explained::add));
        List<Item> causes = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (boolean circles : new boolean[] {false, true}) {
            for (Finding finding : findings.findings()) {
                boolean leads = circles ? !shown.contains(finding.id()) : !explained.contains(finding.id());
                if (leads && finding.severity() != Severity.INFO) {
                    shown.add(finding.id());
                    shown.addAll(symptoms(finding));
                    causes.add(item(finding));
                }
            }
        }
        return causes;
    }

    List<Item> of(int playbook) {
        return findings.findings().stream()
                .filter(finding -> finding.playbook() == playbook)
                .map(this::item)
                .toList();
    }

    Optional<Finding> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Item item(Finding finding) {
        String anchor = anchors.getOrDefault(finding.id(), "");
        List<Exhibit> evidence = finding.basis().evidence().stream()
                .map(one -> exhibits.cite(one, finding.code()))
                .toList();
        List<Link> explainedBy = findings.findings().stream()
                .filter(other ->
                        other.explains().contains(finding.id()) && !other.id().equals(finding.id()))
                .map(this::link)
                .toList();
        return new Item(
                anchor,
                finding.code(),
                ReportWords.badge(finding.severity()),
                headline(finding),
                ReportWords.sentence(finding.prose().sentence()),
                finding.since().map(ReportWords::instant).orElse(""),
                subject(finding.subject()),
                finding.basis().numbers().stream()
                        .map(number -> new Fact(number.name(), Quantity.text(number.value(), number.unit())))
                        .toList(),
                evidence.stream().limit(evidenceEach).toList(),
                Math.max(0, evidence.size() - evidenceEach),
                symptoms(finding).stream().map(byId::get).map(this::link).toList(),
                explainedBy,
                ReportWords.sentence(finding.prose().advice()),
                ReportWords.sentence(finding.prose().wouldChange()),
                finding.prose().nextCapture(),
                title(finding.playbook()));
    }

    /** Everything this finding explains, and what that explains in turn. */
    private Set<String> symptoms(Finding cause) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(cause.explains());
        while (!open.isEmpty()) {
            String id = open.remove(0);
            if (byId.containsKey(id) && !id.equals(cause.id()) && reached.add(id)) {
                withId(id).ifPresent(found -> open.addAll(found.explains()));
            }
        }
        return reached;
    }

    private static String headline(Finding finding) {
        return ReportWords.sentence(finding.prose().plainly());
    }

    private Link link(Finding finding) {
        return new Link(
                anchors.getOrDefault(finding.id(), ""),
                finding.code(),
                ReportWords.badge(finding.severity()),
                ReportWords.sentence(finding.prose().sentence()),
                title(finding.playbook()));
    }

    private String title(int playbook) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.playbook() == playbook)
                .map(verdict -> verdict.playbook() + " " + verdict.title())
                .findFirst()
                .orElse("");
    }

    private static List<Fact> subject(Subject subject) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(subject.kind() == Subject.Kind.LINK ? "from" : "node", subject.node());
        parts.put("to", subject.peer());
        parts.put("application", subject.application());
        parts.put("name", subject.name());
        parts.put("behavior", subject.behavior());
        parts.put("pid", subject.pid());
        parts.put("event", subject.event());
        parts.put("function", subject.function());
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> new Fact(part.getKey(), part.getValue()))
                .toList();
    }
}
