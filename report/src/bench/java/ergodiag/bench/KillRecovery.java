package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** What is left after {@code kill -9} at a random moment of a short capture. */
final class KillRecovery implements CaptureCost.Measurement {
    private static final int TRIES = 200;
    private static final long SEED = 9;
    private static final int AT_ONCE = 4;
    /** A capture of seconds is over before the better compiler is worth its while. */
    private static final List<String> SOON_UP = List.of("-XX:TieredStopAtLevel=1");

    /** Milliseconds after the unfinished folder appears: a window of 5 s and what comes before and after it. */
    private static final int LATEST = 8_000;

    /**
     * How a try ended.
     *
     * @param calls whole lines of the ledger at the moment of the kill
     * @param missing of those, what cannot be read
     */
    private record Try(String state, long moment, int calls, int missing) {}

    @Override
    public List<String> lines(CaptureCost.Clusters clusters, Path folder) throws IOException, InterruptedException {
        Path cluster = clusters.of("healthy-three-nodes", 3);
        Random random = new Random(SEED);
        BlockingQueue<Replay> replays = new LinkedBlockingQueue<>();
        List<Callable<Try>> tries = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            long moment = random.nextInt(LATEST);
            tries.add(() -> one(replays, folder, moment));
        }
        List<Try> done;
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                replays.add(Replay.of(cluster));
            }
            done = Together.run(AT_ONCE, tries);
        } finally {
            for (Replay replay : replays) {
                replay.close();
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                "| after kill -9 at " + TRIES + " random moments (seed " + SEED + ") | tries |", "| --- | ---: |"));
        lines.add("| killed before the first call was finished | "
                + count(done, a -> a.state().equals("nothing yet")) + " |");
        lines.add("| had ended before the kill, bundle opens | "
                + count(done, a -> a.state().equals("ended")) + " |");
        lines.add("| unfinished folder opens, and `ergodiag recover` makes a bundle of it that opens | "
                + count(done, a -> a.state().equals("recovered")) + " |");
        lines.add("| lost | " + count(done, a -> a.state().startsWith("lost")) + " |");
        lines.add("| finished calls at the kills, all tries | "
                + done.stream().mapToInt(Try::calls).sum() + " |");
        lines.add("| of those missing or damaged afterwards | "
                + done.stream().mapToInt(Try::missing).sum() + " |");
        done.stream()
                .filter(each -> each.missing() > 0 || each.state().startsWith("lost"))
                .forEach(each -> lines.add("<!-- " + each + " -->"));
        return lines;
    }

    private static long count(List<Try> done, Predicate<Try> which) {
        return done.stream().filter(which).count();
    }

    /** Each try has a cluster for itself, which the one after it finds as this one left it. */
    private static Try one(BlockingQueue<Replay> replays, Path folder, long moment)
            throws IOException, InterruptedException {
        Replay replay = replays.take();
        try {
            Captured captured = Captured.start(folder, replay.url(), SOON_UP, List.of("--window", "5s"));
            while (!Files.exists(captured.part()) && !captured.ended()) {
                Thread.sleep(5);
            }
            Thread.sleep(moment);
            captured.kill();
            return look(captured, moment);
        } finally {
            replays.add(replay);
        }
    }

    private static Try look(Captured captured, long moment) throws IOException, InterruptedException {
        if (Files.exists(captured.bundle())) {
            try (Bundle bundle = Bundle.open(captured.bundle())) {
                return new Try("ended", moment, bundle.calls().size(), damaged(bundle, bundle.calls()));
            }
        }
        Path ledger = captured.part().resolve("calls.jsonl");
        String written = Files.exists(ledger) ? Files.readString(ledger) : "";
        int calls = (int) written.chars().filter(c -> c == '\n').count();
        if (calls == 0) {
            return new Try("nothing yet", moment, 0, 0);
        }
        List<Call> finished;
        int missing;
        try (Bundle part = Bundle.open(captured.part())) {
            finished = part.calls();
            missing = calls - finished.size() + damaged(part, finished);
        } catch (RuntimeException e) {
            return new Try("lost: " + e.getMessage(), moment, calls, calls);
        }
        return recovered(captured, finished, new Try("open", moment, calls, missing));
    }

    /** With the command itself. */
    private static Try recovered(Captured captured, List<Call> finished, Try open) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        Main.run(out, out, "recover", captured.part().toString());
        if (!Files.exists(captured.bundle())) {
            return new Try("lost: " + said, open.moment(), open.calls(), open.calls());
        }
        try (Bundle bundle = Bundle.open(captured.bundle())) {
            int missing = (int) finished.stream()
                    .filter(call -> bundle.calls().stream().noneMatch(other -> other.id() == call.id()))
                    .count();
            int damaged = damaged(bundle, bundle.calls());
            return new Try("recovered", open.moment(), open.calls(), open.missing() + missing + damaged);
        }
    }

    /** Replies that are not there, or not what the ledger says they are. */
    private static int damaged(Bundle bundle, List<Call> calls) throws IOException {
        int damaged = 0;
        for (Call call : calls) {
            String told = call.stored().map(Stored::sha256).orElse("");
            if (!told.isEmpty()) {
                boolean there = bundle.files().contains(call.file().get());
                damaged += there && told.equals(sha256(bundle, call)) ? 0 : 1;
            }
        }
        return damaged;
    }

    private static String sha256(Bundle bundle, Call call) throws IOException {
        try (InputStream in = bundle.reply(call).orElseThrow()) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
