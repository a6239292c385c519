package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.cli.SafeWriter;
import ergodiag.findings.FindingsJson;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a bundle and writes {@code findings.json}. */
@Command(
        name = "analyze",
        description =
                "Judges a bundle with the playbooks and writes findings.json, the result everything else is made of.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: ergodiag analyze bundle.zip --out findings.json"})
final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle: a zip, or the folder of an unfinished capture.")
    private Path bundle = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write findings.json; standard output when not given.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private ExpectOption expect = new ExpectOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() {
        try (Bundle opened = trust.openRedacted(bundle)) {
            String json = FindingsJson.write(Playbooks.judge(opened, limits.limits(), expect.names(opened, trust)));
            if (out.isEmpty()) {
                PrintWriter screen = spec.commandLine().getOut();
                SafeWriter.lines(screen, json);
                screen.flush();
            } else {
                write(out.get(), json);
            }
            return trust.ending(opened).number();
        }
    }

    private static void write(Path file, String json) {
        try {
            Files.write(file, ForeignText.bytes(json));
        } catch (IOException e) {
            throw new WorldError("Writing " + file + ": " + e + "; choose a place you may write to with --out.", e);
        }
    }
}
