package ergodiag.report;

import ergodiag.findings.Comparison;
import ergodiag.findings.Comparison.Shift;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.report.Page.Badge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A comparison as it is printed, on a terminal and as HTML.
 *
 * @param kicker above the heading
 * @param title what changed, in one sentence
 * @param tone of the whole: critical, warning or ok
 * @param sides which two captures
 * @param remarks what to know before reading on
 * @param groups findings by what became of them; those without rows are not there
 * @param changes other changes: counters, limits, versions, nodes
 */
public record DiffPage(
        String kicker,
        String title,
        String tone,
        List<Side> sides,
        List<String> remarks,
        List<Group> groups,
        List<Changes> changes) {

    /** One of the two captures. */
    public record Side(String word, String file, String period, String judgedBy) {}

    /** Findings of which the same became. */
    public record Group(String anchor, String sign, String title, String tone, String meaning, List<Row> rows) {}

    /** A finding; {@code details} are sentences under it. */
    public record Row(Badge badge, String code, String sentence, List<String> details) {}

    /** Values that changed. */
    public record Changes(String anchor, String title, List<Value> rows) {}

    /** One of them. */
    public record Value(String subject, String what, String before, String after) {}

    public static DiffPage of(Comparison comparison) {
        return new DiffPage(
                "What changed",
                title(comparison),
                tone(comparison),
                List.of(side("Old", comparison.before()), side("New", comparison.after())),
                DiffRemarks.of(comparison),
                groups(comparison),
                changes(comparison));
    }

    private static String title(Comparison comparison) {
        List<String> parts = new ArrayList<>();
        parts.add(grave(comparison.fresh()) + " new");
        parts.add(grave(comparison.gone()) + " gone");
        long worse = comparison.worse().size();
        if (worse > 0) {
            parts.add(worse + " worse");
        }
        long still = comparison.kept().stream()
                .filter(one -> one.after().severity() != Severity.INFO)
                .count();
        parts.add(still + " still there");
        if (comparison.hasLostSight()) {
            parts.add("sight lost");
        }
        return "Faults: " + String.join(", ", parts);
    }

    private static String tone(Comparison comparison) {
        boolean critical = comparison.fresh().stream().anyMatch(finding -> finding.severity() == Severity.CRITICAL)
                || comparison.worse().stream().anyMatch(one -> one.after().severity() == Severity.CRITICAL);
        boolean warning = comparison.hasNewFault() || !comparison.worse().isEmpty() || comparison.hasLostSight();
        return critical ? "critical" : warning ? "warning" : "ok";
    }

    private static long grave(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .count();
    }

    private static Side side(String word, Findings findings) {
        return new Side(
                word,
                findings.bundle().file(),
                ReportWords.period(
                        findings.bundle().started(), findings.bundle().finished()),
                "ergodiag " + findings.toolVersion());
    }

    private static List<Group> groups(Comparison comparison) {
        List<Group> groups = new ArrayList<>();
        add(groups, "new", "+", "New", "critical", "Found now and not before.", rows(comparison.fresh()));
        add(groups, "worse", "▲", "Worse", "critical", "In both, graver than before.", kept(comparison, 1));
        add(
                groups,
                "sight-lost",
                "?",
                "Sight lost",
                "unknown",
                "Could be told before and cannot now: neither gone nor still there.",
                sight(comparison, true));
        add(groups, "better", "▼", "Better", "ok", "In both, less grave than before.", kept(comparison, -1));
        add(groups, "gone", "-", "Gone", "ok", "Found before; looked for and not found now.", rows(comparison.gone()));
        add(
                groups,
                "sight-gained",
                "!",
                "Sight gained",
                "info",
                "Can be told now and could not before.",
                sight(comparison, false));
        add(groups, "still", "=", "Still there", "warning", "In both, as grave as before.", kept(comparison, 0));
        return groups;
    }

    private static void add(
            List<Group> groups, String anchor, String sign, String title, String tone, String meaning, List<Row> rows) {
        if (!rows.isEmpty()) {
            groups.add(new Group(anchor, sign, title, tone, meaning, rows));
        }
    }

    private static List<Row> rows(List<Finding> findings) {
        return findings.stream().map(finding -> row(finding, List.of())).toList();
    }

    private static Row row(Finding finding, List<String> details) {
        List<String> all = new ArrayList<>(details);
        finding.since().ifPresent(since -> all.add("Since " + ReportWords.instant(since)));
        String sentence = ReportWords.sentence(finding.prose().sentence());
        return new Row(ReportWords.badge(finding.severity()), finding.code(), sentence, all);
    }

    private static List<Row> kept(Comparison comparison, int sign) {
        return comparison.kept().stream()
                .filter(one -> Integer.signum(one.worse()) == sign)
                .map(one -> {
                    List<String> details = new ArrayList<>();
                    if (sign != 0) {
                        details.add(one.before().severity().word() + " → "
                                + one.after().severity().word());
                    }
                    one.numbers().forEach(it -> details.add(it.what() + ": " + it.before() + " → " + it.after()));
                    return row(one.after(), details);
                })
                .toList();
    }

    private static List<Row> sight(Comparison comparison, boolean lost) {
        List<Row> rows = new ArrayList<>();
        for (Comparison.Sight sight : comparison.sights()) {
            if (sight.isLost() == lost) {
                Verdict verdict = sight.after();
                rows.add(new Row(
                        ReportWords.badge(verdict),
                        "",
                        verdict.playbook() + " "
                                + (lost
                                        ? Missing.sentence(verdict)
                                        : ReportWords.sentence(verdict.title() + " can be judged again: "
                                                + verdict.state().word())),
                        List.of("before: " + sight.before().state().word().replace('_', ' '))));
            }
        }
        if (lost) {
            rows.addAll(rows(comparison.unseen()));
        }
        return rows;
    }

    private static List<Changes> changes(Comparison comparison) {
        List<Changes> changes = new ArrayList<>();
        List<Value> nodes = new ArrayList<>();
        comparison.joined().forEach(name -> nodes.add(new Value(name, "joined", "", state(comparison.after(), name))));
        comparison.left().forEach(name -> nodes.add(new Value(name, "left", state(comparison.before(), name), "")));
        for (Findings.NodeSummary node : comparison.after().nodes()) {
            String was = state(comparison.before(), node.name());
            if (!was.isEmpty() && !was.equals(node.state().word())) {
                nodes.add(new Value(node.name(), "seen", was, node.state().word()));
            }
        }
        add(changes, "nodes", "Nodes", nodes);
        add(changes, "versions", "Versions", values(comparison.versions()));
        add(changes, "limits", "Limits", values(comparison.limits()));
        add(changes, "counters", "Counters", values(comparison.counters()));
        return changes;
    }

    private static void add(List<Changes> changes, String anchor, String title, List<Value> rows) {
        if (!rows.isEmpty()) {
            changes.add(new Changes(anchor, title, List.copyOf(rows)));
        }
    }

    private static String state(Findings findings, String name) {
        Optional<Findings.NodeSummary> node =
                findings.nodes().stream().filter(one -> one.name().equals(name)).findFirst();
        return node.map(one -> one.state().word()).orElse("");
    }

    private static List<Value> values(List<Shift> shifts) {
        return shifts.stream()
                .map(shift -> new Value(shift.subject(), shift.what(), shift.before(), shift.after()))
                .toList();
    }
}
