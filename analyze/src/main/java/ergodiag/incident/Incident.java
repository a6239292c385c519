package ergodiag.incident;

import ergodiag.findings.Chart;
import ergodiag.findings.Findings;
import ergodiag.incident.source.SourceReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One incident: all that is shown of it to anyone is rendered from this.
 *
 * @param captures the captures, in the order in which they began; at least one
 * @param lives what was found in any of them, causes first, then by severity and by when it began
 * @param moments what happened when, over all captures and other sources, in order
 * @param charts lines over all captures, those of findings first; NaN is a gap
 * @param nodes every node that some capture knows, in the order of their names
 * @param steps what changed from each capture to the next
 * @param sources the other files that were read
 * @param proposals what the findings advise to do
 */
public record Incident(
        List<Findings> captures,
        List<FindingLife> lives,
        List<Happening> moments,
        List<Chart> charts,
        List<NodeLife> nodes,
        List<Step> steps,
        List<SourceReading> sources,
        List<Proposal> proposals) {

    public Incident {
        captures = List.copyOf(captures);
        lives = List.copyOf(lives);
        moments = List.copyOf(moments);
        charts = List.copyOf(charts);
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
        proposals = List.copyOf(proposals);
    }

    /** Those that are above information: what another explains is information wherever both were seen. */
    public List<FindingLife> causes() {
        return lives.stream().filter(FindingLife::isCause).toList();
    }

    /** The gravest cause; empty where nothing of weight was found. */
    public Optional<FindingLife> main() {
        return causes().stream().findFirst();
    }

    /** Beginning of the first capture. */
    public Instant from() {
        return captures.get(0).bundle().started();
    }

    /** End of the last one. */
    public Instant until() {
        return end(captures);
    }

    static Instant end(List<Findings> captures) {
        return captures.stream()
                .map(capture -> capture.bundle().finished())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
