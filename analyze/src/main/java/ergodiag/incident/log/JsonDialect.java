package ergodiag.incident.log;

import ergodiag.ergo.ErgoLine;
import java.util.Locale;
import java.util.Optional;

/** Loggers that write an object of JSON a line, told by its members. */
enum JsonDialect implements LogDialect {
    ERGO("Ergo's default logger, JSON") {
        @Override
        Optional<Told> told(JsonFields line) {
            return Optional.of(line)
                    .filter(it -> it.value("source").isObject() && it.has("message"))
                    .map(it -> ErgoDialect.told(
                            it.text("time"),
                            it.text("level"),
                            ErgoLine.source(it.value("source")),
                            it.text("message")));
        }
    },
    SLOG("slog JSON") {
        @Override
        Optional<Told> told(JsonFields line) {
            String level = line.text("level");
            return !level.isEmpty()
                            && level.equals(level.toUpperCase(Locale.ROOT))
                            && line.has("msg")
                            && !line.has("ts")
                    ? Optional.of(of(line, line.text("time"), line.text("msg")))
                    : Optional.empty();
        }
    },
    /** It writes the message last. */
    ZEROLOG("zerolog JSON") {
        @Override
        Optional<Told> told(JsonFields line) {
            boolean own = !line.has("msg")
                    && !line.value("source").isObject()
                    && (line.has("level") || line.has("time"))
                    && (line.has("message") || line.has("error"));
            return own ? Optional.of(of(line, line.text("time"), line.lastText("message"))) : Optional.empty();
        }
    },
    ZAP("zap JSON") {
        @Override
        Optional<Told> told(JsonFields line) {
            return line.has("msg") && line.has("ts")
                    ? Optional.of(of(line, line.text("ts"), line.text("msg")))
                    : Optional.empty();
        }
    },
    OTHER("JSON lines") {
        @Override
        Optional<Told> told(JsonFields line) {
            return line.has("msg") || line.has("message")
                    ? Optional.of(
                            of(line, line.text("time", "ts", "timestamp", "@timestamp"), line.text("msg", "message")))
                    : Optional.empty();
        }
    };

    private final String words;

    JsonDialect(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Optional<Told> read(String line) {
        return JsonFields.of(line).flatMap(this::told);
    }

    abstract Optional<Told> told(JsonFields line);

    private static Told of(JsonFields line, String time, String message) {
        return new Told(
                time,
                Levels.of(line.text("level", "lvl", "severity")),
                line.text("node"),
                Told.because(message, line.text("error", "err")));
    }
}
