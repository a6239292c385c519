package ergodiag.bundle;

import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The series of a sampler whose capture was killed before it wrote the ledger's line for it. */
final class LeftSeries {
    private static final Pattern NAME = Pattern.compile("nodes/([^/]+)/series\\.([a-z_]+)\\.(.+)\\.jsonl");

    private LeftSeries() {}

    /**
     * Cuts a series to its whole entries and gives the line for it, made from the call that started the sampler: the last one, after which it was
     * started no more. An Observer was asked again for each piece of the series, which began with the first.
     *
     * @return empty when the file is no series, or nothing says who started it
     */
    static Optional<Call> adopt(PartFolder part, String file, List<Call> calls) throws IOException {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        String folder = "nodes/" + name.group(1) + "/";
        Set<String> nodes = calls.stream()
                .filter(call ->
                        call.file().filter(stored -> stored.startsWith(folder)).isPresent()
                                || SafePath.part(call.node()).equals(name.group(1)))
                .map(Call::node)
                .collect(Collectors.toSet());
        Optional<Call> start = calls.stream()
                .filter(call -> call.tool().equals(name.group(2)) && nodes.contains(call.node()))
                .reduce((first, second) -> second.dialect() == Dialect.OBSERVER ? first : second);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        Path path = part.resolve(file);
        LedgerTail.cut(path);
        long id = calls.stream().mapToLong(Call::id).max().orElse(0) + 1;
        Instant last = calls.stream()
                .map(Call::ended)
                .max(Instant::compareTo)
                .orElse(start.get().ended());
        return Optional.of(series(id, start.get(), name.group(3), last, file, path));
    }

    private static Call series(long id, Call start, String what, Instant last, String file, Path path)
            throws IOException {
        long rows;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
            rows = lines.lines().count();
        }
        return new Call(
                id,
                start.asked(),
                new Timing(start.started(), Duration.between(start.started(), last)),
                rows == 0 ? Outcome.EMPTY : Outcome.OK,
                Failure.of("the capture was killed; later entries are lost"),
                OptionalInt.of(1),
                Optional.of(new Stored(file, Files.size(path), Sha256.of(Files.newInputStream(path)))),
                ListPart.of(what, 1, OptionalLong.empty()).counted(rows, true));
    }
}
