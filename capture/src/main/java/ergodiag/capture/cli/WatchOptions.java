package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.scope.MetricsSource;
import ergodiag.capture.scope.Scope;
import ergodiag.capture.scope.WatchedEvent;
import ergodiag.mcp.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What to listen to besides the log. */
final class WatchOptions {
    private static final Pattern AT_NODE = Pattern.compile("(.+?)@([^@]+@[^@]+)");

    @Option(
            names = "--event",
            paramLabel = "NAME[@NODE]",
            description =
                    "Listen to what this event publishes during the window, redacted; for the event a subscriber more."
                            + " NODE owns it; without NODE every node that has such an event. May be repeated. Event payloads are never taken otherwise.")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--metrics",
            paramLabel = "SOURCE",
            description =
                    "Read the metrics that Radar or Prometheus has of the nodes as well, every 10 s over the window: an address such as"
                            + " http://host:9090/metrics, or a file of them. May be repeated. Tokens and certificates of the endpoints"
                            + " are not shown there.")
    private List<String> metrics = new ArrayList<>();

    /** The same scope with the events and the metrics. */
    Scope in(Scope scope) {
        if (!events.isEmpty() && scope.window().isZero()) {
            throw new UserError(
                    "Reading --event: the profile quick has no window to listen in; leave --event out, or use"
                            + " --profile standard.");
        }
        return scope.watching(events.stream().map(WatchOptions::event).toList())
                .reading(metrics.stream().map(WatchOptions::source).toList());
    }

    private static MetricsSource source(String word) {
        if (word.contains("://")) {
            return new MetricsSource.Served(Endpoint.ofMetrics(word));
        }
        Path file = UserPath.of("--metrics", word);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UserError(
                    "Reading --metrics: '" + word
                            + "' is neither an address nor a file that can be read; give one such as http://localhost:9090/metrics.");
        }
        return new MetricsSource.Filed(file);
    }

    private static WatchedEvent event(String word) {
        Matcher atNode = AT_NODE.matcher(word);
        if (atNode.matches()) {
            return new WatchedEvent(atNode.group(1), Optional.of(atNode.group(2)));
        }
        if (word.isBlank() || word.startsWith("@") || word.endsWith("@")) {
            throw new UserError("Reading --event: '" + word
                    + "' names no event; give NAME or NAME@NODE, for example market_ticks@node2@localhost.");
        }
        return new WatchedEvent(word, Optional.empty());
    }
}
