package ergodiag.replay;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.Tool;
import ergodiag.replay.observer.ObserverCluster;
import ergodiag.replay.recording.AsCaptured;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.web.WebAnswer;
import ergodiag.replay.web.WebRequest;
import ergodiag.replay.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** An MCP endpoint on 127.0.0.1 that replays a bundle. Its recorded time starts when the server starts. */
public final class ReplayServer implements AutoCloseable {
    private final WebServer server;
    private final ReplayOptions options;
    private final Sending sending;
    private final Dialect dialect;
    private final Door door;
    private final Traffic traffic = new Traffic();

    private ReplayServer(Bundle bundle, ReplayOptions options, Consumer<String> console) throws IOException {
        this.options = options;
        this.sending = new Sending(options.time());
        this.dialect = options.dialect().orElseGet(() -> captured(bundle));
        this.door = door(dialect, bundle, options, traffic, new TurnedAway(options.time(), console)::add);
        this.server = WebServer.start(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port()),
                Door.LONGEST_REQUEST + 1,
                System::nanoTime,
                this::handle);
    }

    private static Door door(
            Dialect dialect,
            Bundle bundle,
            ReplayOptions options,
            Traffic traffic,
            Consumer<CallerCheck.Refusal> turnedAway) {
        CallerCheck check = new CallerCheck(options.token());
        Recording recording = new Recording(bundle);
        recording.prepare(Tool.PROCESS_LIST);
        Timeline timeline = new Timeline(recording.start(), options.time().now(), options.speed());
        return switch (dialect) {
            case MCP_APPLICATION ->
                new ApplicationDoor(
                        new Protocol(recording, timeline, options.wall(), traffic), check, turnedAway, options.speed());
            case OBSERVER -> {
                ObserverCluster cluster = ObserverCluster.of(recording, new AsCaptured(bundle), timeline);
                int answered = (int) cluster.tools().names().stream()
                        .filter(cluster.tools()::answers)
                        .count();
                ToolCount count =
                        new ToolCount(answered, cluster.tools().names().size());
                yield new ObserverDoor(
                        new ObserverProtocol(cluster, timeline, traffic), check, turnedAway, count, options);
            }
        };
    }

    /** The kind of endpoint that was asked most. */
    private static Dialect captured(Bundle bundle) {
        long observed = bundle.calls().stream()
                .filter(call -> call.dialect() == Dialect.OBSERVER)
                .count();
        return 2 * observed > bundle.calls().size() ? Dialect.OBSERVER : Dialect.MCP_APPLICATION;
    }

    /**
     * Starts to replay. The bundle stays the caller's and must stay open as long as the server runs.
     *
     * @throws WorldError when the port cannot be had
     */
    public static ReplayServer start(Bundle bundle, ReplayOptions options) {
        return start(bundle, options, line -> {});
    }

    /**
     * The same, telling of callers that were turned away.
     *
     * @param console takes a line now and then, from any thread
     */
    public static ReplayServer start(Bundle bundle, ReplayOptions options, Consumer<String> console) {
        try {
            return new ReplayServer(bundle, options, console);
        } catch (IOException e) {
            throw new WorldError(
                    "Serving on port " + options.port() + " of 127.0.0.1: " + e.getMessage()
                            + "; choose another port, or 0 for any free one.",
                    e);
        }
    }

    /** Where the endpoint is: {@code http://127.0.0.1:PORT/mcp}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/mcp");
    }

    public int port() {
        return server.port();
    }

    /** The kind of endpoint that it is. */
    public Dialect dialect() {
        return dialect;
    }

    /** What can be asked. */
    public ToolCount tools() {
        return door.count();
    }

    /** What callers did so far. */
    public ReplayStatistics statistics() {
        return traffic.seen();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(WebRequest request, WebAnswer answer) throws IOException, InterruptedException {
        Traffic.Passage passage = traffic.request();
        try {
            Door.Said said = door.answer(request, options.time().now());
            try {
                waitUntil(said.at());
            } finally {
                said.call().ifPresent(Traffic.Passage::ends);
                passage.ends();
            }
            sending.send(request, answer, said);
        } finally {
            passage.ends();
        }
    }

    private void waitUntil(Instant moment) throws InterruptedException {
        Duration wait = Duration.between(options.time().now(), moment);
        if (!wait.isNegative() && !wait.isZero()) {
            options.time().sleep(wait);
        }
    }
}
