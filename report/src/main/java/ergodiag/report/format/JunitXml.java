package ergodiag.report.format;

import ergodiag.bundle.Evidence;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import ergodiag.report.Missing;
import ergodiag.report.ReportWords;
import ergodiag.report.chart.SafeText;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdicts as JUnit XML: a test suite for every playbook, a test case for every code it can find. What was found fails, what could not be
 * judged is skipped, a playbook that broke is an error; information passes and is printed. Attributes and order are those that the schemas
 * of Ant, Jenkins and GitLab share.
 */
final class JunitXml {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Findings findings;
    private final List<CatalogueEntry> catalogue;
    private final XMLStreamWriter xml;
    private final StringWriter text = new StringWriter();

    private JunitXml(Findings findings, List<CatalogueEntry> catalogue) throws XMLStreamException {
        this.findings = findings;
        this.catalogue = catalogue;
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** The whole document, with a line feed at its end. */
    static String write(Findings findings, List<CatalogueEntry> catalogue) {
        try {
            return new JunitXml(findings, catalogue).document();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
    }

    private String document() throws XMLStreamException {
        text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.writeStartElement("testsuites");
        for (int i = 0; i < findings.verdicts().size(); i++) {
            suite(i, findings.verdicts().get(i));
        }
        line(0);
        xml.writeEndElement();
        xml.flush();
        return text + "\n";
    }

    private void suite(int id, Verdict verdict) throws XMLStreamException {
        Map<String, List<Finding>> cases = cases(verdict);
        boolean broken = verdict.state() == Verdict.State.BROKEN;
        boolean unknown = verdict.state() == Verdict.State.CANNOT_TELL;
        long failures = cases.values().stream().filter(JunitXml::fails).count();
        long quiet = cases.values().stream().filter(List::isEmpty).count();
        line(1);
        xml.writeStartElement("testsuite");
        attribute("id", String.valueOf(id));
        attribute("name", verdict.playbook() + " " + verdict.title());
        attribute("package", "ergodiag." + verdict.name());
        attribute(
                "hostname",
                findings.bundle().entryNode().isEmpty()
                        ? "unknown"
                        : findings.bundle().entryNode());
        attribute("timestamp", SECONDS.format(findings.bundle().started()));
        attribute("time", "0");
        attribute("tests", String.valueOf(cases.size()));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(broken ? cases.size() : 0));
        attribute("skipped", String.valueOf(unknown ? quiet : 0));
        line(2);
        xml.writeStartElement("properties");
        property("bundle", findings.bundle().file());
        property("bundle.sha256", findings.bundle().sha256());
        property("verdict", verdict.state().word());
        line(2);
        xml.writeEndElement();
        for (Map.Entry<String, List<Finding>> one : cases.entrySet()) {
            testCase(verdict, one.getKey(), one.getValue());
        }
        element(2, "system-out", verdict.lookedAt());
        element(2, "system-err", "");
        line(1);
        xml.writeEndElement();
    }

    /** By the name of the case what was found; a code that was not found has none. */
    private Map<String, List<Finding>> cases(Verdict verdict) {
        Map<String, List<Finding>> cases = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        catalogue.stream()
                .filter(entry -> entry.playbook() == verdict.playbook())
                .forEach(entry -> names.put(entry.code(), entry.code() + " " + entry.title()));
        names.values().forEach(name -> cases.put(name, new ArrayList<>()));
        findings.findings().stream()
                .filter(finding -> finding.playbook() == verdict.playbook())
                .forEach(finding -> cases.computeIfAbsent(
                                names.getOrDefault(finding.code(), finding.code()), name -> new ArrayList<>())
                        .add(finding));
        if (cases.isEmpty()) {
            cases.put(verdict.title(), List.of());
        }
        return cases;
    }

    private void testCase(Verdict verdict, String name, List<Finding> found) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", "ergodiag." + verdict.name());
        attribute("name", name);
        attribute("time", "0");
        if (verdict.state() == Verdict.State.BROKEN) {
            outcome("error", "broken", Missing.sentence(verdict), "");
        } else if (fails(found)) {
            List<Finding> grave = found.stream().filter(JunitXml::isGrave).toList();
            String message = ReportWords.sentence(grave.get(0).prose().sentence())
                    + (grave.size() > 1 ? " And " + (grave.size() - 1) + " more." : "");
            outcome("failure", worst(grave).word(), message, told(found));
        } else if (found.isEmpty() && verdict.state() == Verdict.State.CANNOT_TELL) {
            line(3);
            xml.writeEmptyElement("skipped");
            attribute("message", Missing.sentence(verdict));
        } else if (!found.isEmpty()) {
            element(3, "system-out", told(found));
        }
        line(2);
        xml.writeEndElement();
    }

    private void outcome(String element, String type, String message, String body) throws XMLStreamException {
        line(3);
        xml.writeStartElement(element);
        attribute("type", type);
        attribute("message", message);
        characters(body);
        xml.writeEndElement();
    }

    private static String told(List<Finding> found) {
        StringBuilder told = new StringBuilder("\n");
        for (Finding finding : found) {
            told.append(finding.severity().word())
                    .append(": ")
                    .append(ReportWords.sentence(finding.prose().sentence()))
                    .append('\n');
            for (Evidence evidence : finding.basis().evidence()) {
                told.append("  evidence: ")
                        .append(evidence.reference())
                        .append(" = ")
                        .append(evidence.value())
                        .append('\n');
            }
            if (!finding.prose().advice().isEmpty()) {
                told.append("  advice: ")
                        .append(ReportWords.sentence(finding.prose().advice()))
                        .append('\n');
            }
        }
        return told.toString();
    }

    private static boolean fails(List<Finding> found) {
        return found.stream().anyMatch(JunitXml::isGrave);
    }

    private static boolean isGrave(Finding finding) {
        return finding.severity() != Severity.INFO;
    }

    private static Severity worst(List<Finding> found) {
        return found.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    private void property(String name, String value) throws XMLStreamException {
        line(3);
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void element(int depth, String name, String content) throws XMLStreamException {
        line(depth);
        xml.writeStartElement(name);
        characters(content);
        xml.writeEndElement();
    }

    /** What XML cannot carry is replaced first. */
    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, SafeText.clean(value));
    }

    private void characters(String content) throws XMLStreamException {
        StringBuilder clean = new StringBuilder();
        content.lines()
                .forEach(one -> clean.append(clean.length() == 0 ? "" : "\n").append(SafeText.clean(one)));
        xml.writeCharacters(clean.toString());
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
