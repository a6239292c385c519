package ergodiag.bundle;

import ergodiag.bundle.archive.AtMost;
import ergodiag.bundle.ledger.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    /** Damaged lines that are told one by one. */
    private static final int MOST_NOTES = 1000;

    /** Bytes of memory that a call takes besides its texts. */
    private static final int CALL = 400;

    /**
     * What was read of a ledger.
     *
     * @param calls in its order
     * @param goesOn whether it has more than is read
     */
    record Read(List<Call> calls, boolean goesOn) {
        /** Of a bundle that has none. */
        static final Read NOTHING = new Read(List.of(), false);

        Read {
            calls = List.copyOf(calls);
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final List<String> damage;
    private final long mostBytes;
    private final int mostLines;
    private final long mostMemory;
    private int untold;

    /**
     * @param damage takes a sentence about each thing that is wrong
     * @param mostMemory bytes that its calls may take
     */
    LedgerReader(List<String> damage, long mostMemory) {
        this(damage, LARGEST, MOST_LINES, mostMemory);
    }

    LedgerReader(List<String> damage, long mostBytes, int mostLines, long mostMemory) {
        this.damage = damage;
        this.mostBytes = mostBytes;
        this.mostLines = mostLines;
        this.mostMemory = mostMemory;
    }

    /**
     * Reads a ledger as far as it can be read.
     *
     * @param text is closed by the caller
     */
    Read read(InputStream text) {
        boolean goesOn = false;
        long memory = 0;
        BoundedLines lines = new BoundedLines(
                new InputStreamReader(
                        new AtMost(
                                text, mostBytes, "it is longer than " + DataSize.text(mostBytes) + ", which none is"),
                        StandardCharsets.UTF_8),
                LONGEST_LINE);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                memory += CALL + line.get().length();
                if (lines.number() > mostLines || memory > mostMemory) {
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
        return new Read(calls, goesOn);
    }

    private void take(String line, BoundedLines at) {
        Optional<Call> call = at.cut() ? Optional.empty() : BundleJson.call(line);
        if (call.isPresent() && call.get().file().map(files::add).orElse(true)) {
            calls.add(call.get());
        } else if (call.isPresent()) {
            tell("Line " + at.number()
                    + " of the ledger names a file that another call brought; what that call brought is not used.");
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
