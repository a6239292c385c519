package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.replay.ReplayOptions;
import ergodiag.replay.ReplayServer;
import ergodiag.replay.ReplayStatistics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** The program of the replaying process: says where it listens, answers every line it reads with what callers did, and ends with its input. */
final class CountedReplay {
    private CountedReplay() {}

    /**
     * What callers did.
     *
     * @param requests in all
     * @param busiestSecond the most requests that came within one second
     * @param inFlight most requests under way at once
     * @param inFlightAtOneNode most calls under way at once that one node was to answer
     * @param inFlightAtOnePeer the same without the entry node
     */
    record Load(long requests, long busiestSecond, int inFlight, int inFlightAtOneNode, int inFlightAtOnePeer) {}

    public static void main(String[] arguments) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicLong before = new AtomicLong();
        AtomicLong busiest = new AtomicLong();
        try (Bundle bundle = Bundle.open(Path.of(arguments[0]));
                ReplayServer server =
                        ReplayServer.start(bundle, ReplayOptions.asRecorded().as(Dialect.of(arguments[2])))) {
            clock.scheduleAtFixedRate(
                    () -> {
                        long now = server.statistics().requests();
                        busiest.accumulateAndGet(now - before.getAndSet(now), Math::max);
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
            System.out.println(server.url());
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (orders.readLine() != null) {
                System.out.println(JsonMapper.builder()
                        .build()
                        .writeValueAsString(load(server.statistics(), busiest.get(), arguments[1])));
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private static Load load(ReplayStatistics seen, long busiest, String entry) {
        int any = seen.mostInFlightByNode().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        int peer = seen.mostInFlightByNode().entrySet().stream()
                .filter(node -> !node.getKey().equals(entry))
                .mapToInt(node -> node.getValue())
                .max()
                .orElse(0);
        return new Load(seen.requests(), busiest, seen.mostInFlight(), any, peer);
    }
}
