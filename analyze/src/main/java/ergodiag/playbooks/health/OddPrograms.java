package ergodiag.playbooks.health;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Thresholds;
import ergodiag.cluster.Activity;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Node;
import ergodiag.cluster.inventory.Inventory;
import ergodiag.cluster.inventory.LikeNodes;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what the nodes run: versions of the framework, and the applications of nodes of the same program. */
final class OddPrograms {
    static final Thresholds LIMITS = new Thresholds();
    private static final Threshold SERVES = LIMITS.ours(
            "cluster-health.application-serves",
            0.1,
            "messages/s",
            "An application that gets a message every ten seconds is used; one that gets none may be meant to stand by.");
    /** Nodes that differ in more names than that are not alike. */
    private static final int MOST_NAMED = 5;

    private final Cluster cluster;
    private final Examination examination;

    OddPrograms(Cluster cluster, Examination examination) {
        this.cluster = cluster;
        this.examination = examination;
    }

    void judge() {
        versions();
        for (LikeNodes like : LikeNodes.of(cluster)) {
            settings(like);
            missingApplications(like);
            missingNames(like);
        }
    }

    private void versions() {
        Map<String, List<Node>> byFramework = cluster.nodes().stream()
                .filter(node -> !node.infos().isEmpty())
                .collect(Collectors.groupingBy(
                        node -> node.infos().last().orElseThrow().it().framework(), TreeMap::new, Collectors.toList()));
        if (byFramework.size() > 1) {
            List<Node> fewest = byFramework.values().stream()
                    .min(Comparator.comparingInt(List::size))
                    .orElseThrow();
            FindingBuilder finding = examination
                    .finding("ED0117", Severity.INFO, Subject.node(fewest.get(0).name()))
                    .sentence(
                            "The nodes run %d versions of the framework: %s.",
                            byFramework.size(),
                            byFramework.entrySet().stream()
                                    .map(entry -> entry.getKey() + " on "
                                            + entry.getValue().stream()
                                                    .map(Node::name)
                                                    .collect(Collectors.joining(", ")))
                                    .collect(Collectors.joining("; ")));
            byFramework.values().forEach(nodes -> {
                NodeInfo info = nodes.get(0).infos().last().orElseThrow().it();
                finding.evidence(info.at().field("Name", info.name()));
            });
            finding.add();
        }
    }

    /** What one of three or more like nodes has otherwise: it explains what it does otherwise, and is no fault by itself. */
    private void settings(LikeNodes like) {
        differs(like, "release", info -> info.version(), "Version");
        differs(like, "level of logging", info -> info.logLevel(), "LogLevel");
    }

    private void differs(LikeNodes like, String what, Function<NodeInfo, String> setting, String field) {
        Map<String, List<NodeInfo>> byValue = like.nodes().stream()
                .map(node -> node.infos().last().orElseThrow().it())
                .filter(info -> !setting.apply(info).isEmpty())
                .collect(Collectors.groupingBy(setting, TreeMap::new, Collectors.toList()));
        Optional<Map.Entry<String, List<NodeInfo>>> usual = byValue.entrySet().stream()
                .max(Comparator.comparingInt(value -> value.getValue().size()));
        usual.ifPresent(most -> byValue.entrySet().stream()
                .filter(value -> !value.equals(most)
                        && 2 * value.getValue().size() < like.nodes().size())
                .flatMap(value -> value.getValue().stream())
                .forEach(info -> examination
                        .finding("ED0130", Severity.INFO, Subject.node(info.name()))
                        .aspect(field)
                        .sentence(
                                "%s has the %s %s, %d of the %d other nodes of its program have %s.",
                                info.name(),
                                what,
                                setting.apply(info),
                                most.getValue().size(),
                                like.nodes().size() - 1,
                                most.getKey())
                        .evidence(info.at().field(field, setting.apply(info)))
                        .add()));
    }

