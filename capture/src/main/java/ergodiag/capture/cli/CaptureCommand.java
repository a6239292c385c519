package ergodiag.capture.cli;

import ergodiag.bundle.FreeSpace;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.Capture;
import ergodiag.capture.CaptureOptions;
import ergodiag.capture.CaptureResult;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.scope.Attachment;
import ergodiag.capture.scope.Scope;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ergodiag capture}: the whole cluster through one node, into one bundle. */
@Command(
        name = "capture",
        sortOptions = false,
        modelTransformer = OptionGroups.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Asks every node of a running Ergo cluster, through the MCP endpoint of one of them, what the playbooks need, and writes one"
                    + " bundle. Only tools that read are called; what is started is stopped; secrets are removed before anything is"
                    + " written."
        },
        footer = {
            "",
            "Examples:",
            "  ergodiag capture http://localhost:9911/mcp",
            "  ergodiag capture http://localhost:9922/mcp",
            "  ergodiag capture http://localhost:9922/mcp --window 2m --ticket OPS-4711",
            "  ergodiag capture http://localhost:9922/mcp --profile quick --dry-run",
            "",
            "The token of the endpoint is read from --token-file, from the environment variable ERGODIAG_TOKEN, or asked for on the terminal;"
                    + " never from the command line. ERGODIAG_KEY_PASSWORD may hold the password of --client-key or"
                    + " --client-keystore.",
            "",
            "Exit codes: 0 everything is in the bundle; 1 wrong command line; 3 the bundle is written, but a node was silent or partial;"
                    + " 4 nobody answered (a bundle of the attempts is written); 130 ended by Ctrl-C (the bundle holds what came until then)."
        })
public final class CaptureCommand implements Callable<Integer> {
    /** After Ctrl-C the bundle has this long to be closed; what is not closed stays readable as a folder. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    /** What the shell sees of a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    /** What {@code --progress} takes. */
    enum Told {
        AUTO,
        PLAIN,
        JSON,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CaptureClock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private EntryOptions entry = new EntryOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private BudgetOptions budget = new BudgetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private SealOptions seal = new SealOptions();

    @Mixin
    private AttachOptions attach = new AttachOptions();

    @Mixin
    private PrivacyOptions privacy = new PrivacyOptions();

    @Option(
            names = "--dry-run",
            description =
                    "Take a small first look, print every call that would be made, why, how much it brings and how sensitive that is, and"
                            + " stop.")
    private boolean dryRun;

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description =
                    "${COMPLETION-CANDIDATES}; auto is a line on a terminal, else plain. Default: ${DEFAULT-VALUE}.")
    private Told progress = Told.AUTO;

    public CaptureCommand() {
        this(CaptureClock.SYSTEM);
    }

    CaptureCommand(CaptureClock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter error = spec.commandLine().getErr();
        List<Endpoint> endpoints = entry.endpoints();
        Screen screen = Screen.here();
        ProgressLine line = new ProgressLine(error, style(), screen);
        CaptureOptions options = options(endpoints, line::end);
        Consent consent = new Consent(scope.yes(), Screen.isTerminal(), line::end);
        DiskSpaceCheck room = new DiskSpaceCheck(
                () -> FreeSpace.at(options.target()),
                options.budget().bytes(),
                !options.privacy().pseudonyms().isEmpty(),
                warning -> {
                    line.end();
                    error.println("ergodiag: " + warning);
                });
        Capture capture = new Capture(
                options,
                line,
                plan -> {
                    room.check(plan);
                    consent.check(plan);
                },
                clock);
        if (dryRun) {
            Plan plan = capture.plan();
            line.end();
            if (output.streams()) {
                StandardOutput.unused(options.target());
            }
            return style() == ProgressLine.Style.JSON
                    ? PlanJson.print(plan, out)
                    : DryRun.print(plan, options.scope().metrics(), out, error);
        }
        room.check();
        return untilInterrupted(capture, line, () -> {
            CaptureResult result = capture.run();
            line.end();
            CaptureSummary.print(
                    result, options.wrapping(), output.streams(), screen, output.streams() ? error : out, error);
            out.flush();
            if (output.streams()) {
                StandardOutput.write(result.bundle());
            }
            ExitCode code = result.nobody().isPresent()
                    ? ExitCode.NOBODY_ANSWERED
                    : result.incomplete() ? ExitCode.INCOMPLETE : ExitCode.DONE;
            line.done(DoneEvent.of(line.event("done"), result, code));
            return code.number();
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

    /** @param beforeAsking clears the line of progress before the user is asked for something */
    private CaptureOptions options(List<Endpoint> endpoints, Runnable beforeAsking) {
        Privacy wanted = privacy.privacy();
        Wrapping wrapping = output.checked(seal.wrapping());
        boolean hides = wanted.pseudonyms().contains(Privacy.Pseudonymised.HOSTS);
        Scope wide = watch.in(scope.scope());
        List<Attachment> attachments = attach.attachments();
        privacy.refuseKeyIn(attachments.stream().map(Attachment::file).toList());
        return new CaptureOptions(
                endpoints,
                entry.approach(beforeAsking),
                wide,
                output.labels(command()),
                wanted,
                budget.budget(wide.window()),
                attachments,
                output.target(endpoints.get(0), wrapping, hides),
                wrapping,
                Version.number());
    }

    private String command() {
        List<String> words = spec.commandLine().getParent() == null
                ? List.of()
                : spec.commandLine().getParent().getParseResult().originalArgs();
        return ("ergodiag " + String.join(" ", words)).strip();
    }

    private ProgressLine.Style style() {
        return switch (progress) {
            case AUTO -> Screen.isTerminal() ? ProgressLine.Style.LINE : ProgressLine.Style.PLAIN;
            case PLAIN -> ProgressLine.Style.PLAIN;
            case JSON -> ProgressLine.Style.JSON;
            case NONE -> ProgressLine.Style.NONE;
        };
    }
}
