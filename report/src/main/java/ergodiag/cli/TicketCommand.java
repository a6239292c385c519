package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.archive.Sha256;
import ergodiag.capture.cli.ByOption;
import ergodiag.capture.cli.SealOptions;
import ergodiag.capture.cli.SizeOption;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.FindingSelector;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.markup.Block;
import ergodiag.playbooks.Playbooks;
import ergodiag.report.Page;
import ergodiag.report.PageBuilder;
import ergodiag.report.ReportOptions;
import ergodiag.report.chart.Medium;
import ergodiag.ticket.Parts;
import ergodiag.ticket.Pictures;
import ergodiag.ticket.TicketFile;
import ergodiag.ticket.TicketText;
import ergodiag.ticket.Tracker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A ticket, ready to be filed: text, pictures, evidence. */
@Command(
        name = "ticket",
        sortOptions = false,
        description =
                "Writes a folder with what a ticket needs: its title, its text in the markup of that tracker, charts as pictures, and"
                        + " the evidence in files that the tracker takes. Nothing is sent.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag ticket bundle.zip --for github",
            "  ergodiag ticket bundle.zip --for redmine --finding ED0201 --max-size 2MB --out OPS-4711"
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
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        Path folder = out.orElseGet(this::besideTheBundle);
        refuseUsed(folder);
        Wrapping wrapping = seal.wrapping(bundle);
        Map<String, Double> changed = limits.limits();
        try (Bundle opened = trust.openRedacted(bundle)) {
            Findings findings = Playbooks.judge(opened, changed);
            List<Finding> wanted = FindingSelector.of(findings.findings(), chosen);
            Findings shown = chosen.isEmpty() ? findings : FindingSelector.only(findings, wanted);
            EvidencePack pack = EvidencePack.of(opened, changed, findings, wanted, shown, size);
            makeFolder(folder);
            String name = "ergodiag-" + telling(findings.bundle());
            Path evidence = pack.write(
                    opened,
                    wrapping.named(folder.resolve(name + "-evidence.zip")),
                    wrapping,
                    by.did(CustodyEntry.Did.EXCERPTED, opened));
            List<String> codes = wanted.stream().map(Finding::code).toList();
            List<Chart> charts = findings.charts().stream()
                    .filter(chart -> chosen.isEmpty() || codes.contains(chart.code()))
                    .toList();
            List<Path> written = write(folder, name, shown.drawing(charts), evidence);
            tell(folder, written);
            return trust.ending(opened).number();
        }
    }

    /** The beginning of the bundle's sum; of the folder of an unfinished capture, which has none, of what it is called and when it began. */
    private static String telling(Findings.BundleHead head) {
        String sum = head.sha256().isEmpty()
                ? Sha256.of((head.file() + head.started()).getBytes(StandardCharsets.UTF_8))
                : head.sha256();
        return sum.substring(0, TELLING);
    }

    private List<Path> write(Path folder, String name, Findings shown, Path evidence) {
        try {
            Page page = PageBuilder.of(shown, Medium.PRINT, ReportOptions.PLAIN);
            List<Path> files = new ArrayList<>();
            List<Block.Picture> pictures = new ArrayList<>();
            for (Pictures.Picture picture : Pictures.of(page)) {
                Path file = folder.resolve(name + "-" + (pictures.size() + 1) + ".png");
                Files.write(file, picture.png());
                files.add(file);
                pictures.add(new Block.Picture(file.getFileName().toString(), picture.says()));
            }
            String whole = String.valueOf(evidence.getFileName());
            List<Path> parts = Parts.cut(evidence, tracker.largestFile());
            Path signature = evidence.resolveSibling(whole + ".sig");
            List<TicketFile> attached = new ArrayList<>();
            for (Path part : Files.exists(signature)
                    ? Stream.concat(parts.stream(), Stream.of(signature)).toList()
                    : parts) {
                files.add(part);
                attached.add(new TicketFile(
                        part.getFileName().toString(), Files.size(part), Sha256.of(Files.newInputStream(part))));
            }
            TicketText text = new TicketText(
                    page,
                    shown.findings().stream()
                            .filter(finding -> finding.severity() != Severity.INFO)
                            .toList(),
                    pictures,
                    attached,
                    parts.size() > 1 ? Parts.shell(whole) : List.of());
            Path title = folder.resolve("title.txt");
            Files.write(title, (text.title(tracker) + "\n").getBytes(StandardCharsets.UTF_8));
            Path body = folder.resolve("ticket." + tracker.markup().extension());
            Files.write(body, text.in(tracker).getBytes(StandardCharsets.UTF_8));
            files.add(0, title);
            files.add(1, body);
            return files;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void tell(Path folder, List<Path> files) {
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("For " + tracker.title() + ", in " + folder + ":");
        screen.println("  " + files.get(0).getFileName() + "  the title");
        screen.println("  " + files.get(1).getFileName() + "  the text, to be pasted");
        screen.println("To be attached:");
        for (Path file : files.subList(2, files.size())) {
            screen.println("  " + file.getFileName() + "  " + size(file));
        }
    }

    private static String size(Path file) {
        try {
            return DataSize.text(Files.size(file));
        } catch (IOException e) {
            throw new WorldError("Reading " + file + ": " + e + "; check that it is still there.", e);
        }
    }

    /** Before anything is read: nobody waits for what cannot be written. */
    private static void refuseUsed(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new UserError("Writing a ticket into " + folder
                        + ": something is in it already; give another folder with --out, or empty it.");
            }
        } catch (NotDirectoryException e) {
            throw new UserError("Writing a ticket into " + folder + ": it is a file; give a folder with --out.", e);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static WorldError unwritable(Path folder, IOException e) {
        return new WorldError(
                "Writing a ticket into " + folder + ": " + e + "; check that the folder can be written to.", e);
    }

    private Path besideTheBundle() {
        return bundle.toAbsolutePath().normalize().resolveSibling(BundleWriter.baseName(bundle) + "-ticket");
    }
}
