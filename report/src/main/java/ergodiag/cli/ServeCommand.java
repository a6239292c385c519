package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.UserError;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.cli.ExitCode;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.replay.TimeSource;
import ergodiag.replay.ToolCount;
import ergodiag.replay.recording.Recording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve}: replays a bundle as an MCP endpoint until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Replays a bundle as an MCP endpoint on this machine, for capture or for any MCP client, until Ctrl-C.",
        footer = {
            "",
            "An assistant is connected with the line that is printed at the start, such as:",
            "  claude mcp add --transport http ergo http://localhost:9922/mcp",
            "",
            "A bundle is replayed as the kind of endpoint through which it was captured: the MCP application of a node, which any MCP client"
                    + " speaks to, or the Observer of Ergo 3.3, which clients of MCP 2026-07-28 speak to. --dialect asks for the other: what"
                    + " it would say is told from what was captured, and what cannot be told is refused.",
            "",
            "Callers are let in by an address of this machine only: who names another Host, or comes from a web page of another Origin, gets HTTP"
                    + " 403. A node of a cluster does not look at that.",
            "",
            "Examples:",
            "  ergodiag serve bundle.zip --port 9922",
            "  ergodiag serve bundle.zip --port 9922 --token secret --speed 10",
            "  ergodiag serve bundle.zip --port 9911 --dialect observer"
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BUNDLE", description = "a bundle, zip or folder")
    private Path bundle = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "port on 127.0.0.1; 0, the default, for any free one")
    private int port;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "bearer token that callers must send; none by default, or when it is empty")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "recorded seconds per second, 1 by default; waits inside the cluster get shorter alike")
    private double speed;

    @Option(
            names = "--no-wall",
            description = "let proxied replies above 65,535 bytes arrive, which between real nodes they never do")
    private boolean noWall;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description =
                    "the kind of endpoint to be: ${COMPLETION-CANDIDATES}; by default the one through which the bundle was captured")
    private Optional<Dialect> dialect = Optional.empty();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() throws InterruptedException {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new UserError("Serving " + bundle + ": the speed is " + speed + "; give a number above 0.");
        }
        if (port < 0 || port > 65_535) {
            throw new UserError("Serving " + bundle + ": there is no port " + port + "; give one from 0 to 65535.");
        }
        ReplayOptions options =
                new ReplayOptions(port, token.map(String::strip), speed, !noWall, dialect, TimeSource.system());
        PrintWriter out = spec.commandLine().getOut();
        try (Bundle opened = trust.openFitting(bundle, List.of(Recording.WEIGHER));
                ReplayServer server = ReplayServer.start(opened, options, line -> say(out, line))) {
            boolean open = options.token().isEmpty();
            out.println("Replaying " + bundle + " at " + server.url()
                    + (speed == 1 ? "" : String.format(Locale.ROOT, " at %s times its speed", speed)));
            out.println(words(server.dialect()));
            out.println(tools(server.tools()));
            out.println("Capture it with: " + (open ? "" : "ERGODIAG_TOKEN=... ") + "ergodiag capture " + server.url());
            out.println("Connect an assistant with: claude mcp add --transport http ergo http://localhost:"
                    + server.port() + "/mcp" + (open ? "" : " --header \"Authorization: Bearer ...\""));
            out.println("Stop with Ctrl-C.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.DONE.number();
    }

    private static String words(Dialect dialect) {
        return switch (dialect) {
            case MCP_APPLICATION -> "It answers as the MCP application of a node does.";
            case OBSERVER ->
                "It answers as the Observer of Ergo 3.3 does: clients must speak MCP " + dialect.protocol() + ".";
        };
    }

    private static String tools(ToolCount tools) {
        return tools.listed() == 0
                ? "The list of tools is not in this recording: a client that asks for it gets an error."
                : tools.recorded() + " of " + tools.listed() + " tools are in this recording.";
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
