package ergodiag.incident.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Loggers that write {@code key=value}. */
enum PairDialect implements LogDialect {
    SLOG("slog text", Pattern.compile("(?:time=\\S+ )?level=(?:DEBUG|INFO|WARN|ERROR)(?:[+-]\\d+)? .*")),
    LOGFMT(
            "logfmt",
            Pattern.compile(
                    "(?=.*\\b(?:level|lvl|severity|time|ts|timestamp|t)=)(?=.*\\b(?:msg|message|err|error|event)=)[\\w.@-]+=.*"));

    private static final List<String> TIMES = List.of("time", "ts", "timestamp", "t");

    private final String words;
    private final Pattern line;

    PairDialect(String words, Pattern line) {
        this.words = words;
        this.line = line;
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Optional<Told> read(String line) {
        return this.line.matcher(line).matches() ? told(KeysAndValues.of(line)) : Optional.empty();
    }

    private static Optional<Told> told(Map<String, String> pairs) {
        return Optional.of(new Told(
                first(pairs, TIMES),
                Levels.of(first(pairs, List.of("level", "lvl", "severity"))),
                first(pairs, List.of("node")),
                Told.because(first(pairs, List.of("msg", "message", "event")), first(pairs, List.of("err", "error")))));
    }

    private static String first(Map<String, String> pairs, List<String> keys) {
        return keys.stream()
                .map(key -> pairs.getOrDefault(key, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
