package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.process.ProcessRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the complete process list of a node behind the wall costs, by the number of its processes and by what tells them apart. */
final class Paging implements CaptureCost.Measurement {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Predicate<Integer> wanted;

    Paging(Predicate<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| processes | make-up | calls | rows per call | into the wall | replies | seconds | missing | said to be complete |",
                "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"));
        for (int processes : Stream.of(1_000, 10_000, 100_000).filter(wanted).toList()) {
            for (CrowdedNode.MakeUp makeUp : CrowdedNode.MakeUp.values()) {
                Path cluster = CrowdedNode.of(
                        clusters.samples().resolve("healthy-three-nodes.zip"),
                        processes,
                        makeUp,
                        folder.resolve("crowd-" + processes + "-" + makeUp.name()));
                lines.add(row(processes, makeUp, cluster, folder));
            }
        }
        return lines;
    }

    /** Captures until the first reading of the list has ended, and no longer. */
    private static String row(int processes, CrowdedNode.MakeUp makeUp, Path cluster, Path folder)
            throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster)) {
            Captured captured = Captured.start(
                    folder,
                    replay.url(),
                    List.of(),
                    List.of("--yes", "--with", "process_list", "--max-processes", "200000", "--window", "15m"));
            while (!captured.ended() && !judged(captured.part().resolve("calls.jsonl"))) {
                Thread.sleep(LOOK.toMillis());
            }
            captured.interrupt();
            captured.end(LONGEST);
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                return row(processes, makeUp, bundle);
            }
        }
    }

    private static boolean judged(Path ledger) throws IOException {
        if (!Files.exists(ledger)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(ledger)) {
            return lines.anyMatch(line ->
                    line.contains("\"complete\"") && line.contains(CrowdedNode.NAME) && line.contains("process_list"));
        }
    }

    private static String row(int processes, CrowdedNode.MakeUp makeUp, Bundle bundle) throws IOException {
        List<Call> parts = bundle.calls().stream()
                .filter(call -> call.node().equals(CrowdedNode.NAME)
                        && call.tool().equals("process_list")
                        && call.part().list().equals("all")
                        && call.reading().orElse(0) == 1
                        && call.outcome() != Outcome.SKIPPED)
                .toList();
        Set<String> pids = new HashSet<>();
        for (Call part : parts) {
            if (part.file().isPresent()) {
                try (InputStream in = bundle.open(part.file().get())) {
                    ProcessRow.stream(in, Source.file(""), process -> pids.add(process.pid()));
                }
            }
        }
        Instant began =
                parts.stream().map(Call::started).min(Comparator.naturalOrder()).orElseThrow();
        Instant ended =
                parts.stream().map(Call::ended).max(Comparator.naturalOrder()).orElseThrow();
        boolean complete =
                parts.stream().flatMap(call -> call.part().complete().stream()).anyMatch(said -> said);
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %,d | %.1f | %d | %.1f MB | %.1f | %,d | %s |",
                processes,
                makeUp,
                parts.size(),
                pids.size() / (double) parts.size(),
                parts.stream()
                        .filter(call -> call.outcome() == Outcome.TOO_LARGE)
                        .count(),
                parts.stream().mapToLong(Call::bytes).sum() / 1e6,
                Duration.between(began, ended).toMillis() / 1000.0,
                processes - pids.size(),
                complete ? "yes" : "no");
    }
}
