package ergodiag.cli;

import ergodiag.bundle.UserError;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Nodes that should be there: a part of the cluster that nobody told a capture of is in no bundle. */
final class ExpectOption {
    @Option(
            names = "--expect-nodes",
            paramLabel = "NAME",
            split = ",",
            description = "Names of nodes that should be there, separated by commas, written as in the bundle"
                    + " (pseudonyms where it has such). Of one that the capture did not hear of the report says so,"
                    + " and no playbook calls the cluster healthy without it.")
    private Set<String> names = new LinkedHashSet<>();

    /** @throws UserError for what is no name of a node */
    Set<String> names() {
        names.stream()
                .filter(name -> !name.matches("[^@\\s]+@[^@\\s]+"))
                .findFirst()
                .ifPresent(name -> {
                    throw new UserError("Reading --expect-nodes: '" + name
                            + "' is no name of a node; write name@host, as the report and 'ergodiag analyze' do.");
                });
        return Set.copyOf(names);
    }
}
