package ergodiag.analyze;

import ergodiag.analyze.Comparison.Shift;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a comparison as JSON, format {@code ergodiag.diff/1}; the same bytes for the same results. */
public final class ComparisonJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ComparisonJson() {}

    /** Pretty-printed, with a line feed at its end. */
    public static String write(Comparison comparison) {
        ObjectNode root = JSON.createObjectNode().put("format", "ergodiag.diff/1");
        side(root.putObject("old"), comparison.before());
        side(root.putObject("new"), comparison.after());
        findings(root.putArray("findings_new"), comparison.fresh());
        findings(root.putArray("findings_gone"), comparison.gone());
        findings(root.putArray("findings_out_of_sight"), comparison.unseen());
        ArrayNode kept = root.putArray("findings_in_both");
        for (Comparison.Kept one : comparison.kept()) {
            ObjectNode json = kept.addObject();
            json.put("change", one.worse() > 0 ? "worse" : one.worse() < 0 ? "better" : "same");
            json.put("severity_before", one.before().severity().word());
            finding(json, one.after());
            shifts(json.putArray("numbers_changed"), one.numbers());
        }
        ArrayNode sights = root.putArray("sight");
        comparison
                .sights()
                .forEach(sight -> sights.addObject()
                        .put("playbook", sight.after().playbook())
                        .put("name", sight.after().name())
                        .put("change", sight.isLost() ? "lost" : "gained")
                        .put("before", sight.before().state().word())
                        .put("after", sight.after().state().word()));
        ObjectNode nodes = root.putObject("nodes");
        comparison.joined().forEach(nodes.putArray("joined")::add);
        comparison.left().forEach(nodes.putArray("left")::add);
        shifts(root.putArray("counters"), comparison.counters());
        shifts(root.putArray("thresholds"), comparison.limits());
        shifts(root.putArray("versions"), comparison.versions());
        return root.toPrettyString() + "\n";
    }

    private static void side(ObjectNode json, Findings findings) {
        json.put("file", findings.bundle().file())
                .put("sha256", findings.bundle().sha256());
        json.put("started", findings.bundle().started().toString());
        json.put("finished", findings.bundle().finished().toString());
        json.put("judged_by", "ergodiag " + findings.toolVersion());
    }

    private static void findings(ArrayNode array, List<Finding> findings) {
        findings.forEach(finding -> finding(array.addObject(), finding));
    }

    private static void finding(ObjectNode json, Finding finding) {
        json.put("code", finding.code()).put("severity", finding.severity().word());
        json.put("node", finding.subject().node())
                .put("subject", finding.subject().label());
        json.put("sentence", finding.sentence());
        json.put("since", finding.since().map(Instant::toString).orElse(null));
        json.put("id", finding.id());
    }

    private static void shifts(ArrayNode array, List<Shift> shifts) {
        shifts.forEach(shift -> {
            ObjectNode json = array.addObject();
            if (!shift.subject().isEmpty()) {
                json.put("subject", shift.subject());
            }
            json.put("what", shift.what()).put("before", shift.before()).put("after", shift.after());
        });
    }
}
