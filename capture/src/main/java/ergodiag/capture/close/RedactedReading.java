package ergodiag.capture.close;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.archive.Overflow;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Carriers;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A bundle in which nothing was looked for when it was written, read as if its secrets had been taken out: whatever is made of it goes on to others. All of it is
 * looked through once, so that a secret is known wherever it stands; a file that cannot be is not read.
 */
public final class RedactedReading implements Bundle.Rewording {
    private static final String NOT_SEARCHED = "the reply cannot be looked through for secrets and is not read";

    /** Marks tell nothing: the same bundle gives the same report. */
    private final Redaction redaction = Redaction.withoutPseudonyms();

    private final Map<String, Carrier> carriers = new HashMap<>();
    private final Set<String> searched = new HashSet<>(BundleWriter.OWN_FILES);

    private RedactedReading(Bundle bundle) {
        bundle.manifest().nodes().forEach(node -> redaction.spare(node.name()));
        for (Call call : bundle.calls()) {
            redaction.spare(call.node());
            call.file().filter(bundle.files()::contains).ifPresent(file -> search(bundle, call, file));
        }
    }

    /** The bundle itself where its secrets were taken out, else the same without them. It takes the place of that one: closing it closes both. */
    public static Bundle of(Bundle bundle) {
        if (bundle.manifest().redaction().applied()) {
            return bundle;
        }
        RedactedReading reading = new RedactedReading(bundle);
        RedactionSummary found = reading.redaction.summary();
        RedactionSummary told = new RedactionSummary(
                        false,
                        found.replaced(),
                        found.kinds(),
                        bundle.manifest().redaction().again(),
                        found.namesKept(),
                        found.leftOut())
                .without(reading.carriers.keySet().stream()
                        .filter(file -> !reading.searched.contains(file))
                        .count());
        return bundle.reworded(reading, told, reading.searched, NOT_SEARCHED);
    }

    private void search(Bundle bundle, Call call, String file) {
        if (carriers.putIfAbsent(file, Carriers.of(call)) != null) {
            return;
        }
        try (InputStream in = bundle.open(file)) {
            clean(file, in, OutputStream.nullOutputStream());
            searched.add(file);
        } catch (IOException | NotABundle | StackOverflowError e) {
            // it is not among what was searched
        }
    }

    private void clean(String file, InputStream in, OutputStream out) throws IOException {
        Carrier carrier = carriers.getOrDefault(file, Carrier.APPLICATION);
        if (Carriers.inLines(file) || BundleWriter.OWN_FILES.contains(file)) {
            redaction.copyLines(in, out, carrier);
        } else {
            redaction.copy(in, out, carrier);
        }
    }

    @Override
    public InputStream file(String name, InputStream asItStands) throws IOException {
        Overflow clean = new Overflow();
        try {
            clean(name, asItStands, clean);
            return clean.written();
        } catch (IOException | RuntimeException | Error e) {
            clean.discard();
            throw e;
        }
    }

    @Override
    public String text(String asItStands) {
        return redaction.text(asItStands);
    }
}
