package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.UserError;
import ergodiag.findings.Findings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Nodes that should be there: a part of the cluster that nobody told a capture of is in no bundle. */
final class ExpectOption {
    /** What is said of a node that left in good order. */
    private static final String LEFT = "ED0126";

    @Option(
            names = "--expect-nodes",
            paramLabel = "NAME",
            split = ",",
            description = "Names of nodes that should be there, separated by commas, written as in the bundle"
                    + " (pseudonyms where it has such). Of one that the capture did not hear of the report says so,"
                    + " and no playbook calls the cluster healthy without it.")
    private Set<String> names = new LinkedHashSet<>();

    @Option(
            names = "--earlier",
            paramLabel = "FILE",
            description =
                    "An earlier bundle of the same cluster, or the findings.json of one: the nodes that answered then, and did not"
                            + " leave in good order, should be there now. May be given several times.")
    private List<Path> earlier = new ArrayList<>();

    /**
     * All of them.
     *
     * @param bundle what is judged now
     * @throws UserError for what is no name of a node, no earlier bundle or one of another cluster
     */
    Set<String> names(Bundle bundle, TrustOption trust) {
        names.stream()
                .filter(name -> !name.matches("[^@\\s]+@[^@\\s]+"))
                .findFirst()
                .ifPresent(name -> {
                    throw new UserError("Reading --expect-nodes: '" + name
                            + "' is no name of a node; write name@host, as the report and 'ergodiag analyze' do.");
                });
        Set<String> all = new LinkedHashSet<>(names);
        earlier.forEach(file -> all.addAll(answered(file, bundle.manifest(), trust)));
        return Set.copyOf(all);
    }

    private static Set<String> answered(Path file, Manifest now, TrustOption trust) {
        Findings then = Judged.of(file, Map.of(), trust);
        Set<String> known = now.nodes().stream().map(Manifest.NodeEntry::name).collect(Collectors.toSet());
        if (!then.bundle().started().isBefore(now.capture().started())) {
            throw new UserError("Reading --earlier " + file + ": it began at "
                    + then.bundle().started() + ", no earlier than what is judged ("
                    + now.capture().started()
                    + "); give an older bundle, or exchange the two.");
        }
        if (then.nodes().stream().noneMatch(node -> known.contains(node.name()))) {
            throw new UserError("Reading --earlier " + file
                    + ": it has no node in common with what is judged; give a bundle of the same cluster, with the same"
                    + " pseudonyms where there are such.");
        }
        Set<String> left = then.findings().stream()
                .filter(finding -> finding.code().equals(LEFT))
                .flatMap(finding -> finding.subjects().stream())
                .map(subject -> subject.node())
                .collect(Collectors.toSet());
        return then.nodes().stream()
                .filter(node -> switch (node.state()) {
                    case CAPTURED, PARTIAL -> !left.contains(node.name());
                    case SILENT, EXCLUDED -> false;
                })
                .map(Findings.NodeSummary::name)
                .collect(Collectors.toSet());
    }
}
