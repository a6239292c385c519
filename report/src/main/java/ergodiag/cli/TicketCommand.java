package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.archive.Sha256;
import ergodiag.capture.cli.ByOption;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.SealOptions;
import ergodiag.capture.cli.SizeOption;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.FindingSelector;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import ergodiag.ticket.Tracker;
import ergodiag.ticket.send.Ticket;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A ticket, ready to be filed: text, pictures, evidence; and filed where that is wanted. */
@Command(
        name = "ticket",
        sortOptions = false,
        description =
                "Writes a folder with what a ticket needs: its title, its text in the markup of that tracker, charts as pictures, and"
                        + " the evidence in files that the tracker takes. Nothing is sent, unless --send says where to.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag ticket bundle.zip --for github",
            "  ergodiag ticket bundle.zip --for redmine --finding ED0201 --max-size 2MB --out OPS-4711",
            "  ergodiag ticket bundle.zip --for redmine --send https://redmine.example.com/projects/ops --send-token-file key.txt"
        })
final class TicketCommand implements Callable<Integer> {
    /** So much of the sum of a bundle tells it from others. */
    private static final int TELLING = 8;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle: a zip, or the folder of an unfinished capture.")
    private Path bundle = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "TRACKER",
            required = true,
            description = "In whose markup, and for whose limits: ${COMPLETION-CANDIDATES}.")
    private Tracker tracker = Tracker.PLAIN;

    @Option(
            names = "--finding",
            paramLabel = "CODE",
            split = ",",
            description =
                    "Only about these findings, by code (ED0201) or id, with what they explain and what explains them. Default: all.")
    private List<String> chosen = List.of();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "10MB",
            converter = SizeOption.class,
            description =
                    "How large the evidence may become, 500KB, 10MB or 1GB (default: ${DEFAULT-VALUE}). Less grave findings give way."
                            + " What is larger than the tracker takes is cut into pieces; 'ergodiag join' or a shell puts them together.")
    private DataSize size = new DataSize(10_000_000);

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Folder for the files, empty or not there; the name of the bundle with '-ticket' when not given.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private SealOptions seal = new SealOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private SendOptions send = new SendOptions();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Path folder = out.orElseGet(this::besideTheBundle);
        Optional<SendOptions.Ready> ready = send.ready(tracker);
        boolean again = ready.isPresent() && TicketFolder.isUsed(folder);
        if (!again) {
            TicketFolder.refuseUsed(folder);
        }
        Wrapping wrapping = seal.wrapping(bundle);
        Map<String, Double> changed = limits.limits();
        PrintWriter screen = spec.commandLine().getOut();
        try (Bundle opened = trust.openRedacted(bundle)) {
            Findings findings = Playbooks.judge(opened, changed);
            List<Finding> wanted = FindingSelector.of(findings.findings(), chosen);
            Findings shown = chosen.isEmpty() ? findings : FindingSelector.only(findings, wanted);
            Findings drawn = shown.drawing(chartsOf(findings, wanted));
            TicketFolder place = new TicketFolder(folder, tracker, "ergodiag-" + telling(findings.bundle()));
            Path evidence = wrapping.named(folder.resolve(place.name() + "-evidence.zip"));
            Ticket ticket;
            if (again) {
                ticket = place.found(drawn, evidence);
            } else {
                EvidencePack pack = EvidencePack.of(opened, changed, findings, wanted, shown, size);
                place.make();
                pack.write(opened, evidence, wrapping, by.did(CustodyEntry.Did.EXCERPTED, opened));
                ticket = place.write(drawn, evidence);
                tell(screen, ticket);
            }
            ExitCode sent = send.wanted()
                    ? send.send(
                            tracker, ready, ticket, screen, spec.commandLine().getErr())
                    : ExitCode.DONE;
            ExitCode read = trust.ending(opened);
            return (sent == ExitCode.DONE ? read : sent).number();
        }
    }

    private List<Chart> chartsOf(Findings findings, List<Finding> wanted) {
        List<String> codes = wanted.stream().map(Finding::code).toList();
        return findings.charts().stream()
                .filter(chart -> chosen.isEmpty() || codes.contains(chart.code()))
                .toList();
    }

    /** The beginning of the bundle's sum; of the folder of an unfinished capture, which has none, of what it is called and when it began. */
    private static String telling(Findings.BundleHead head) {
        String sum = head.sha256().isEmpty()
                ? Sha256.of((head.file() + head.started()).getBytes(StandardCharsets.UTF_8))
                : head.sha256();
        return sum.substring(0, TELLING);
    }

    private void tell(PrintWriter screen, Ticket ticket) {
        screen.println("For " + tracker.title() + ", in " + ticket.folder() + ":");
        screen.println("  title.txt  the title");
        screen.println("  ticket." + tracker.markup().extension() + "  the text, to be pasted");
        screen.println("To be attached:");
        ticket.files().forEach(file -> screen.println("  " + file.name() + "  " + DataSize.text(file.bytes())));
    }

    private Path besideTheBundle() {
        return bundle.toAbsolutePath().normalize().resolveSibling(BundleWriter.baseName(bundle) + "-ticket");
    }
}
