package ergodiag.cli;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.UserError;
import ergodiag.capture.Capture;
import ergodiag.capture.CaptureOptions;
import ergodiag.capture.CaptureOptions.Profile;
import ergodiag.capture.CaptureResult;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ergodiag capture}: the whole cluster through one node, into one bundle. */
@Command(
        name = "capture",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks every node of a running Ergo cluster, through the MCP endpoint of one of them, what the ten playbooks need, and writes one"
                    + " bundle. Only tools that read are called; what is started is stopped; secrets are removed before anything is"
                    + " written."
        },
        footer = {
            "",
            "The token of the endpoint is read from --token-file or from the environment variable ERGODIAG_TOKEN, never from the command"
                    + " line.",
            "",
            "Exit codes: 0 everything is in the bundle; 1 wrong command line; 3 the bundle is written, but a node was silent or partial;"
                    + " 4 nobody answered (a bundle of the attempts is written); 130 ended by Ctrl-C (the bundle holds what came until then)."
        })
public final class CaptureCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** After Ctrl-C the bundle has this long to be closed; what is not closed stays readable as a folder. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    /** What the shell sees of a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "MCP endpoint of any node of the cluster, usually" + " http://localhost:9922/mcp.")
    private String url = "";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            description = "How long to look: 60, 60s or 2m; from 5 s to 30 m. Default: 60s.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "quick (one look, no window, under 10 s) or standard. Default: standard.")
    private String profile = "standard";

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "The bundle to write (.zip), or the folder to put it in. Default: the current folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name for the cluster in the file's name. Default: the host.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the endpoint's token.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Look at the cluster's list of nodes, print what would be asked and why, and stop.")
    private boolean dryRun;

    @Option(
            names = "--ticket",
            paramLabel = "TICKET",
            description = "Ticket this bundle belongs to; kept in the manifest.")
    private Optional<String> ticket = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "A note for the reader; kept in the manifest.")
    private Optional<String> note = Optional.empty();

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description = "auto (a line on a terminal, else plain), plain, json or none. Default: auto.")
    private String progress = "auto";

    @Override
    public Integer call() {
        PrintWriter output = spec.commandLine().getOut();
        PrintWriter error = spec.commandLine().getErr();
        CaptureOptions options = options();
        ProgressLine line = new ProgressLine(error, style(), options.window().plusSeconds(5));
        Capture capture = new Capture(options, line);
        if (dryRun) {
            int code = DryRun.print(capture, output, error);
            line.end();
            return code;
        }
        return untilInterrupted(capture, line, () -> {
            CaptureResult result = capture.run();
            line.end();
            CaptureSummary.print(result, output, error);
            output.flush();
            if (result.nobody().isPresent()) {
                return ExitCode.NOBODY_ANSWERED.number();
            }
            return (result.incomplete() ? ExitCode.INCOMPLETE : ExitCode.DONE).number();
        });
    }

    /** Ctrl-C ends the capture early and still closes the bundle and says where it is. */
    private static int untilInterrupted(Capture capture, ProgressLine line, IntSupplier run) {
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    SecondCtrlC.runs(() -> Runtime.getRuntime().halt(INTERRUPTED));
                    line.interrupted();
                    capture.cancel();
                    try {
                        closed.await(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run.getAsInt();
        } finally {
            closed.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending already, and the hook is what ends it
        }
    }

    private CaptureOptions options() {
        Endpoint endpoint = Endpoint.of(url, token());
        Profile chosen = profile();
        return new CaptureOptions(
                endpoint, chosen, window(chosen), target(endpoint), command(), ticket, note, Version.number());
    }

    private String command() {
        List<String> words = spec.commandLine().getParent() == null
                ? List.of()
                : spec.commandLine().getParent().getParseResult().originalArgs();
        return ("ergodiag " + String.join(" ", words)).strip();
    }

    private Profile profile() {
        try {
            return Profile.valueOf(profile.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UserError("Reading --profile: there is no profile '" + profile + "'; use quick or standard.");
        }
    }

    private Duration window(Profile chosen) {
        if (chosen == Profile.QUICK) {
            if (window.isPresent()) {
                throw new UserError("Reading --window: the profile quick has no window; leave --window out, or use"
                        + " --profile standard.");
            }
            return Duration.ZERO;
        }
        return window.map(TimeOption::parse).orElse(Duration.ofSeconds(60));
    }

    private Path target(Endpoint endpoint) {
        String label = name.orElse(endpoint.url().getHost().replaceAll("[\\[\\]]", ""));
        if (label.isBlank() || !SafePath.part(label).equals(label)) {
            if (name.isPresent()) {
                throw new UserError("Reading --name: '" + label
                        + "' cannot be part of a file's name; use letters, digits, dots and dashes.");
            }
            label = SafePath.part(label);
        }
        Path place = out.orElse(Path.of("."));
        boolean file = place.toString().toLowerCase(Locale.ROOT).endsWith(".zip") && !Files.isDirectory(place);
        return file
                ? place.toAbsolutePath()
                : place.toAbsolutePath()
                        .normalize()
                        .resolve("ergodiag-" + label + "-" + STAMP.format(Instant.now()) + ".zip");
    }

    private Optional<String> token() {
        if (tokenFile.isEmpty()) {
            return Optional.ofNullable(System.getenv("ERGODIAG_TOKEN"))
                    .map(String::strip)
                    .filter(token -> !token.isEmpty());
        }
        try (var lines = Files.lines(tokenFile.get())) {
            String token = lines.findFirst().orElse("").strip();
            if (token.isEmpty()) {
                throw new UserError(
                        "Reading --token-file " + tokenFile.get() + ": its first line is empty; put the token there.");
            }
            return Optional.of(token);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UserError(
                    "Reading --token-file " + tokenFile.get() + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }

    private ProgressLine.Style style() {
        return switch (progress.toLowerCase(Locale.ROOT)) {
            case "auto" -> System.console() == null ? ProgressLine.Style.PLAIN : ProgressLine.Style.LINE;
            case "plain" -> ProgressLine.Style.PLAIN;
            case "json" -> ProgressLine.Style.JSON;
            case "none" -> ProgressLine.Style.NONE;
            default ->
                throw new UserError(
                        "Reading --progress: '" + progress + "' is not known; use auto, plain, json or none.");
        };
    }
}
