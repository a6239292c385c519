package ergodiag.bench;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the ledger in a folder acknowledged by the moment its writer was gone.
 *
 * @param lines whole lines of it
 * @param calls those that can be read
 * @param damaged of those, whose replies are not there, or not what the ledger says they are
 */
record LeftLedger(int lines, List<Call> calls, int damaged) {
    static final LeftLedger NONE = new LeftLedger(0, List.of(), 0);

    /** Reads it; nothing where there is no such folder any more, or not yet. */
    static LeftLedger in(Path part) throws IOException {
        int lines = lines(part);
        if (lines == 0) {
            return NONE;
        }
        try (Bundle left = Bundle.open(part)) {
            List<Call> calls = left.calls();
            return new LeftLedger(lines, calls, damaged(left, calls));
        }
    }

    /** Whole lines of the ledger in that folder by now. */
    static int lines(Path part) {
        Path ledger = part.resolve("calls.jsonl");
        try {
            int lines = 0;
            for (byte one : Files.exists(ledger) ? Files.readAllBytes(ledger) : new byte[0]) {
                lines += one == '\n' ? 1 : 0;
            }
            return lines;
        } catch (IOException e) {
            return 0; // it went just now
        }
    }

    /** How many of its lines are lost in what was made of it: calls that are not there, not answered any more, or whose replies are damaged. */
    int lost(Bundle made) throws IOException {
        Map<Long, Call> there = made.calls().stream().collect(Collectors.toMap(Call::id, Function.identity()));
        int gone = 0;
        for (Call call : calls) {
            Outcome now = there.containsKey(call.id()) ? there.get(call.id()).outcome() : Outcome.GARBLED;
            gone += call.outcome().answered() && !now.answered() || !there.containsKey(call.id()) ? 1 : 0;
        }
        return lines - calls.size() + damaged + gone + damaged(made, made.calls());
    }

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
