package ergodiag.capture.watch;

import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import java.time.Duration;
import java.util.List;

/** Listens to the warnings, errors and panics of one node. */
public final class LogListener {
    private static final Purpose WHY = Purpose.judgedBy(
            Tool.SAMPLE_LISTEN, "log", "what the node logs as warning, error or panic during the window");
    private static final int BUFFER = 100;

    private LogListener() {}

    public static NodeSeries of(Session visit, String node, Duration window) {
        boolean lens = visit.asker().entries().all().stream().anyMatch(Entry::isObserver);
        if (lens && visit.asker().knows(LogLens.question(node))) {
            return new LogLens(visit, node);
        }
        return new SamplerSeries(visit, node, "log", buffer -> question(node, window, buffer), BUFFER);
    }

    /** A look at the log through an Observer. */
    public static Question lens(String node) {
        return LogLens.question(node);
    }

    public static Question question(String node, Duration window) {
        return question(node, window, BUFFER);
    }

    private static Question question(String node, Duration window, int buffer) {
        return Question.of(node, Tool.SAMPLE_LISTEN, WHY)
                .named("start")
                .with("log_levels", List.of("warning", "error", "panic"))
                .with("duration_sec", window.toSeconds() + 120)
                .with("buffer_size", buffer)
                .with("linger_sec", 30);
    }
}
