package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Ledger;
import ergodiag.redact.Redaction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The last look at the files of a bundle before it is closed: no value that is known to be a secret by now may stand anywhere, not even
 * where it was not recognised when it came, and not in a name. A file in which one is found is swept; one that cannot be swept is left out,
 * and its call says so.
 */
final class FinalScan {
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;

    FinalScan(BundleWriter writer, Redaction redaction, Ledger ledger) {
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
    }

    void run() {
        Collection<String> forbidden = redaction.forbidden();
        Map<String, Stored> swept = new TreeMap<>();
        Set<String> leftOut = new TreeSet<>();
        for (String name : named(forbidden)) {
            remove(writer.path(name));
            leftOut.add(name);
        }
        for (String name : holding(forbidden)) {
            Path file = writer.path(name);
            sweep(file);
            if (holds(file, forbidden)) {
                remove(file);
                leftOut.add(name);
            } else {
                swept.put(name, writer.describe(name));
            }
            ledger.log("a value was found out to be a secret after " + name + " was written: removed from it");
        }
        Path log = writer.path("capture.log");
        if (holds(log, forbidden)) {
            sweep(log);
        }
        writer.correct(call -> corrected(call, swept, leftOut));
        for (Path file : List.of(log, writer.path("calls.jsonl"))) {
            if (holds(file, forbidden)) {
                throw new WorldError(
                        "Looking for secrets in " + file
                                + " before closing the bundle: one is still there, and no bundle was made; do not hand the folder on.");
            }
        }
    }

    private Call corrected(Call call, Map<String, Stored> swept, Set<String> leftOut) {
        String file = call.file().orElse("");
        if (leftOut.contains(file)) {
            return call.without(Outcome.GARBLED, "the reply holds a secret that could not be removed and was left out")
                    .worded(redaction::known);
        }
        Call clean = call.worded(redaction::known);
        return swept.containsKey(file) ? clean.storedAs(swept.get(file)) : clean;
    }

    /** Replies whose name holds one. */
    private List<String> named(Collection<String> forbidden) {
        return replies()
                .filter(name -> forbidden.stream().anyMatch(name::contains))
                .toList();
    }

    /** Replies that hold one; read side by side, since all of a bundle is read here. */
    private List<String> holding(Collection<String> forbidden) {
        return replies()
                .parallel()
                .filter(name -> holds(writer.path(name), forbidden))
                .toList();
    }

    private Stream<String> replies() {
        return writer.files().stream().filter(name -> !name.equals("calls.jsonl") && !name.equals("capture.log"));
    }

    private static boolean holds(Path file, Collection<String> forbidden) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return lines.lines().anyMatch(line -> forbidden.stream().anyMatch(line::contains));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw failed(file, e);
        }
    }

    private void sweep(Path file) {
        Path clean = file.resolveSibling(file.getFileName() + ".swept");
        try {
            try (BufferedReader lines = Files.newBufferedReader(file);
                    BufferedWriter out = Files.newBufferedWriter(clean)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.write(redaction.sweep(line));
                    out.write('\n');
                }
            }
            Files.move(clean, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static WorldError failed(Path file, Exception e) {
        return new WorldError(
                "Looking for secrets in " + file + " before closing the bundle: " + e.getMessage()
                        + "; do not hand the folder on, it was not checked.",
                e);
    }
}
