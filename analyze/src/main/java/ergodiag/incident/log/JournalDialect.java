package ergodiag.incident.log;

import ergodiag.bundle.foreign.Plausible;
import ergodiag.incident.source.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * {@code journalctl -o json}. A message is a text, a list of the numbers of its bytes where it is no clean text, a list of either where the
 * field is there more than once, null where it is too large and {@code --all} was not given, or missing.
 */
final class JournalDialect implements LogDialect {
    static final String TOO_LARGE = "[a message that the journal left out as too large; ask it with --all]";

    @Override
    public String words() {
        return "journalctl -o json";
    }

    @Override
    public Optional<Told> read(String line) {
        return JsonFields.of(line)
                .filter(it -> it.has("__REALTIME_TIMESTAMP") || it.has("_SOURCE_REALTIME_TIMESTAMP"))
                .map(JournalDialect::told);
    }

    private static Told told(JsonFields entry) {
        String text = entry.has("MESSAGE") ? text(entry.value("MESSAGE")).strip() : "";
        Optional<Told> own = ProgramDialects.read(text);
        String program = entry.text("SYSLOG_IDENTIFIER", "_COMM");
        String what = own.map(Told::text).orElse(text);
        return new Told(
                entry.text("_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP"),
                own.isPresent() ? own.get().kind() : Levels.opening(text).or(() -> severity(entry.text("PRIORITY"))),
                own.map(Told::whose).filter(it -> !it.isEmpty()).orElse(entry.text("_HOSTNAME")),
                program.isEmpty() ? what : program + ": " + what);
    }

    private static Optional<Event.Kind> severity(String priority) {
        return priority.matches("[0-7]") ? Levels.ofSeverity(Integer.parseInt(priority)) : Optional.empty();
    }

    private static String text(JsonNode message) {
        if (message.isNull()) {
            return TOO_LARGE;
        }
        if (!message.isArray()) {
            return message.asString("");
        }
        return !message.isEmpty() && message.get(0).isNumber() ? ofBytes(message) : text(message.path(0));
    }

    private static String ofBytes(JsonNode numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode number : numbers) {
            OptionalLong whole = Plausible.inLong(number);
            bytes.write((int) whole.orElse('?'));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
