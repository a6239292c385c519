package ergodiag.cli;

import ergodiag.analyze.Catalogue;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.ThresholdFile;
import ergodiag.bundle.UserError;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Threshold;
import ergodiag.playbooks.Playbooks;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the catalogue: what can be found, how it is judged, what to do. */
@Command(
        name = "playbooks",
        description = "Says what can be found, why it matters, how it is judged and by which limits, and what to do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag playbooks                 all findings, one line each",
            "  ergodiag playbooks ED0201          one finding",
            "  ergodiag playbooks network         one playbook, by name or number",
            "  ergodiag playbooks --thresholds    all limits as a file for --thresholds of report"
        })
final class PlaybooksCommand implements Callable<Integer> {
    private static final int WIDTH = 96;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "CODE",
            description = "Code of a finding, or name or number of a playbook; all when not given.")
    private Optional<String> about = Optional.empty();

    @Option(
            names = "--thresholds",
            description = "Print all limits as a file that can be changed and given to report or analyze.")
    private boolean thresholds;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (thresholds) {
            SafeWriter.lines(out, ThresholdFile.write(limits()));
        } else if (about.isEmpty()) {
            Playbooks.all().forEach(playbook -> list(out, playbook));
        } else {
            print(out, about.get());
        }
        out.flush();
        return ExitCode.DONE.number();
    }

    private List<Threshold> limits() {
        return about.map(word ->
                        playbook(word).orElseThrow(() -> unknown(word)).card().thresholds())
                .orElseGet(Playbooks::thresholds);
    }

    private static void list(PrintWriter out, Playbook playbook) {
        out.println(playbook.card().number() + " " + playbook.card().title() + ": "
                + playbook.card().question());
        Catalogue.of(playbook)
                .forEach(entry -> out.println("  " + entry.code() + "  "
                        + String.format(Locale.ROOT, "%-54s", entry.title()) + "  " + entry.severity()));
        out.println();
    }

    private static void print(PrintWriter out, String word) {
        Optional<CatalogueEntry> entry = new Catalogue(Playbooks.all()).of(word);
        if (entry.isPresent()) {
            print(out, entry.get());
            return;
        }
        Playbook playbook = playbook(word).orElseThrow(() -> unknown(word));
        SafeWriter.lines(out, Catalogue.page(playbook));
    }

    private static Optional<Playbook> playbook(String word) {
        String asked = word.strip().toLowerCase(Locale.ROOT);
        return Playbooks.all().stream()
                .filter(playbook -> playbook.card().name().equals(asked)
                        || Integer.toString(playbook.card().number()).equals(asked))
                .findFirst();
    }

    private static UserError unknown(String word) {
        return new UserError("Looking up '" + word + "': there is neither a finding nor a playbook of that name;"
                + " 'ergodiag playbooks' lists all.");
    }

    private static void print(PrintWriter out, CatalogueEntry entry) {
        out.println(entry.code() + "  " + entry.title() + "  (playbook " + entry.playbook() + "; " + entry.severity()
                + ")");
        paragraph(out, "", entry.says());
        paragraph(out, "In plain words: ", entry.plain());
        paragraph(out, "Why it matters: ", entry.matters());
        paragraph(out, "How it is judged: ", entry.judged());
        entry.limits()
                .forEach(limit -> paragraph(
                        out,
                        "Limit: ",
                        limit.key() + " = " + limit.amount() + " ("
                                + limit.origin().word() + (limit.reason().isEmpty() ? "" : "; " + limit.reason())
                                + ")"));
        entry.advice().forEach((label, advice) -> paragraph(out, label + ": ", advice));
    }

    private static void paragraph(PrintWriter out, String label, String text) {
        out.println();
        StringBuilder line = new StringBuilder("  " + label);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= WIDTH) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder("    ");
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
