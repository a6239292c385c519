package ergodiag.report.incident;

import ergodiag.report.Page.Badge;
import ergodiag.report.Page.Box;
import ergodiag.report.Page.Fact;
import ergodiag.report.Page.Figure;
import ergodiag.report.Page.Sheet;
import ergodiag.report.chart.Sketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a template sees of an incident: text and order, ready to be laid out. Every text is plain and escaped by the engine, but for
 * {@code html}, which is written already, and {@code markdown}, which is as people wrote it.
 *
 * @param head what the first page begins with
 * @param when when it began, was noticed and ended
 * @param lead the chart of the gravest finding; empty where it has none
 * @param lives what was found, causes first
 * @param observations number of findings that are only information, and that no capture found to matter
 * @param summary what people wrote for who reads nothing else; empty where they did not
 * @param notes what else they wrote, in its order
 * @param actions what people decided to do
 * @param proposals what the findings advise
 * @param happenings the timeline as a drawing; empty where there is nothing to draw
 * @param timeline what happened when
 * @param figures lines over all captures
 * @param nodes what each capture has of each node
 * @param steps what changed from capture to capture
 * @param captures what the report rests on
 * @param sources the other files
 * @param remarks what was assumed, and what could not be read
 */
public record IncidentPage(
        Head head,
        List<Fact> when,
        List<Figure> lead,
        List<Life> lives,
        int observations,
        List<Part> summary,
        List<Part> notes,
        Sheet actions,
        Sheet proposals,
        List<Figure> happenings,
        Sheet timeline,
        List<Figure> figures,
        Sheet nodes,
        List<StepSheet> steps,
        Sheet captures,
        Sheet sources,
        List<String> remarks) {

    /**
     * What the first page begins with.
     *
     * @param title heading
     * @param paper the size of the paper, as style sheets name it
     * @param cluster what it is about
     * @param period from the first capture to the last
     * @param running what stands above every page of paper
     * @param tone of the gravest finding
     * @param tally counts to print beside the title
     * @param summary what happened, in sentences
     */
    public record Head(
            String title,
            String paper,
            String cluster,
            String period,
            String running,
            String tone,
            List<Badge> tally,
            List<String> summary) {}

    /** A finding over all captures; {@code strip} has a box for each of them, {@code evidence} places for {@code ergodiag show}. */
    public record Life(
            String anchor,
            String code,
            Badge badge,
            String headline,
            String sentence,
            String also,
            String course,
            List<Box> strip,
            String advice,
            List<Symptom> explains,
            String bundle,
            List<Fact> evidence) {}

    /** What a finding brought about. */
    public record Symptom(String code, String sentence) {}

    /** What people wrote. */
    public record Part(String title, String html, String markdown) {}

    /** What changed between two captures. */
    public record StepSheet(String title, List<String> sentences, Sheet sheet) {}

    /** What is drawn on paper, by the names that its places have. */
    public Map<String, Sketch> sketches() {
        Map<String, Sketch> all = new HashMap<>();
        Stream.of(lead, happenings, figures)
                .flatMap(List::stream)
                .flatMap(figure -> figure.drawing().sketch().stream())
                .forEach(sketch -> all.put(sketch.name(), sketch));
        return all;
    }
}
