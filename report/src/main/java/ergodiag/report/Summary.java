package ergodiag.report;

import ergodiag.bundle.Manifest;
import ergodiag.findings.Findings;
import ergodiag.findings.Findings.NodeSummary;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Verdict;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What happened, in three plain sentences: how many faults and where, the gravest of them, and how far the eye reached. */
final class Summary {
    private static final int FEW = 3;

    private final Findings findings;
    private final List<Item> causes;

    Summary(Findings findings, List<Item> causes) {
        this.findings = findings;
        this.causes = causes;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(outcome());
        if (!causes.isEmpty()) {
            Item gravest = causes.get(0);
            sentences.add((causes.size() == 1 ? "" : "Most serious: ") + gravest.headline() + since(gravest));
        }
        sentences.add(reach());
        findings.bundle().integrity().flatMap(IntegrityWords::sentence).ifPresent(sentences::add);
        findings.bundle().integrity().flatMap(IntegrityWords::signature).ifPresent(sentences::add);
        return sentences;
    }

    private static String since(Item gravest) {
        return gravest.since().isEmpty() ? "" : " This goes back at least to " + gravest.since() + ".";
    }

    /** The gravest of all, as a colour. */
    String tone() {
        if (count(Severity.CRITICAL) > 0) {
            return "critical";
        }
        if (count(Severity.WARNING) > 0) {
            return "warning";
        }
        return verdicts(Verdict.State.HEALTHY) == findings.verdicts().size()
                        && !findings.verdicts().isEmpty()
                ? "ok"
                : "unknown";
    }

    List<Badge> tally() {
        List<Badge> tally = new ArrayList<>();
        if (count(Severity.CRITICAL) > 0) {
            tally.add(new Badge("critical", count(Severity.CRITICAL) + " critical"));
        }
        if (count(Severity.WARNING) > 0) {
            tally.add(new Badge("warning", ReportWords.count(count(Severity.WARNING), "warning")));
        }
        if (tally.isEmpty()) {
            boolean seen = findings.verdicts().stream()
                    .allMatch(verdict -> verdict.state() == Verdict.State.HEALTHY || verdict.healthyWhereSeen());
            tally.add(
                    tone().equals("ok")
                            ? new Badge("ok", "Healthy")
                            : new Badge(
                                    "unknown",
                                    seen && !findings.verdicts().isEmpty() ? ReportWords.WHERE_SEEN : "Cannot tell"));
        }
        return tally;
    }

    private String outcome() {
        int nodes = findings.nodes().size();
        if (causes.isEmpty()) {
            return tone().equals("ok")
                    ? "Nothing was found to be wrong: all "
                            + findings.verdicts().size() + " playbooks looked at " + ReportWords.count(nodes, "node")
                            + " and call the cluster healthy."
                    : "Nothing was found to be wrong in what could be seen, but not everything needed could be seen.";
        }
        Set<String> affected = affected();
        long grave = causes.stream()
                .filter(cause -> cause.badge().tone().equals("critical"))
                .count();
        String faults = causes.size() == 1
                ? "One " + (grave == 1 ? "critical " : "") + "fault was found"
                : grave == causes.size()
                        ? capital(Numbers.word(causes.size())) + " faults were found, all critical,"
                        : capital(Numbers.word(causes.size())) + " faults were found, "
                                + (grave == 0 ? "none" : Numbers.word((int) grave)) + " of them critical,";
        return affected.isEmpty()
                ? faults.replaceAll(",$", "") + "."
                : faults + " on "
                        + (affected.size() == nodes && nodes > 1
                                ? "all " + nodes + " nodes."
                                : affected.size() + " of " + ReportWords.count(nodes, "node") + place(affected));
    }

    /** The nodes that faults are on, in the order in which the result has its nodes. */
    private Set<String> affected() {
        List<String> found = findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .flatMap(finding -> finding.subjects().stream())
                .map(Subject::node)
                .filter(node -> !node.isEmpty())
                .toList();
        Set<String> affected = new LinkedHashSet<>(findings.nodes().stream()
                .map(NodeSummary::name)
                .filter(found::contains)
                .toList());
        affected.addAll(found);
        return affected;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String place(Set<String> affected) {
        return affected.isEmpty() || affected.size() > 3 ? "." : " (" + String.join(", ", affected) + ").";
    }

    /** How far the eye reached: what was found well, what could not be judged, who did not answer. */
    private String reach() {
        int all = findings.verdicts().size();
        long healthy = verdicts(Verdict.State.HEALTHY);
        List<Verdict> partly =
                findings.verdicts().stream().filter(Verdict::healthyWhereSeen).toList();
        List<String> unsure = findings.verdicts().stream()
                .filter(verdict -> verdict.state() == Verdict.State.CANNOT_TELL && !verdict.healthyWhereSeen())
                .map(Verdict::title)
                .toList();
        List<String> broken = titles(Verdict.State.BROKEN);
        List<String> silent = findings.nodes().stream()
                .filter(node -> node.state() == Manifest.State.SILENT)
                .map(NodeSummary::name)
                .toList();
        StringBuilder text = new StringBuilder();
        if (healthy == 0 && !partly.isEmpty()) {
            text.append(partly.size())
                    .append(" of the ")
                    .append(all)
                    .append(" checks (playbooks) found all well on ")
                    .append(where(partly));
        } else if (healthy < all || all == 0) {
            text.append(healthy == 0 ? "None" : Long.toString(healthy))
                    .append(" of the ")
                    .append(all)
                    .append(" checks (playbooks) found all well");
        } else {
            text.append("This rests on ")
                    .append(findings.bundle().window().isZero() ? "single readings" : "readings repeated over ")
                    .append(
                            findings.bundle().window().isZero()
                                    ? ""
                                    : ReportWords.duration(findings.bundle().window()));
        }
        if (healthy > 0 && !partly.isEmpty()) {
            text.append("; ")
                    .append(
                            partly.size() > FEW
                                    ? partly.size() + " of them"
                                    : few(partly.stream().map(Verdict::title).toList()))
                    .append(" found all well on ")
                    .append(where(partly));
        }
        if (!unsure.isEmpty()) {
            text.append("; ")
                    .append(unsure.size() > FEW ? unsure.size() + " of them" : few(unsure))
                    .append(" cannot be judged for want of data");
        }
        if (!broken.isEmpty()) {
            text.append("; ").append(few(broken)).append(" failed by a fault of this program");
        }
        if (!silent.isEmpty()) {
            text.append("; ").append(few(silent)).append(" did not answer");
        }
        text.append(findings.bundle().complete() ? "" : "; the capture did not run to its end");
        return text.append('.').toString();
    }

    /** Where verdicts that were not made of all nodes are healthy. */
    private static String where(List<Verdict> partly) {
        Verdict first = partly.get(0);
        boolean alike = partly.stream()
                .allMatch(verdict -> verdict.healthyOn().equals(first.healthyOn())
                        && verdict.unsureOf().equals(first.unsureOf()));
        return alike
                ? WhereSeen.nodes(first.healthyOn()) + ", and not all was seen of " + WhereSeen.nodes(first.unsureOf())
                : "those nodes of which they saw all";
    }

    private static String few(List<String> names) {
        int last = names.size() - 1;
        return names.size() > FEW
                ? names.size() + " nodes"
                : last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private List<String> titles(Verdict.State state) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.state() == state)
                .map(Verdict::title)
                .toList();
    }

    private long count(Severity severity) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private long verdicts(Verdict.State state) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.state() == state)
                .count();
    }
}
