package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Verification;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was left of a program that was killed.
 *
 * @param moment milliseconds after what was waited for
 * @param calls whole lines of the ledger at the moment of the kill
 * @param missing of those, what cannot be read afterwards
 * @param said what went wrong, "" where nothing did
 */
record KilledRun(KillKind kind, End end, long moment, int calls, int missing, String said) {

    /** How it ended. */
    enum End {
        NOTHING_YET,
        ENDED,
        RECOVERED,
        LOST
    }

    /** Looks at a bundle and at the folder in which it was being made, and recovers it with the command itself. */
    static KilledRun look(KillKind kind, long moment, Path bundle, Path part) throws IOException {
        if (Files.exists(bundle)) {
            try (Bundle whole = Bundle.open(bundle)) {
                List<String> faults = Verification.of(whole).faults();
                return new KilledRun(
                        kind,
                        faults.isEmpty() ? End.ENDED : End.LOST,
                        moment,
                        whole.calls().size(),
                        damaged(whole, whole.calls()),
                        String.join("; ", faults));
            }
        }
        Path ledger = part.resolve("calls.jsonl");
        String written = Files.exists(ledger) ? Files.readString(ledger) : "";
        int calls = (int) written.chars().filter(c -> c == '\n').count();
        if (calls == 0) {
            return new KilledRun(kind, End.NOTHING_YET, moment, 0, 0, "");
        }
        List<Call> finished;
        int missing;
        try (Bundle left = Bundle.open(part)) {
            finished = left.calls();
            missing = calls - finished.size() + damaged(left, finished);
        } catch (RuntimeException e) {
            return new KilledRun(kind, End.LOST, moment, calls, calls, "opening the folder: " + e.getMessage());
        }
        StringWriter words = new StringWriter();
        PrintWriter out = new PrintWriter(words);
        Main.run(out, out, "recover", part.toString());
        if (!Files.exists(bundle)) {
            return new KilledRun(kind, End.LOST, moment, calls, calls, "recovering: " + words);
        }
        try (Bundle recovered = Bundle.open(bundle)) {
            Set<Long> there = recovered.calls().stream().map(Call::id).collect(Collectors.toSet());
            int gone = (int)
                    finished.stream().filter(call -> !there.contains(call.id())).count();
            List<String> faults = Verification.of(recovered).faults();
            return new KilledRun(
                    kind,
                    faults.isEmpty() ? End.RECOVERED : End.LOST,
                    moment,
                    calls,
                    missing + gone + damaged(recovered, recovered.calls()),
                    String.join("; ", faults));
        }
    }

    /** Replies that are not there, or not what the ledger says they are. */
    private static int damaged(Bundle bundle, List<Call> calls) throws IOException {
        int damaged = 0;
        for (Call call : calls) {
            String told = call.stored().map(Stored::sha256).orElse("");
            if (!told.isEmpty()) {
                boolean there = bundle.files().contains(call.file().get());
                damaged += there && told.equals(Sha256.of(bundle.reply(call).orElseThrow())) ? 0 : 1;
            }
        }
        return damaged;
    }
}
