package ergodiag.bundle;

import ergodiag.bundle.archive.AtMost;
import ergodiag.bundle.ledger.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a ledger that is not to be trusted. A line that cannot be read costs itself only; whatever stands there, no more is read than a ledger can have.
 */
final class LedgerReader {
    /** Longest line of the ledger that is read; a longer one is damaged. */
    static final int LONGEST_LINE = 1 << 20;
    /** Lines that are read: the calls of a thousand nodes with some hundred each. */
    static final int MOST_LINES = 500_000;
    /** Bytes that are read, those of lines that are not used among them. */
    static final long LARGEST = 512_000_000;
    /** Bytes of memory that a call takes besides its texts. */
    private static final int CALL = 400;
    /** Damaged lines that are told one by one. */
    private static final int MOST_NOTES = 1000;

    private final List<Call> calls = new ArrayList<>();
    private final List<String> damage;
    private final Room room;
    private final long mostBytes;
    private final int mostLines;
    private long weight;
    private int untold;
    private boolean goesOn;

    /**
     * @param damage takes a sentence about each thing that is wrong
     * @param room what calls may take in memory
     */
    LedgerReader(List<String> damage, Room room) {
        this(damage, room, LARGEST, MOST_LINES);
    }

    LedgerReader(List<String> damage, Room room, long mostBytes, int mostLines) {
        this.damage = damage;
        this.room = room;
        this.mostBytes = mostBytes;
        this.mostLines = mostLines;
    }

    /**
     * The calls of a ledger, in its order; those that came before it cannot be read any further.
     *
     * @param text is closed by the caller
     */
    List<Call> read(InputStream text) {
        BoundedLines lines = new BoundedLines(
                new InputStreamReader(
                        new AtMost(
                                text, mostBytes, "it is longer than " + DataSize.text(mostBytes) + ", which none is"),
                        StandardCharsets.UTF_8),
                LONGEST_LINE);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                weight += CALL + line.get().length();
                if (lines.number() > mostLines || weight > room.ledger()) {
                    damage.add("The ledger is longer than is read: what comes after its line " + (lines.number() - 1)
                            + " is not used.");
                    goesOn = true;
                    break;
                }
                take(line.get(), lines);
            }
        } catch (IOException | UncheckedIOException e) {
            damage.add("The ledger ends after " + calls.size() + " calls (" + e.getMessage()
                    + "); what came later is not used.");
        }
        if (untold > 0) {
            damage.add(untold + " more lines of the ledger cannot be read; what those calls brought is not used.");
        }
        return List.copyOf(calls);
    }

    /** Whether it goes on behind what was read of it. */
    boolean goesOn() {
        return goesOn;
    }

    private void take(String line, BoundedLines at) {
        Optional<Call> call = at.cut() ? Optional.empty() : BundleJson.call(line);
        if (call.isPresent()) {
            calls.add(call.get());
        } else if (!line.isBlank()) {
            tell("Line " + at.number() + " of the ledger cannot be read; what that call brought is not used.");
        }
    }

    private void tell(String fault) {
        if (damage.size() < MOST_NOTES) {
            damage.add(fault);
        } else {
            untold++;
        }
    }
}
