package ergodiag.replay;

import ergodiag.replay.web.WebRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The MCP application of a node: one path, one method, and a token that a node may want (ERGO.md 2). */
final class ApplicationDoor implements Door {
    /** The ceiling of an HTTP request at a node. */
    private static final Duration CEILING = Duration.ofSeconds(120);

    private final Protocol protocol;
    private final CallerCheck check;
    private final Consumer<CallerCheck.Refusal> turnedAway;
    private final Duration ceiling;

    /** @param speed how many recorded seconds pass in a real one */
    ApplicationDoor(Protocol protocol, CallerCheck check, Consumer<CallerCheck.Refusal> turnedAway, double speed) {
        this.protocol = protocol;
        this.check = check;
        this.turnedAway = turnedAway;
        this.ceiling = Duration.ofNanos(Math.round(CEILING.toNanos() / speed));
    }

    @Override
    public ToolCount count() {
        return protocol.count();
    }

    @Override
    public Said answer(WebRequest asked, Instant comes) {
        Optional<CallerCheck.Refusal> stranger = check.stranger(asked.headers());
        if (stranger.isPresent()) {
            turnedAway.accept(stranger.get());
            return Said.text(stranger.get().status(), "403 a replay answers this machine only\n", comes);
        }
        if (!asked.path().equals("/mcp")) {
            return Said.text(404, "404 page not found\n", comes);
        }
        if (!asked.method().equals("POST")) {
            return Said.text(405, "Method Not Allowed\n", comes);
        }
        Optional<CallerCheck.Refusal> unknown = check.unknown(asked.headers());
        if (unknown.isPresent()) {
            turnedAway.accept(unknown.get());
            return Said.nothing(unknown.get().status(), comes);
        }
        return inTime(protocol.answer(cut(asked.body()), comes), comes);
    }

    /** A node reads so much of a request and cuts the rest. */
    private static byte[] cut(byte[] body) {
        return body.length > LONGEST_REQUEST ? Arrays.copyOf(body, LONGEST_REQUEST) : body;
    }

    private Said inTime(Protocol.Said said, Instant comes) {
        Instant latest = comes.plus(ceiling);
        if (said.at().isAfter(latest)) {
            return Said.text(504, "Gateway Timeout\n", latest).ending(said.call());
        }
        if (said.body().isEmpty()) {
            return Said.nothing(202, said.at()).ending(said.call());
        }
        return new Said(
                200,
                Map.of("Content-Type", List.of("application/json")),
                said.body(),
                said.at(),
                said.call(),
                false,
                Optional.empty());
    }
}
