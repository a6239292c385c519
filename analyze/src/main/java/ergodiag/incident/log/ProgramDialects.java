package ergodiag.incident.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How programs log by themselves, whatever carries it from there. */
final class ProgramDialects {
    /** What is told by more comes first. */
    static final List<LogDialect> ALL = Stream.of(
                    List.of(new ErgoDialect()),
                    List.of(JsonDialect.values()),
                    List.of(PairDialect.values()),
                    List.of(ConsoleDialect.values()))
            .<LogDialect>flatMap(List::stream)
            .toList();

    private ProgramDialects() {}

    /** What a line tells in whichever of them it is written; empty for none. */
    static Optional<Told> read(String line) {
        return ALL.stream().flatMap(dialect -> dialect.read(line).stream()).findFirst();
    }
}
