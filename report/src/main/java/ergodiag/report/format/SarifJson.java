package ergodiag.report.format;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Fingerprint;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Verdict;
import ergodiag.report.Missing;
import ergodiag.report.ReportWords;
import ergodiag.report.chart.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The findings as SARIF 2.1.0 (OASIS): a rule for every code of the catalogue, a result for every finding, its evidence as locations inside
 * the bundle. A playbook that could not tell or failed is a notification, since readers take every result for an alarm.
 */
final class SarifJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final int MOST_SUBJECTS = 50;
    private static final String BASE = "BUNDLE";

    private final Findings findings;
    private final List<CatalogueEntry> catalogue;
    private final List<String> rules = new ArrayList<>();

    private SarifJson(Findings findings, List<CatalogueEntry> catalogue) {
        this.findings = findings;
        this.catalogue = catalogue;
        catalogue.forEach(entry -> rules.add(entry.code()));
        findings.findings().stream()
                .map(Finding::code)
                .filter(code -> !rules.contains(code))
                .distinct()
                .forEach(rules::add);
    }

    /** The whole log, with a line feed at its end. */
    static String write(Findings findings, List<CatalogueEntry> catalogue) {
        return ForeignText.shownJson(new SarifJson(findings, catalogue).log().toPrettyString()) + "\n";
    }

    private ObjectNode log() {
        ObjectNode log = JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "ergodiag").put("version", findings.toolVersion());
        ArrayNode list = driver.putArray("rules");
        rules.forEach(code -> rule(list.addObject(), code));
        invocation(run.putArray("invocations").addObject());
        run.putObject("automationDetails")
                .put("id", "ergodiag/" + findings.bundle().entryNode() + "/");
        text(
                run.putObject("originalUriBaseIds").putObject(BASE),
                "description",
                "The root folder inside the bundle " + findings.bundle().file());
        ArrayNode results = run.putArray("results");
        Fingerprint.of(findings.findings())
                .forEach((likeness, finding) -> result(results.addObject(), finding, likeness));
        run.put("columnKind", "unicodeCodePoints");
        bundle(run.putObject("properties").putObject("bundle"));
        return log;
    }

    private void rule(ObjectNode rule, String code) {
        rule.put("id", code);
        Optional<CatalogueEntry> known =
                catalogue.stream().filter(entry -> entry.code().equals(code)).findFirst();
        known.ifPresent(entry -> {
            text(rule, "shortDescription", entry.title());
            text(rule, "fullDescription", entry.says());
            text(
                    rule,
                    "help",
                    "Why it matters: " + entry.matters() + "\n\nHow it is judged: " + entry.judged()
                            + entry.advice().entrySet().stream()
                                    .map(advice -> "\n\n" + advice.getKey() + ": " + advice.getValue())
                                    .collect(Collectors.joining()));
            entry.severities().stream()
                    .max(Comparator.naturalOrder())
                    .ifPresent(worst -> rule.putObject("defaultConfiguration").put("level", level(worst)));
            rule.putObject("properties").putArray("tags").add("ergo").add(playbook(entry.playbook()));
        });
    }

    private String playbook(int number) {
        return findings.verdicts().stream()
                .filter(verdict -> verdict.playbook() == number)
                .map(Verdict::name)
                .findFirst()
                .orElse("playbook-" + number);
    }

    private void invocation(ObjectNode invocation) {
        invocation.put(
                "executionSuccessful",
                findings.verdicts().stream().noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN));
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (Verdict verdict : findings.verdicts()) {
            boolean broken = verdict.state() == Verdict.State.BROKEN;
            if (broken || verdict.state() == Verdict.State.CANNOT_TELL) {
                ObjectNode notification = notifications.addObject().put("level", broken ? "error" : "warning");
                text(notification, "message", Missing.sentence(verdict));
                notification.putObject("descriptor").put("id", verdict.name());
            }
        }
        for (String note : findings.notes()) {
            text(notifications.addObject().put("level", "note"), "message", note);
        }
    }

    private void result(ObjectNode result, Finding finding, String likeness) {
        result.put("ruleId", finding.code()).put("ruleIndex", rules.indexOf(finding.code()));
        result.put("kind", "fail").put("level", level(finding.severity()));
        text(result, "message", ReportWords.sentence(finding.prose().sentence()));
        List<Evidence> evidence = finding.basis().evidence();
        ObjectNode location = result.putArray("locations").addObject();
        place(location, evidence.isEmpty() ? Evidence.at("manifest.json", "", "") : evidence.get(0));
        // The schema forbids the same place twice: many alike often stand on one node.
        Set<ObjectNode> logical = new LinkedHashSet<>();
        finding.subjects().stream().limit(MOST_SUBJECTS).forEach(subject -> logical(logical, subject));
        location.putArray("logicalLocations").addAll(logical);
        if (evidence.size() > 1) {
            ArrayNode related = result.putArray("relatedLocations");
            for (int i = 1; i < evidence.size(); i++) {
                place(related.addObject().put("id", i), evidence.get(i));
            }
        }
        result.putObject("partialFingerprints").put("ergodiagSubject/v1", likeness);
        ObjectNode properties = result.putObject("properties").put("id", finding.id());
        finding.since().ifPresent(since -> properties.put("since", since.toString()));
        ArrayNode numbers = properties.putArray("numbers");
        finding.basis().numbers().stream()
                .filter(number -> Double.isFinite(number.value()))
                .forEach(number -> numbers.addObject()
                        .put("name", number.name())
                        .put("value", number.value())
                        .put("unit", number.unit()));
        properties.put("advice", SafeText.clean(finding.prose().advice()));
        ArrayNode explains = properties.putArray("explains");
        finding.explains().forEach(explains::add);
    }

    private static void place(ObjectNode location, Evidence evidence) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(evidence.file())).put("uriBaseId", BASE);
        if (evidence.line().isPresent()) {
            ObjectNode region = physical.putObject("region")
                    .put("startLine", Math.max(1, evidence.line().getAsInt()));
            region.putObject("snippet").put("text", SafeText.clean(evidence.value()));
        }
        text(location, "message", evidence.reference() + (evidence.value().isEmpty() ? "" : " = " + evidence.value()));
    }

    private static void logical(Set<ObjectNode> places, Subject subject) {
        if (!subject.node().isEmpty()) {
            places.add(logical(subject.node(), subject.node(), "node"));
        }
        String label = subject.label();
        if (subject.kind() != Subject.Kind.NODE && !label.isEmpty()) {
            places.add(
                    logical(label, subject.node() + "/" + label, subject.kind().word()));
        }
    }

    private static ObjectNode logical(String name, String full, String kind) {
        return JSON.createObjectNode()
                .put("name", SafeText.clean(name))
                .put("fullyQualifiedName", SafeText.clean(full))
                .put("kind", kind);
    }

    private void bundle(ObjectNode json) {
        Findings.BundleHead head = findings.bundle();
        json.put("file", head.file()).put("sha256", head.sha256());
        json.put("started", head.started().toString())
                .put("finished", head.finished().toString());
        head.labels().text(Label.TICKET).ifPresent(ticket -> json.put("ticket", ticket));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static void text(ObjectNode parent, String name, String text) {
        parent.putObject(name).put("text", message(text));
    }

    /**
     * The text as a message says it: braces, which enclose placeholders, are doubled (3.11.5), and brackets are escaped where they would be a link
     * (3.11.6), as Go prints a call of generic code: {@code main.Map[...](0xc0)}.
     */
    private static String message(String text) {
        String braced = SafeText.clean(text).replaceAll("[{}]", "$0$0");
        return braced.contains("](") ? braced.replaceAll("[\\\\\\[\\]]", "\\\\$0") : braced;
    }

    /** The path as RFC 3986 wants it. */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > 0 && (Character.isLetterOrDigit(one) || "-._~/@+".indexOf(one) >= 0);
            uri.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "%%%02X", one & 0xff));
        }
        return uri.toString();
    }
}
