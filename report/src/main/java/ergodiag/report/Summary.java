package ergodiag.report;

import ergodiag.analyze.Finding;
import ergodiag.analyze.Findings;
import ergodiag.analyze.Severity;
import ergodiag.analyze.Verdict;
import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What happened, in three plain sentences: how many faults and where, the gravest of them, and how far the eye reached. */
final class Summary {
    private static final List<String> NUMBERS =
            List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

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
            sentences.add((causes.size() == 1 ? "It is this: " : "The gravest: ")
                    + causes.get(0).sentence());
        }
        sentences.add(reach());
        return sentences;
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
            tally.add(new Badge("warning", Words.count(count(Severity.WARNING), "warning")));
        }
        if (tally.isEmpty()) {
            tally.add(tone().equals("ok") ? new Badge("ok", "Healthy") : new Badge("unknown", "Cannot tell"));
        }
        return tally;
    }

    private String outcome() {
        int nodes = findings.nodes().size();
        if (causes.isEmpty()) {
            return tone().equals("ok")
                    ? "Nothing was found to be wrong: all "
                            + findings.verdicts().size() + " playbooks looked at " + Words.count(nodes, "node")
                            + " and call the cluster healthy."
                    : "Nothing was found to be wrong in what could be seen, but not everything needed could be seen.";
        }
        Set<String> affected = new TreeSet<>();
        for (Finding finding : findings.findings()) {
            if (finding.severity() != Severity.INFO && !finding.subject().node().isEmpty()) {
                affected.add(finding.subject().node());
            }
        }
        long grave = causes.stream()
                .filter(cause -> cause.badge().tone().equals("critical"))
                .count();
        String weight = grave == 0
                ? "none of them critical"
                : grave == causes.size() ? "critical" : grave + " of them critical";
        String faults = causes.size() == 1
                ? "One fault was found" + (grave == 1 ? ", a critical one," : "")
                : number(causes.size()) + " faults were found, " + weight + ",";
        return faults + " on " + affected.size() + " of " + Words.count(nodes, "node") + place(affected);
    }

    private static String number(int count) {
        return count < NUMBERS.size() ? NUMBERS.get(count) : Integer.toString(count);
    }

    private static String place(Set<String> affected) {
        return affected.isEmpty() || affected.size() > 3 ? "." : " (" + String.join(", ", affected) + ").";
    }

    private String reach() {
        long healthy = verdicts(Verdict.State.HEALTHY);
        long unsure = verdicts(Verdict.State.CANNOT_TELL);
        long broken = verdicts(Verdict.State.BROKEN);
        long silent = findings.nodes().stream()
                .filter(n -> n.state().equals("silent"))
                .count();
        StringBuilder text = new StringBuilder();
        text.append("Of the ").append(findings.verdicts().size()).append(" playbooks, ");
        text.append(healthy == 0 ? "none" : Long.toString(healthy)).append(" found all well");
        if (unsure > 0) {
            text.append(", ").append(unsure).append(" cannot tell for want of data");
        }
        if (broken > 0) {
            text.append(", ").append(broken).append(" failed by a fault of this program");
        }
        if (silent > 0) {
            text.append("; ").append(Words.count(silent, "node")).append(" did not answer");
        }
        text.append(findings.bundle().complete() ? "" : "; the capture did not run to its end");
        return text.append('.').toString();
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
