package ergodiag.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Catalogue;
import ergodiag.bundle.Evidence;
import ergodiag.findings.Basis;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Measure;
import ergodiag.findings.Prose;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import ergodiag.report.SampleFindings;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SARIF and JUnit XML of a sick cluster with hostile names. */
class PipelineFormatsTest {
    /** What the schemas of Ant, Jenkins and GitLab have in common, in their order. */
    private static final String SHARED_SCHEMA = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:element name="testsuites"><xs:complexType><xs:sequence>
                <xs:element name="testsuite" maxOccurs="unbounded"><xs:complexType><xs:sequence>
                  <xs:element name="properties"><xs:complexType><xs:sequence>
                    <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                      <xs:attribute name="name" type="xs:token" use="required"/>
                      <xs:attribute name="value" type="xs:string" use="required"/>
                    </xs:complexType></xs:element>
                  </xs:sequence></xs:complexType></xs:element>
                  <xs:element name="testcase" maxOccurs="unbounded"><xs:complexType>
                    <xs:choice minOccurs="0">
                      <xs:element name="skipped"><xs:complexType><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>
                      <xs:element name="error" type="outcome"/>
                      <xs:element name="failure" type="outcome"/>
                      <xs:element name="system-out" type="xs:string"/>
                    </xs:choice>
                    <xs:attribute name="classname" type="xs:token" use="required"/>
                    <xs:attribute name="name" type="xs:token" use="required"/>
                    <xs:attribute name="time" type="xs:decimal" use="required"/>
                  </xs:complexType></xs:element>
                  <xs:element name="system-out" type="xs:string"/>
                  <xs:element name="system-err" type="xs:string"/>
                </xs:sequence>
                <xs:attribute name="id" type="xs:int" use="required"/>
                <xs:attribute name="name" type="xs:token" use="required"/>
                <xs:attribute name="package" type="xs:token" use="required"/>
                <xs:attribute name="hostname" type="xs:token" use="required"/>
                <xs:attribute name="timestamp" use="required"><xs:simpleType><xs:restriction base="xs:dateTime">
                  <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/>
                </xs:restriction></xs:simpleType></xs:attribute>
                <xs:attribute name="time" type="xs:decimal" use="required"/>
                <xs:attribute name="tests" type="xs:int" use="required"/>
                <xs:attribute name="failures" type="xs:int" use="required"/>
                <xs:attribute name="errors" type="xs:int" use="required"/>
                <xs:attribute name="skipped" type="xs:int" use="required"/>
                </xs:complexType></xs:element>
              </xs:sequence></xs:complexType></xs:element>
              <xs:complexType name="outcome"><xs:simpleContent><xs:extension base="xs:string">
                <xs:attribute name="type" type="xs:string" use="required"/>
                <xs:attribute name="message" type="xs:string"/>
              </xs:extension></xs:simpleContent></xs:complexType>
            </xs:schema>
            """;

    private final Findings findings = SampleFindings.sick();
    private final List<CatalogueEntry> catalogue = new Catalogue(Playbooks.all()).all();
    private final JsonNode run =
            JsonMapper.shared().readTree(SarifJson.write(findings, catalogue)).at("/runs/0");

    @Test
    void everyFindingIsAResultOfARuleThatIsThere() {
        List<String> codes = new ArrayList<>();
        for (JsonNode result : run.at("/results")) {
            int rule = result.at("/ruleIndex").asInt();
            assertThat(run.at("/tool/driver/rules/" + rule + "/id").asString())
                    .isEqualTo(result.at("/ruleId").asString());
            codes.add(result.at("/ruleId").asString());
        }
        assertThat(codes)
                .containsExactlyElementsOf(
                        findings.findings().stream().map(Finding::code).toList());
    }

    @Test
    void everyCodeOfTheCatalogueIsARuleThatSaysWhatToDo() {
        assertThat(run.at("/tool/driver/rules").size()).isGreaterThanOrEqualTo(catalogue.size());
        for (int i = 0; i < catalogue.size(); i++) {
            JsonNode rule = run.at("/tool/driver/rules/" + i);
            assertThat(rule.at("/id").asString()).isEqualTo(catalogue.get(i).code());
            assertThat(rule.at("/help/text").asString()).contains("What to do");
            assertThat(rule.at("/defaultConfiguration/level").asString()).isIn("error", "warning", "note");
        }
    }

    @Test
    void everyResultStandsSomewhereInTheBundleAndHasAFingerprintOfItsOwn() {
        List<String> fingerprints = new ArrayList<>();
        for (JsonNode result : run.at("/results")) {
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asString())
                    .matches("[-A-Za-z0-9._~/@+%]+");
            fingerprints.add(
                    result.at("/partialFingerprints/ergodiagSubject~1v1").asString());
        }
        assertThat(fingerprints).doesNotHaveDuplicates().noneMatch(String::isEmpty);
        assertThat(String.join(" ", fingerprints)).doesNotContain("<90A29F11.0.1013>");
    }

    /** Links and placeholders as a viewer reads them in a message (SARIF 2.1.0, 3.11.5 and 3.11.6). */
    private static final Pattern LIVE = Pattern.compile(
            "(?<!\\\\)(?:\\\\\\\\)*\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\([^)]+\\)|(?<!\\{)(?:\\{\\{)*\\{\\d+\\}");

    private static Finding said(String sentence, String pid) {
        return new Finding(
                "ED0201",
                2,
                Severity.WARNING,
                "id" + pid,
                Optional.empty(),
                Subject.process(Subject.Kind.PROCESS, "a@h", pid, "", "main.X", ""),
                Prose.of(sentence),
                new Basis(List.of(), List.of(Evidence.line("x.txt", 3, sentence))));
    }

    private static String message(String sentence) {
        return results(List.of(said(sentence, "<1.0.1>"))).at("/0/message/text").asString();
    }

    private static JsonNode results(List<Finding> findings) {
        return JsonMapper.shared()
                .readTree(SarifJson.write(SampleFindings.with(SampleFindings.sick(), findings), List.of()))
                .at("/runs/0/results");
    }

    @Test
    void whatStandsInATextIsNeitherLinkNorPlaceholderNorDrawsOnATerminal() {
        assertThat(message("took {0} of {n}, [here](1).")).isEqualTo("took {{0}} of {{n}}, \\[here\\](1).");
        assertThat(message("main.Map[...](0xc0001, 0x2) waits.")).isEqualTo("main.Map\\[...\\](0xc0001, 0x2) waits.");
        assertThat(message("in [chan receive] \u001b[31mred.")).isEqualTo("in [chan receive] □[31mred.");
        for (String text :
                new String[] {"a\\[x](1)", "a[x\\](1)", "[[x](1)](2)", "{{0}}{1}{{{2}}}", "[](3)", "[\\](4)"}) {
            assertThat(message(text)).doesNotContainPattern(LIVE);
        }
    }

    @Test
    void manyAlikeOnOneNodeNameTheNodeOnce() {
        Finding group = said("waits", "<1.0.1>")
                .speakingFor(
                        List.of(said("waits", "<1.0.2>"), said("waits", "<1.0.3>")),
                        "",
                        new Measure("all", 3, "1"),
                        "g");
        List<String> places = new ArrayList<>();
        results(List.of(group)).at("/0/locations/0/logicalLocations").forEach(place -> places.add(place.toString()));
        assertThat(places).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whatCouldNotBeToldIsANotificationAndNoResult() {
        List<String> levels = new ArrayList<>();
        run.at("/invocations/0/toolExecutionNotifications")
                .forEach(one -> levels.add(one.at("/level").asString()));
        assertThat(levels).contains("warning", "error");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    }

    @Test
    void theTestSuitesFitTheSchemaThatReadersShare() throws Exception {
        String xml = JunitXml.write(findings, catalogue);
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(SHARED_SCHEMA)))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    @Test
    void everyPlaybookIsASuiteWhoseNumbersAreThoseOfItsCases() throws Exception {
        NodeList suites = suites();
        assertThat(suites.getLength()).isEqualTo(findings.verdicts().size());
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            Verdict verdict = findings.verdicts().get(i);
            assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
            assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
            assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
            assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
            assertThat(suite.getElementsByTagName("error").getLength() > 0)
                    .isEqualTo(verdict.state() == Verdict.State.BROKEN);
            assertThat(suite.getElementsByTagName("skipped").getLength() > 0)
                    .isEqualTo(verdict.state() == Verdict.State.CANNOT_TELL);
        }
    }

    private NodeList suites() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.write(findings, catalogue))));
        return document.getElementsByTagName("testsuite");
    }

    private static String count(Element suite, String name) {
        return String.valueOf(suite.getElementsByTagName(name).getLength());
    }
}
