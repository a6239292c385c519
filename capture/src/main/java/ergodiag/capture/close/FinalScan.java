package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.FolderFiles;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Carriers;
import ergodiag.capture.ask.Ledger;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The last look at the files of a bundle before it is closed: no value that is known to be a secret by now may stand anywhere, not even
 * where it was not recognised when it came, and not in the name of a file. A reply that came when all was known that is known now was looked
 * through for it then. A file in which one is found is swept; one that cannot be looked through or swept is
 * left out, its call says so, and the manifest counts it. Structure is not touched: of the ledger only what was said goes, of JSON only keys
 * that are no words of a format, and values.
 */
final class FinalScan {
    private static final String HOLDS_ONE = "the reply holds a secret that could not be removed and was left out";
    private static final String NOT_SEARCHED =
            "the reply could not be looked through for secrets once more and was left out";

    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final Map<String, Carrier> carriers = new HashMap<>();
    private final WrittenAnew anew;
    private final Map<String, Stored> swept = new TreeMap<>();
    private final Map<String, String> leftOut = new TreeMap<>();

    FinalScan(BundleWriter writer, Redaction redaction, Ledger ledger) {
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.anew = new WrittenAnew(writer);
        writer.calls().forEach(call -> call.file().ifPresent(file -> carriers.putIfAbsent(file, Carriers.of(call))));
    }

    private enum Verdict {
        CLEAN,
        HOLDS_ONE,
        NOT_SEARCHED
    }

    /** Scans, and tells how many files were left out. */
    int run() {
        Set<String> named = new TreeSet<>();
        List<String> replies = replies();
        replies.stream().filter(redaction::isTold).forEach(named::add);
        named.forEach(name -> leaveOut(name, HOLDS_ONE));
        List<String> older = replies.stream()
                .filter(name -> !named.contains(name) && !redaction.isUpToDate(name))
                .toList();
        verdicts(older).forEach((name, verdict) -> {
            if (verdict == Verdict.NOT_SEARCHED) {
                leaveOut(name, NOT_SEARCHED);
            } else if (verdict == Verdict.HOLDS_ONE) {
                sweep(name);
            }
        });
        writer.correct(this::corrected);
        anew.settle();
        if (verdict("capture.log") == Verdict.HOLDS_ONE) {
            rewrite("capture.log");
            anew.settle();
        }
        if (verdict("capture.log") != Verdict.CLEAN) {
            throw new WorldError(
                    "Looking for secrets in " + writer.path("capture.log")
                            + " before closing the bundle: one is still there, and no bundle was made; do not hand the folder on.");
        }
        return leftOut.size();
    }

    private Call corrected(Call call) {
        String file = call.file().orElse("");
        String why = leftOut.getOrDefault(file, "");
        Call clean = (why.isEmpty() ? call : call.without(Outcome.GARBLED, why)).worded(redaction::known);
        Stored anew = swept.get(file);
        return anew == null ? clean : clean.storedAs(anew);
    }

    private List<String> replies() {
        return writer.files().stream()
                .filter(name -> !BundleWriter.OWN_FILES.contains(name))
                .toList();
    }

    /** Of all that is not clean; read side by side, since all of a bundle is read here. */
    private Map<String, Verdict> verdicts(List<String> names) {
        List<Verdict> verdicts = names.parallelStream().map(this::verdict).toList();
        Map<String, Verdict> found = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (verdicts.get(i) != Verdict.CLEAN) {
                found.put(names.get(i), verdicts.get(i));
            }
        }
        return found;
    }

    private Verdict verdict(String name) {
        return verdict(name, writer.path(name));
    }

    private Verdict verdict(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return redaction.holdsKnown(in, carrier(name), lines(name)) ? Verdict.HOLDS_ONE : Verdict.CLEAN;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Verdict.NOT_SEARCHED;
        }
    }

    private Carrier carrier(String name) {
        return carriers.getOrDefault(name, Carrier.APPLICATION);
    }

    private static boolean lines(String name) {
        return Carriers.inLines(name) || BundleWriter.OWN_FILES.contains(name);
    }

    private void sweep(String name) {
        Stored clean = rewrite(name);
        if (verdict(name, writer.path(name + FolderFiles.SWEPT)) == Verdict.CLEAN) {
            swept.put(name, clean);
            ledger.log("a value was found out to be a secret after " + name + " was written: removed from it");
        } else {
            anew.discard(name);
            leaveOut(name, HOLDS_ONE);
        }
    }

    private Stored rewrite(String name) {
        Path file = writer.path(name);
        try (InputStream in = Files.newInputStream(file)) {
            return anew.write(name, out -> redaction.sweep(in, out, carrier(name), lines(name)));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private void leaveOut(String name, String why) {
        Path file = writer.changing(name);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
        leftOut.put(name, why);
        ledger.log(name + ": " + why);
    }

    private static WorldError failed(Path file, Exception e) {
        return new WorldError(
                "Looking for secrets in " + file + " before closing the bundle: " + WorldError.reason(e)
                        + "; do not hand the folder on, it was not checked.",
                e);
    }
}
