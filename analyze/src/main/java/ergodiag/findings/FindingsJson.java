package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.NotABundle;
import ergodiag.findings.Findings.BundleHead;
import ergodiag.findings.Findings.NodeSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Writes and reads {@code findings.json}, format {@code ergodiag.findings/1}: the whole result, the same bytes for the same bundle. It is read
 * again as far as results are compared: without charts, coverage and timeline. {@code findings[].relations[]} says whom the subject has to do
 * with: {@code {kind, node, pid, name, behavior, peer}}, the {@linkplain Relation.Kind kind} in small letters, and of the others what applies.
 */
public final class FindingsJson {
    private static final String FORMAT = "ergodiag.findings/1";

    private FindingsJson() {}

    /** The result as pretty-printed JSON with a line feed at its end. */
    public static String write(Findings findings) {
        return JsonFormat.write(Document.of(findings));
    }

    /**
     * The result written there.
     *
     * @param name how the file is called in messages
     * @throws NotABundle when it is no such file, or of a newer major format
     */
    public static Findings read(String name, String text) {
        try {
            JsonNode root = JsonFormat.MAPPER.readTree(text);
            String format = root.path("format").asString("");
            if (!format.equals(FORMAT)) {
                throw new NotABundle("Reading " + name + ": it is "
                        + (format.isEmpty() ? "no findings.json" : "of the format " + format) + ", and " + FORMAT
                        + " was expected; give what 'ergodiag analyze' wrote, or a bundle.");
            }
            return JsonFormat.MAPPER.treeToValue(root, Document.class).result();
        } catch (JacksonException e) {
            throw new NotABundle(
                    "Reading " + name + ": it is no whole findings.json ("
                            + e.getClass().getSimpleName() + "); write it again with 'ergodiag analyze'.",
                    e);
        }
    }

    @JsonIgnoreProperties(
            value = {"charts", "coverage", "timeline"},
            allowGetters = true)
    private record Document(
            String format,
            Tool tool,
            BundleHead bundle,
            List<NodeSummary> nodes,
            List<Verdict> verdicts,
            List<Entry> findings,
            List<PrintedTable> tables,
            List<Chart> charts,
            List<CoverageCell> coverage,
            List<TimelineEntry> timeline,
            List<Threshold> thresholds,
            List<String> notes) {

        static Document of(Findings it) {
            return new Document(
                    FORMAT,
                    new Tool("ergodiag", it.toolVersion()),
                    it.bundle(),
                    it.nodes(),
                    it.verdicts(),
                    it.findings().stream().map(Entry::of).toList(),
                    it.tables().stream().map(PrintedTable::of).toList(),
                    it.charts(),
                    it.coverage(),
                    it.timeline(),
                    it.thresholds(),
                    it.notes());
        }

        Findings result() {
            return new Findings(
                    tool.version(),
                    bundle,
                    nodes,
                    verdicts,
                    findings.stream().map(Entry::finding).toList(),
                    tables.stream().map(PrintedTable::table).toList(),
                    List.of(),
                    List.of(),
                    List.of(),
                    thresholds,
                    notes);
        }
    }

    private record Tool(String name, String version) {}

    /** A finding; the same of other subjects say only what differs. */
    private record Entry(
            String code,
            int playbook,
            Severity severity,
            String headline,
            String sentence,
            Optional<Instant> since,
            Subjects subject,
            List<Other> relations,
            List<Measure> numbers,
            List<Evidence> evidence,
            List<String> explains,
            String id,
            String advice,
            String wouldChange,
            String nextCapture,
            @JsonInclude(Include.NON_EMPTY) List<Also> also) {

        static Entry of(Finding it) {
            Prose said = it.prose();
            return new Entry(
                    it.code(),
                    it.playbook(),
                    it.severity(),
                    said.headline(),
                    said.sentence(),
                    it.since(),
                    new Subjects(
                            it.subject(),
                            it.also().stream().map(Finding::subject).toList()),
                    Other.of(it),
                    it.basis().numbers(),
                    it.basis().evidence(),
                    it.explains(),
                    it.id(),
                    said.advice(),
                    said.wouldChange(),
                    said.nextCapture(),
                    it.also().stream().map(Also::of).toList());
        }

        Finding finding() {
            return finding(
                    new Also(sentence, since, subject.first(), relations, numbers, evidence),
                    explains,
                    headline,
                    also.stream()
                            .map(other -> finding(other, List.of(), "", List.of()))
                            .toList());
        }

        private Finding finding(Also one, List<String> explained, String plain, List<Finding> others) {
            return new Finding(
                    code,
                    playbook,
                    severity,
                    id,
                    one.since(),
                    one.subject(),
                    one.relations().stream().flatMap(Other::relation).toList(),
                    "",
                    new Prose("", one.sentence(), plain, advice, wouldChange, nextCapture),
                    new Basis(one.numbers(), one.evidence()),
                    explained,
                    others);
        }
    }

    private record Subjects(
            @JsonUnwrapped Subject first,
            @JsonInclude(Include.NON_EMPTY) List<Subject> also) {}

    private record Also(
            String sentence,
            Optional<Instant> since,
            Subject subject,
            List<Other> relations,
            List<Measure> numbers,
            List<Evidence> evidence) {

        static Also of(Finding it) {
            return new Also(
                    it.prose().sentence(),
                    it.since(),
                    it.subject(),
                    Other.of(it),
                    it.basis().numbers(),
                    it.basis().evidence());
        }
    }

    /** Whom a subject has to do with; a kind that a newer version wrote is passed over. */
    @JsonInclude(Include.NON_EMPTY)
    private record Other(String kind, String node, String pid, String name, String behavior, String peer) {

        static List<Other> of(Finding it) {
            return it.relations().stream()
                    .map(to -> new Other(to.kind().word(), to.node(), to.pid(), to.name(), to.behavior(), to.peer()))
                    .toList();
        }

        Stream<Relation> relation() {
            return Relation.Kind.of(kind).stream().map(known -> new Relation(known, node, pid, name, behavior, peer));
        }
    }
}
