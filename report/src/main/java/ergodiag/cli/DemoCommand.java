package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.WorldError;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.TimeOption;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the whole path on a recorded cluster: replay, capture over HTTP, report. */
@Command(
        name = "demo",
        description =
                "Replays a recorded cluster inside this process, captures it over HTTP as 'capture' does, and writes bundle and report."
                        + " Takes about a minute.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ergodiag demo",
            "  ergodiag demo --list",
            "  ergodiag demo /tmp/demo --sample blocked-consumer"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where to write (default: ${DEFAULT-VALUE}).",
            defaultValue = "ergodiag-demo")
    private Path folder = Path.of("ergodiag-demo");

    @Option(names = "--sample", paramLabel = "NAME", description = "Which recorded cluster; --list tells the names.")
    private Optional<String> sample = Optional.empty();

    @Option(names = "--list", description = "Lists the samples and ends.")
    private boolean list;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "40s",
            converter = TimeOption.class,
            description = "How long to watch (default: ${DEFAULT-VALUE}).")
    private Duration window = Duration.ofSeconds(40);

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Samples.all().forEach(one -> out.println(String.format(Locale.ROOT, "%-24s %s", one.name(), one.story())));
            out.flush();
            return ExitCode.DONE.number();
        }
        Samples.Sample chosen =
                sample.map(Samples::named).orElseGet(() -> Samples.all().get(0));
        Path scratch = scratch();
        try (Bundle recorded = Bundle.open(Samples.unpack(chosen, scratch));
                ReplayServer server = ReplayServer.start(recorded, ReplayOptions.asRecorded())) {
            out.println("Replaying the sample '" + chosen.name() + "' at " + server.url() + ": " + chosen.story());
            out.flush();
            Files.createDirectories(folder);
            int captured = run(
                    "capture",
                    server.url().toString(),
                    "--window",
                    window.toSeconds() + "s",
                    "--out",
                    folder.toString(),
                    "--name",
                    chosen.name());
            if (captured != ExitCode.DONE.number() && captured != ExitCode.INCOMPLETE.number()) {
                return captured;
            }
            return run("report", newestBundle().toString(), "--out", folder.toString(), "--format", "html,pdf,json,md");
        } catch (IOException e) {
            throw new WorldError("Writing to " + folder + ": " + e + "; choose another folder.", e);
        } finally {
            delete(scratch);
        }
    }

    private int run(String... arguments) {
        return Main.run(spec.commandLine().getOut(), spec.commandLine().getErr(), arguments);
    }

    private Path newestBundle() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .max(Comparator.comparing(
                            file -> file.getFileName().toString().replaceFirst(".*-", "")))
                    .orElseThrow(() -> new IOException("no bundle was written"));
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("ergodiag-demo");
        } catch (IOException e) {
            throw new WorldError("Making a temporary folder: " + e + "; check free space.", e);
        }
    }

    private static void delete(Path scratch) {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new WorldError("Removing the temporary folder " + scratch + ": " + e + "; remove it by hand.", e);
        }
    }
}
