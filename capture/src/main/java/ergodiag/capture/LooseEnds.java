package ergodiag.capture;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.ask.Session;
import ergodiag.capture.close.Attached;
import ergodiag.capture.reach.Reach;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.ClusterNode;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.pprof.ProfileForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is left to do when all was looked at. What cannot be done, or was named and is not there, gives a line for the user. */
record LooseEnds(CaptureOptions options, Session visit, Reach reach) {

    /** Nodes that fell silent are asked once more at the end. */
    static void probe(Session visit) {
        visit.everywhere(node -> {
            if (visit.asker().health(node).open()) {
                visit.asker()
                        .probe(Question.of(node, Tool.NODE_INFO, Purpose.of("is the silent node back", CLUSTER_HEALTH))
                                .about("last-probe"));
            }
        });
    }

    /** Stops what still samples. */
    List<String> samplers() {
        return visit.samplers().stopAll().stream()
                .map(left -> "sampler " + left + " could not be stopped; it ends by itself")
                .toList();
    }

    /** Nodes that were not asked because there are too many or nobody names them, and names that no node can have. */
    List<String> strangers() {
        List<String> lines = new ArrayList<>(beyond());
        for (String odd : visit.roster().notNodes()) {
            visit.ledger().log(odd);
            lines.add(visit.redaction().text(odd));
        }
        return lines;
    }

    /** Nodes that were not asked because there are too many, or because nobody said that they are there. */
    private List<String> beyond() {
        List<String> lines = new ArrayList<>();
        long beyond = visit.roster().beyond();
        if (beyond > 0) {
            lines.add("at least " + beyond + " more nodes were named and not asked, as a capture asks "
                    + options.approach().most()
                    + " at most: nothing is known of them; choose others with --nodes, or ask more with --max-nodes");
        }
        if (!visit.roster().nodes().isEmpty()) {
            ClusterNode.unanswered(visit.writer().calls())
                    .ifPresent(call -> lines.add("the list of the cluster's nodes " + call.fate() + ": " + call.why()
                            + "; nodes that are no peers of the endpoint's were not asked"));
        }
        lines.forEach(visit.ledger()::log);
        if (visit.roster().unlisted() > 0) {
            visit.ledger()
                    .log(visit.roster().unlisted()
                            + " more nodes were left out by --nodes or --exclude than are listed");
        }
        return lines;
    }

    /** Endpoints and nodes that were named and are not there; what was left out gets its line in the ledger. */
    List<String> notThere(Optional<String> nobody) {
        List<String> lines = new ArrayList<>();
        if (nobody.isEmpty()) {
            reach.points().stream()
                    .filter(point -> point.state().equals("failed"))
                    .forEach(point -> lines.add("endpoint: " + point.said()));
            visit.roster()
                    .unmatched()
                    .forEach(name ->
                            lines.add(name + ": named by --nodes or --exclude, but the cluster has no such node"));
        }
        for (String node : visit.roster().excluded()) {
            visit.asker()
                    .skip(
                            Question.of(node, Tool.NODE_INFO, Purpose.of("every node that is known", CLUSTER_HEALTH)),
                            Skip.of(SkipReason.EXCLUDED, "not asked, as --nodes or --exclude says"));
        }
        for (String node : visit.roster().hidden()) {
            visit.asker()
                    .skip(
                            Question.of(node, Tool.NODE_INFO, Purpose.of("every node that is known", CLUSTER_HEALTH)),
                            Skip.of(
                                    SkipReason.EXCLUDED,
                                    "the endpoint hides it: its ceiling does not let this caller see it"));
            lines.add(
                    node
                            + ": hidden by the ceiling of the Observer, so nothing is known of it; whoever runs it can widen that");
        }
        lines.forEach(visit.ledger()::log);
        return lines;
    }

    /** Metrics that were named and did not come, or not always. */
    List<String> metrics() {
        Map<Object, List<Call>> sources = visit.writer().calls().stream()
                .filter(call -> call.tool().equals(MetricsPage.TOOL))
                .collect(Collectors.groupingBy(
                        call -> call.asked().arguments(), LinkedHashMap::new, Collectors.toList()));
        List<String> missing = new ArrayList<>();
        for (List<Call> readings : sources.values()) {
            List<Call> failed =
                    readings.stream().filter(call -> !call.outcome().answered()).toList();
            if (!failed.isEmpty()) {
                Call last = failed.get(failed.size() - 1);
                String some = failed.size() < readings.size()
                        ? failed.size() + " of " + readings.size() + " readings did not come: "
                        : "";
                missing.add("metrics of " + last.argument("url") + last.argument("file") + ": " + some + last.why());
            }
        }
        return missing;
    }

    /** Takes the user's files along; says which could not be taken, or belong to nobody we met. */
    List<String> attach() {
        new Attached(visit.writer(), visit.redaction(), visit.ledger(), Attached.LARGEST).take(options.attachments());
        List<String> missing = new ArrayList<>();
        for (Call call : visit.writer().calls()) {
            boolean attached = call.tool().equals(ProfileForm.TOOL);
            if (attached && call.file().isEmpty()) {
                missing.add("attached " + call.argument("file") + ": " + call.error());
            } else if (attached
                    && !call.node().isEmpty()
                    && !visit.roster().nodes().contains(call.node())) {
                missing.add("attached " + call.argument("file") + ": no node is called " + call.node()
                        + ", so the file is kept and counts for none");
            } else if (attached && call.node().isEmpty() && ProfileForm.of(call).isPresent()) {
                missing.add("attached " + call.argument("file")
                        + ": nobody said whose profile it is (--attach NODE=FILE), so it counts where its labels tell");
            }
        }
        return missing;
    }
}
