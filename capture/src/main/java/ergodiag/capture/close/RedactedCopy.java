package ergodiag.capture.close;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.ask.Carriers;
import ergodiag.capture.ask.Ledger;
import ergodiag.ergo.Tool;
import ergodiag.redact.Privacy;
import ergodiag.redact.Redaction;
import ergodiag.redact.names.NamesFile;
import ergodiag.redact.names.OwedNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A bundle once more, with more taken out. Only replies that the ledger names are copied, and the log; what cannot be scanned is left out.
 *
 * @param bundle the new file
 * @param manifest its head
 * @param names the map of its pseudonyms, where it has some
 * @param leftOut files of the old bundle that are not in it, and why
 */
public record RedactedCopy(Path bundle, Manifest manifest, Optional<Path> names, List<String> leftOut) {
    /**
     * Copies a bundle.
     *
     * @param wrapping what the copy is wrapped in
     * @param made the line of the custody log that says so
     * @throws ergodiag.bundle.UserError when the target exists
     * @throws WorldError when it cannot be written
     */
    public static RedactedCopy of(Bundle old, Path target, Wrapping wrapping, Privacy wanted, CustodyEntry made) {
        Privacy privacy = wanted.and(OwedNames.in(old));
        if (!privacy.pseudonyms().isEmpty()) {
            NamesFile.checkFree(target);
        }
        BundleWriter writer = BundleWriter.create(target, wrapping);
        try {
            return new Copying(old, writer, privacy).copy(target, made);
        } catch (RuntimeException | Error e) {
            writer.discard();
            throw e;
        }
    }

    /** One copying. */
    private static final class Copying {
        private final Bundle old;
        private final BundleWriter writer;
        private final Privacy privacy;
        private final Redaction redaction;
        private final Map<String, Stored> stored = new TreeMap<>();
        private final Set<String> unscanned = new TreeSet<>();
        private final List<String> leftOut = new ArrayList<>();
        private long unsearched;

        Copying(Bundle old, BundleWriter writer, Privacy privacy) {
            this.old = old;
            this.writer = writer;
            this.privacy = privacy;
            this.redaction = new Redaction(privacy);
        }

        RedactedCopy copy(Path target, CustodyEntry made) {
            old.manifest().nodes().forEach(node -> redaction.spare(node.name()));
            old.calls().forEach(call -> redaction.spare(call.node()));
            for (Call call : old.calls()) {
                writer.append(copied(call).worded(redaction::known));
            }
            log();
            for (String file : old.files()) {
                boolean own = BundleWriter.OWN_FILES.contains(file) || file.equals(TrueNames.FILE);
                if (!own && !stored.containsKey(file) && !unscanned.contains(file)) {
                    leftOut.add(file + ": the ledger does not name it");
                }
            }
            Closing.Closed closed = new Closing(writer, redaction, new Ledger(writer, redaction), privacy, target)
                    .close(() -> manifest(made));
            return new RedactedCopy(closed.bundle(), closed.manifest(), closed.names(), List.copyOf(leftOut));
        }

        private Call copied(Call call) {
            Call clean = call.saying(redaction.text(call.error()));
            String file = call.file().orElse("");
            if (file.isEmpty()) {
                return clean;
            }
            if (!stored.containsKey(file) && !unscanned.contains(file)) {
                Optional<String> fault = scan(call, file);
                fault.ifPresentOrElse(
                        why -> {
                            unscanned.add(file);
                            leftOut.add(file + ": " + why);
                        },
                        () -> stored.put(file, writer.describe(file)));
            }
            return stored.containsKey(file)
                    ? clean.storedAs(stored.get(file))
                    : clean.without(Outcome.GARBLED, "left out when the bundle was redacted again");
        }

        /** Copies a file; says why that cannot be done. */
        private Optional<String> scan(Call call, String file) {
            // never asked, and in recordings of test clusters only
            if (Tool.of(call)
                    .filter(tool -> tool.access() == Tool.Access.SECRETS)
                    .isPresent()) {
                return Optional.of("an environment");
            }
            if (!old.files().contains(file)) {
                return Optional.of("it is not in the bundle");
            }
            try (InputStream in = old.open(file);
                    OutputStream out = writer.open(file)) {
                if (Carriers.inLines(file)) {
                    redaction.copyLines(in, out, Carriers.of(call));
                } else {
                    redaction.copy(in, out, Carriers.of(call));
                }
                return Optional.empty();
            } catch (IOException | NotABundle e) {
                remove(file);
                unsearched++;
                return Optional.of("it could not be scanned for secrets (" + e.getMessage() + ")");
            }
        }

        private void remove(String file) {
            try {
                Files.deleteIfExists(writer.changing(file));
            } catch (IOException e) {
                throw new WorldError("Removing " + file + " from the copy: " + e.getMessage() + ".", e);
            }
        }

        private void log() {
            if (old.files().contains("capture.log")) {
                old.text("capture.log").lines().forEach(line -> writer.log(redaction.text(line)));
            }
        }

        private Manifest manifest(CustodyEntry made) {
            Manifest m = old.manifest().after(made);
            RedactionSummary fresh = redaction.summary();
            List<String> kinds = new ArrayList<>(m.redaction().kinds());
            kinds.addAll(fresh.kinds());
            return new Manifest(
                    m.format(),
                    m.tool(),
                    m.capture().changed(redaction::text, name -> name),
                    m.nodes(),
                    RedactionSummary.of(m.redaction().replaced() + fresh.replaced(), List.copyOf(kinds))
                            .again(m.redaction().again())
                            .keeping(Math.max(
                                    m.redaction().namesKept().orElse(0),
                                    fresh.namesKept().orElse(0)))
                            .without(m.redaction().leftOut().orElse(0) + unsearched),
                    writer.counts(),
                    m.own().renamed(name -> name, redaction::text),
                    m.load(),
                    m.custody(redaction::text));
        }
    }
}
