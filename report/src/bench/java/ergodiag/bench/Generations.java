package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a capture through an Observer of Ergo 3.3 costs against one through the MCP application, of the same replayed cluster. */
final class Generations implements CaptureCost.Measurement {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int CROWD = 10_000;

    private final Predicate<Integer> wanted;

    Generations(Predicate<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(List.of(
                "| endpoint | nodes | calls | per node | replies | seconds | lenses | failed | bundle |",
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"));
        for (int nodes : Stream.of(3, 30, 100).filter(wanted).toList()) {
            for (Dialect dialect : Dialect.values()) {
                lines.add(standard(dialect, nodes, clusters.of("healthy-three-nodes", nodes), folder));
            }
        }
        lines.add("");
        lines.add("| endpoint | processes of the node | calls for the list | seconds | said to be complete |");
        lines.add("| --- | ---: | ---: | ---: | --- |");
        Path crowd = CrowdedNode.of(
                clusters.samples().resolve("healthy-three-nodes.zip"),
                CROWD,
                CrowdedNode.MakeUp.values()[0],
                folder.resolve("crowd"));
        for (Dialect dialect : Dialect.values()) {
            lines.add(list(dialect, crowd, folder));
        }
        return lines;
    }

    private static String standard(Dialect dialect, int nodes, Path cluster, Path folder)
            throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster, dialect)) {
            Captured captured = Captured.start(folder, replay.url(), List.of(), List.of("--window", "60s"));
            Duration took = captured.end(LONGEST);
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                List<Call> asked = bundle.calls().stream()
                        .filter(call -> call.outcome() != Outcome.SKIPPED)
                        .toList();
                return String.format(
                        Locale.ROOT,
                        "| %s | %d | %,d | %d | %.1f MB | %.1f | %d | %d | %.1f MB |",
                        dialect.word(),
                        nodes,
                        asked.size(),
                        asked.size() / nodes,
                        asked.stream().mapToLong(Call::bytes).sum() / 1e6,
                        took.toMillis() / 1000.0,
                        asked.stream()
                                .filter(call -> call.tool().startsWith("lens_"))
                                .map(call -> call.node() + call.tool() + call.argument("pid"))
                                .distinct()
                                .count(),
                        asked.stream()
                                .filter(call -> !call.outcome().answered())
                                .count(),
                        Files.size(captured.bundle()) / 1e6);
            }
        }
    }

    private static String list(Dialect dialect, Path cluster, Path folder) throws IOException, InterruptedException {
        try (Replay replay = Replay.of(cluster, dialect)) {
            Captured captured = Captured.start(
                    folder,
                    replay.url(),
                    List.of(),
                    List.of("--yes", "--with", Tool.PROCESS_LIST.toolName(), "--profile", "quick"));
            captured.end(LONGEST);
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                List<Call> parts = bundle.calls().stream()
                        .filter(call -> call.node().equals(CrowdedNode.NAME)
                                && Tool.PROCESS_LIST.askedBy(call)
                                && call.part().list().equals("all")
                                && call.outcome() != Outcome.SKIPPED)
                        .toList();
                Instant began = parts.stream()
                        .map(Call::started)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
                Instant ended = parts.stream()
                        .map(Call::ended)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                return String.format(
                        Locale.ROOT,
                        "| %s | %,d | %d | %.1f | %s |",
                        dialect.word(),
                        CROWD,
                        parts.size(),
                        Duration.between(began, ended).toMillis() / 1000.0,
                        parts.stream()
                                        .flatMap(call -> call.part().complete().stream())
                                        .anyMatch(said -> said)
                                ? "yes"
                                : "no");
            }
        }
    }
}
