package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.UserError;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.capture.cli.Screen;
import ergodiag.findings.Finding;
import ergodiag.findings.FindingSelector;
import ergodiag.playbooks.Playbooks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the places in a bundle that findings point at. */
@Command(
        name = "show",
        sortOptions = false,
        description =
                "Prints a piece of evidence with what stands around it and who said it when; or all evidence of a finding.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag show bundle.zip nodes/node1@localhost/node_info.001.json#/Uptime",
            "  ergodiag show bundle.zip nodes/node1@localhost/pprof_goroutines.debug2.001.txt:132",
            "  ergodiag show bundle.zip --finding ED0201"
        })
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle.")
    private Path bundle = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "EVIDENCE",
            description = "As the report prints it: FILE, FILE#POINTER or FILE:LINE.")
    private Optional<String> evidence = Optional.empty();

    @Option(
            names = "--finding",
            paramLabel = "CODE",
            description = "All evidence of the findings of that code (ED0201) or id, in place of EVIDENCE.")
    private Optional<String> finding = Optional.empty();

    @Option(
            names = "--value",
            description =
                    "Only the value or line itself, for scripts: into a file or a pipe character for character, on a terminal with a box"
                            + " for each character that it would obey, which is said.")
    private boolean value;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ExpectOption expect = new ExpectOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        if (evidence.isPresent() == finding.isPresent()) {
            throw new UserError(
                    "Showing evidence of " + bundle + ": " + (evidence.isPresent() ? "both" : "neither")
                            + " EVIDENCE and --finding were given; give one of them, as in 'ergodiag show BUNDLE --finding ED0201'.");
        }
        PrintWriter out = spec.commandLine().getOut();
        ValueWriter values = new ValueWriter(SafeWriter.of(out, () -> false));
        try (Bundle opened = evidence.isPresent() ? trust.openRedactedToLook(bundle) : trust.openRedacted(bundle)) {
            EvidencePrinter showing = new EvidencePrinter(opened, out, Screen.here());
            if (evidence.isPresent()) {
                show(showing, values, evidence.get());
            } else {
                List<Finding> all = Playbooks.judge(opened, limits.limits(), expect.names(opened, trust))
                        .findings();
                FindingSelector.named(all, finding.get()).forEach(one -> show(showing, values, one));
            }
            out.flush();
            values.changed().ifPresent(spec.commandLine().getErr()::println);
            return trust.ending(opened).number();
        }
    }

    private void show(EvidencePrinter showing, ValueWriter values, Finding one) {
        if (!value) {
            showing.heading(one);
        }
        one.basis().evidence().stream()
                .map(Evidence::reference)
                .distinct()
                .forEach(place -> show(showing, values, place));
    }

    private void show(EvidencePrinter showing, ValueWriter values, String place) {
        if (value) {
            values.print(showing.value(place));
        } else {
            showing.place(place);
        }
    }
}
