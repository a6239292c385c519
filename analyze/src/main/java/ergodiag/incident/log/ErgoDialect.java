package ergodiag.incident.log;

import ergodiag.ergo.ErgoLine;
import java.util.Optional;

/** The framework's own logger. The node stands in its lines as a checksum; fields of a message stand in a line of their own behind it. */
final class ErgoDialect implements LogDialect {
    @Override
    public String words() {
        return "Ergo's default logger";
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public Optional<Told> read(String line) {
        return ErgoLine.of(line).map(it -> told(it.time(), it.level(), it.source(), it.message()));
    }

    /** @param source as {@link ErgoLine#source} gives it */
    static Told told(String time, String level, String source, String message) {
        int behavior = source.startsWith("<") || source.startsWith("Alias#<") ? source.lastIndexOf(' ') : -1;
        return new Told(
                time,
                Levels.of(level),
                source,
                behavior < 0 ? message : source.substring(behavior + 1) + ": " + message);
    }
}
