package ergodiag.replay;

import ergodiag.replay.web.WebRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The listener of an Observer: {@code /mcp}, {@code /api/capabilities}, and a page for every other path. It is open to reading only, and
 * knows no callers by name (ERGO33.md 1 to 3).
 */
final class ObserverDoor implements Door {
    /** The ceiling of an HTTP request at an Observer. */
    private static final Duration CEILING = Duration.ofSeconds(15);

    private static final Map<Integer, String> REASONS =
            Map.of(401, "Unauthorized", 403, "Forbidden", 405, "Method Not Allowed", 504, "Gateway Timeout");
    private static final Map<String, List<String>> JSON =
            Map.of("Content-Type", List.of("application/json"), "Vary", List.of("Origin", "Accept-Encoding"));
    private static final Map<String, List<String>> STREAM =
            Map.of("Content-Type", List.of("text/event-stream"), "Cache-Control", List.of("no-cache"));
    private static final String PAGE =
            "<!doctype html><title>Observer</title><p>A recording, replayed by ergodiag. Its MCP endpoint is <code>/mcp</code>.\n";

    private final ObserverProtocol protocol;
    private final CallerCheck check;
    private final Consumer<CallerCheck.Refusal> turnedAway;
    private final ToolCount count;
    private final boolean authorized;
    private final Duration ceiling;

    ObserverDoor(
            ObserverProtocol protocol,
            CallerCheck check,
            Consumer<CallerCheck.Refusal> turnedAway,
            ToolCount count,
            ReplayOptions options) {
        this.protocol = protocol;
        this.check = check;
        this.turnedAway = turnedAway;
        this.count = count;
        this.authorized = options.token().isPresent();
        this.ceiling = Duration.ofNanos(Math.round(CEILING.toNanos() / options.speed()));
    }

    @Override
    public ToolCount count() {
        return count;
    }

    @Override
    public Said answer(WebRequest asked, Instant comes) {
        Optional<CallerCheck.Refusal> stranger = check.stranger(asked.headers());
        if (stranger.isPresent()) {
            turnedAway.accept(stranger.get());
            return refused(403, Map.of(), comes);
        }
        boolean reads = asked.method().equals("GET") || asked.method().equals("HEAD");
        return switch (asked.path()) {
            case "/mcp" -> mcp(asked, comes);
            case "/api/capabilities" ->
                reads ? json(200, capabilities(), comes) : json(405, "{\"error\":\"Method Not Allowed\"}", comes);
            default -> reads ? page(comes) : notAllowed(comes);
        };
    }

    /** What the page of the Observer asks first: what is here, and whether it wants a caller. */
    private String capabilities() {
        return "{\"v\":{\"n\":\"Observer Application\",\"r\":\"0.2.0\",\"l\":\"MIT\"},\"auth\":" + authorized
                + ",\"ro\":true,\"feat\":[\"observer.cluster.lens\",\"observer.mcp\"]}";
    }

    private static Said page(Instant at) {
        return new Said(
                200,
                Map.of("Content-Type", List.of("text/html; charset=utf-8")),
                Optional.of(PAGE),
                at,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static Said notAllowed(Instant at) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Allow", List.of("GET, HEAD")));
        headers.put("Content-Type", List.of("text/plain; charset=utf-8"));
        return new Said(
                405, headers, Optional.of("Method Not Allowed\n"), at, Optional.empty(), false, Optional.empty());
    }

    private Said mcp(WebRequest asked, Instant comes) {
        Optional<CallerCheck.Refusal> unknown = check.unknown(asked.headers());
        if (unknown.isPresent()) {
            turnedAway.accept(unknown.get());
            return refused(401, Map.of(), comes);
        }
        if (!asked.method().equals("POST")) {
            return refused(405, Map.of("Allow", List.of("POST")), comes);
        }
        ObserverRequest request;
        try {
            request = ObserverRequest.in(asked.body());
        } catch (ObserverRequest.NoRequest no) {
            return json(no.fault().status(), no.body(), comes);
        }
        try {
            request.check(asked.headers());
            return inTime(protocol.answer(request, comes), comes);
        } catch (RpcFault fault) {
            return json(fault.status(), fault.body(request.id()), comes);
        }
    }

    private Said inTime(ObserverProtocol.Said said, Instant comes) {
        if (said.everySecond().isPresent()) {
            return new Said(
                    200, STREAM, Optional.of(said.body()), said.at(), Optional.empty(), false, said.everySecond());
        }
        Instant latest = comes.plus(ceiling);
        return said.at().isAfter(latest)
                ? refused(504, Map.of(), latest).ending(said.call())
                : json(said.status(), said.body(), said.at()).ending(said.call());
    }

    private static Said refused(int status, Map<String, List<String>> more, Instant at) {
        Said said = json(status, Rpc.error("null", Rpc.INVALID_REQUEST, REASONS.getOrDefault(status, "")), at);
        Map<String, List<String>> headers = new HashMap<>(said.headers());
        headers.putAll(more);
        return new Said(status, headers, said.body(), at, Optional.empty(), true, Optional.empty());
    }

    private static Said json(int status, String body, Instant at) {
        return new Said(status, JSON, Optional.of(body), at, Optional.empty(), true, Optional.empty());
    }
}
