package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Carriers;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes every stored reply through redaction again. A file that is clean stays as it is, byte for byte. */
final class SecondScan {
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Map<String, Carrier> carriers = new HashMap<>();
    private final WrittenAnew anew;
    private long marks;

    SecondScan(BundleWriter writer, Redaction redaction) {
        this.writer = writer;
        this.redaction = redaction;
        this.anew = new WrittenAnew(writer);
        writer.calls().forEach(call -> call.file().ifPresent(file -> carriers.putIfAbsent(file, Carriers.of(call))));
    }

    /** Scans, and says what was removed. */
    List<String> run() {
        List<String> told = new ArrayList<>();
        Map<String, Stored> cleaned = new TreeMap<>();
        Set<String> leftOut = new HashSet<>();
        for (String name : writer.files()) {
            if (BundleWriter.OWN_FILES.contains(name)) {
                continue;
            }
            Verdict verdict = look(name);
            if (verdict == Verdict.SECRET) {
                cleaned.put(name, rewrite(name));
                told.add("A secret was found in " + name + ": removed.");
            } else if (verdict == Verdict.UNKNOWN) {
                remove(writer.changing(name));
                leftOut.add(name);
                told.add("'" + name + "' cannot be scanned for secrets: left out.");
            }
        }
        writer.correct(call -> {
            String file = call.file().orElse("");
            if (leftOut.contains(file)) {
                return call.without(
                        Outcome.GARBLED, "the reply could not be scanned for secrets again and was left out");
            }
            return cleaned.containsKey(file) ? call.storedAs(cleaned.get(file)) : call;
        });
        anew.settle();
        return told;
    }

    /** How many removed values the files show. */
    long marks() {
        return marks;
    }

    private enum Verdict {
        CLEAN,
        SECRET,
        UNKNOWN
    }

    /** Writes nothing: on a full disk a reply must not be taken for one that cannot be scanned. */
    private Verdict look(String file) {
        try (InputStream stored = Files.newInputStream(writer.path(file))) {
            MarkCount before = new MarkCount();
            stored.transferTo(before);
            MarkCount after = new MarkCount();
            scan(file, after);
            marks += after.marks();
            return after.marks() == before.marks() ? Verdict.CLEAN : Verdict.SECRET;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Verdict.UNKNOWN;
        }
    }

    private Stored rewrite(String name) {
        try {
            return anew.write(name, out -> scan(name, out));
        } catch (IOException e) {
            throw new WorldError(
                    "Removing a secret from " + writer.path(name) + ": " + e.getMessage()
                            + "; free some space and try again, and do not hand the folder on.",
                    e);
        }
    }

    private void scan(String name, OutputStream out) throws IOException {
        Carrier carrier = carriers.getOrDefault(name, Carrier.APPLICATION);
        try (InputStream in = Files.newInputStream(writer.path(name))) {
            if (Carriers.inLines(name)) {
                redaction.copyLines(in, out, carrier);
            } else {
                redaction.copy(in, out, carrier);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new WorldError(
                    "Leaving " + file + " out, which cannot be scanned for secrets: " + e.getMessage()
                            + "; remove it by hand.",
                    e);
        }
    }
}
