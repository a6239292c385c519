package ergodiag.incident.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What loggers write for the eyes of a developer: messages as they are, line breaks and all. */
enum ConsoleDialect implements LogDialect {
    /** {@code 10:15AM ERR main.go:7 > message key=value}; neither keys nor a {@code =} in a message are quoted. */
    ZEROLOG("zerolog console", "(\\S+) (TRC|DBG|INF|WRN|ERR|FTL|PNC|\\?\\?\\?) (?:\\S+:\\d+ > )?(.*)") {
        @Override
        String message(String rest) {
            Matcher pairs = FIRST_PAIR.matcher(rest);
            return pairs.find()
                    ? Told.because(
                            rest.substring(0, pairs.start()),
                            KeysAndValues.of(rest.substring(pairs.start())).getOrDefault("error", ""))
                    : rest;
        }
    },
    /** Time, level, logger, caller, message and an object of JSON with tabs between; all but the message may be left out. */
    ZAP("zap console", "(\\S+)\\t(?i:(DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL))\\t(.*)") {
        @Override
        String message(String rest) {
            int fields = rest.lastIndexOf("\t{");
            Optional<JsonFields> json = fields < 0 ? Optional.empty() : JsonFields.of(rest.substring(fields + 1));
            String message = json.isPresent() ? rest.substring(0, fields) : rest;
            return Told.because(
                    CALLER.matcher(message).replaceFirst(""),
                    json.map(it -> it.text("error")).orElse(""));
        }
    };

    private static final Pattern FIRST_PAIR = Pattern.compile("(?:^| )[\\w.-]+=");
    private static final Pattern CALLER = Pattern.compile("^(?:[^\\t]+\\t)?\\S+\\.go:\\d+\\t");

    private final String words;
    private final Pattern line;

    ConsoleDialect(String words, String line) {
        this.words = words;
        this.line = Pattern.compile(line);
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public Optional<Told> read(String line) {
        Matcher parts = this.line.matcher(line);
        return parts.matches()
                ? Optional.of(new Told(
                        parts.group(1).equals("<nil>") ? "" : parts.group(1),
                        Levels.of(parts.group(2)),
                        "",
                        message(parts.group(3))))
                : Optional.empty();
    }

    abstract String message(String rest);
}