    /** An application that all of three or more like nodes but one have. */
    private void missingApplications(LikeNodes like) {
        if (like.nodes().stream().anyMatch(node -> node.applications().isEmpty())) {
            return;
        }
        like.nodes().stream()
                .flatMap(node -> applications(node).stream())
                .map(ApplicationInfo::name)
                .distinct()
                .sorted()
                .forEach(name -> missing(like.nodes(), name));
    }

    private void missing(List<Node> nodes, String name) {
        List<Node> without = nodes.stream()
                .filter(node -> applications(node).stream()
                        .noneMatch(application -> application.name().equals(name)))
                .toList();
        if (without.size() != 1) {
            return;
        }
        Node odd = without.get(0);
        List<Node> peers = nodes.stream().filter(node -> node != odd).toList();
        boolean serve = peers.stream().allMatch(peer -> version(peer).equals(version(odd)) && serves(peer, name));
        FindingBuilder finding = examination
                .finding("ED0118", serve ? Severity.WARNING : Severity.INFO, Subject.application(odd.name(), name))
                .sentence(
                        "Application %s is on every node of its kind but %s%s.",
                        name, odd.name(), serve ? ": the " + peers.size() + " others work with it" : "")
                .wouldChange("The application on that node too, or no work for it on one of the others.");
        peers.stream()
                .flatMap(node -> applications(node).stream())
                .filter(application -> application.name().equals(name))
                .findFirst()
                .ifPresent(application -> finding.evidence(application.at().field("name", name)));
        finding.add();
    }

    private static String version(Node node) {
        return node.infos().last().map(info -> info.it().version()).orElse("");
    }

    /** Whether processes of that application took messages within the window. */
    private boolean serves(Node node, String application) {
        return node.current().stream()
                        .filter(process -> process.last().application().equals(application))
                        .map(Activity::new)
                        .mapToDouble(Activity::arrivedPerSecond)
                        .sum()
                >= examination.limit(SERVES);
    }

    /** Names that every like node but one has at each of its readings. */
    private void missingNames(LikeNodes like) {
        Map<Node, Inventory<ProcessRow>> inventories = new LinkedHashMap<>();
        like.nodes().forEach(node -> inventories.put(node, Inventory.processes(node)));
        if (inventories.values().stream().anyMatch(each -> !each.readings().hasTwo())) {
            return;
        }
        Map<String, List<ProcessRow>> rows = new TreeMap<>();
        inventories
                .values()
                .forEach(inventory -> inventory
                        .always()
                        .forEach((name, row) -> rows.computeIfAbsent(name, any -> new ArrayList<>())
                                .add(row)));
        rows.values().removeIf(each -> each.size() != like.nodes().size() - 1);
        inventories.forEach((odd, inventory) -> {
            List<ProcessRow> missing = rows.values().stream()
                    .filter(each -> !inventory.ever().contains(each.get(0).name())
                            && each.stream().allMatch(row -> runs(odd, row.application())))
                    .map(each -> each.get(0))
                    .toList();
            if (missing.size() <= MOST_NAMED) {
                missing.forEach(row -> missingName(like, odd, row));
            }
        });
    }

    private void missingName(LikeNodes like, Node odd, ProcessRow row) {
        examination
                .finding(
                        "ED0131",
                        Severity.INFO,
                        Subject.process(
                                Subject.Kind.PROCESS, odd.name(), "", row.name(), row.behavior(), row.application()))
                .sentence(
                        "%s (%s) runs on each of the %d other nodes of its program, and not on %s.",
                        row.name(), row.behavior(), like.nodes().size() - 1, odd.name())
                .evidence(row.at().field("Name", row.name()))
                .wouldChange("A process of that name in one reading.")
                .add();
    }

    private static boolean runs(Node node, String application) {
        return applications(node).stream().anyMatch(each -> each.name().equals(application) && each.isRunning());
    }

    private static List<ApplicationInfo> applications(Node node) {
        return node.applications().last().map(list -> list.it()).orElse(List.of());
    }
}
