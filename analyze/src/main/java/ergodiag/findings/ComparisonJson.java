package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import ergodiag.findings.Comparison.Shift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes a comparison as JSON, format {@code ergodiag.diff/1}; the same bytes for the same results. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /** Pretty-printed, with a line feed at its end. */
    public static String write(Comparison comparison) {
        return JsonFormat.write(new Document(
                "ergodiag.diff/1",
                Side.of(comparison.before()),
                Side.of(comparison.after()),
                comparison.fresh().stream().map(Entry::of).toList(),
                comparison.gone().stream().map(Entry::of).toList(),
                comparison.unseen().stream().map(Entry::of).toList(),
                comparison.kept().stream().map(Kept::of).toList(),
                comparison.sights().stream().map(Sight::of).toList(),
                new Nodes(comparison.joined(), comparison.left()),
                comparison.counters(),
                comparison.limits(),
                comparison.versions()));
    }

    private record Document(
            String format,
            @JsonProperty("old") Side before,
            @JsonProperty("new") Side after,
            List<Entry> findingsNew,
            List<Entry> findingsGone,
            List<Entry> findingsOutOfSight,
            List<Kept> findingsInBoth,
            List<Sight> sight,
            Nodes nodes,
            List<Shift> counters,
            List<Shift> thresholds,
            List<Shift> versions) {}

    private record Side(String file, String sha256, Instant started, Instant finished, String judgedBy) {
        static Side of(Findings it) {
            return new Side(
                    it.bundle().file(),
                    it.bundle().sha256(),
                    it.bundle().started(),
                    it.bundle().finished(),
                    "ergodiag " + it.toolVersion());
        }
    }

    private record Entry(
            String code,
            Severity severity,
            String node,
            String subject,
            String sentence,
            Optional<Instant> since,
            String id) {

        static Entry of(Finding it) {
            Subject about = it.subject();
            return new Entry(
                    it.code(),
                    it.severity(),
                    about.node(),
                    about.label(),
                    it.prose().sentence(),
                    it.since(),
                    it.id());
        }
    }

    private record Kept(
            String change,
            Severity severityBefore,
            @JsonUnwrapped Entry finding,
            List<Shift> numbersChanged) {
        static Kept of(Comparison.Kept it) {
            String change = it.worse() > 0 ? "worse" : it.worse() < 0 ? "better" : "same";
            return new Kept(change, it.before().severity(), Entry.of(it.after()), it.numbers());
        }
    }

    private record Sight(int playbook, String name, String change, Verdict.State before, Verdict.State after) {
        static Sight of(Comparison.Sight it) {
            Verdict now = it.after();
            String change = it.isLost() ? "lost" : "gained";
            return new Sight(now.playbook(), now.name(), change, it.before().state(), now.state());
        }
    }

    private record Nodes(List<String> joined, List<String> left) {}
}
