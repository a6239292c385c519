package ergodiag.analyze.excerpt;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.findings.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small bundle that holds what findings need. The ledger is whole: a call whose reply is not in it says so.
 *
 * @param files the replies in it
 * @param findings the findings that judging it gives again, with the same subjects and severities
 * @param unsure those whose cited bytes are in it, and that judging it does not give again since the rest had no room
 * @param left those that had no room at all
 */
public record Excerpt(Set<String> files, List<Finding> findings, List<Finding> unsure, List<Finding> left) {
    /** What the ledger says of a reply that is not in an excerpt. */
    static final String LEFT_OUT = "not in this excerpt; the bundle it is made of has the reply";

    public Excerpt {
        files = Set.copyOf(files);
        findings = List.copyOf(findings);
        unsure = List.copyOf(unsure);
        left = List.copyOf(left);
    }

    /**
     * Writes it.
     *
     * @param whole the bundle it is made of
     * @param target the new file
     * @param wrapping what it is wrapped in
     * @param besides further files for people and programs, by name
     * @param made the line of the custody log that says so
     * @throws ergodiag.bundle.UserError when the target exists, or the bundle is one whose true names were not replaced yet
     * @throws ergodiag.bundle.WorldError when it cannot be written
     */
    public Path write(Bundle whole, Path target, Wrapping wrapping, Map<String, byte[]> besides, CustodyEntry made) {
        TrueNames.refuse(whole, "Writing an excerpt");
        BundleWriter writer = BundleWriter.create(target, wrapping);
        try {
            Map<String, Stored> stored = new TreeMap<>();
            for (String file : files) {
                copy(whole, file, writer);
                stored.put(file, writer.describe(file));
            }
            for (Call call : whole.only(files, LEFT_OUT).calls()) {
                writer.append(call.file().map(stored::get).map(call::storedAs).orElse(call));
            }
            besides.forEach(writer::store);
            writer.log("An excerpt made by ergodiag " + made.version()
                    + ": replies that its findings need, and no others.");
            return writer.close(head(whole, writer, made), readme(whole));
        } catch (IOException e) {
            writer.discard();
            throw new NotABundle(
                    "Reading " + whole.path() + ": " + e.getMessage() + "; 'ergodiag verify' says more.", e);
        } catch (RuntimeException | Error e) {
            writer.discard();
            throw e;
        }
    }

    private static void copy(Bundle whole, String file, BundleWriter writer) throws IOException {
        try (InputStream in = whole.open(file);
                OutputStream out = writer.open(file)) {
            in.transferTo(out);
        }
    }

    private static Manifest head(Bundle whole, BundleWriter writer, CustodyEntry made) {
        Manifest m = whole.manifest().after(made);
        RedactionSummary r = m.redaction();
        return new Manifest(
                m.format(),
                m.tool(),
                m.capture(),
                m.nodes(),
                new RedactionSummary(true, r.replaced(), r.kinds(), r.again(), r.namesKept(), r.leftOut()),
                writer.counts(),
                m.own(),
                Optional.empty(),
                m.custody());
    }

    private String readme(Bundle whole) {
        return """
                This is an excerpt of a bundle of ergodiag: the replies of an Ergo cluster that some findings rest on.

                of             %s, captured from %s (UTC)
                summary.md     the findings, for people
                findings.json  the same for programs, as judged from the whole bundle
                calls.jsonl    the ledger of the whole bundle; a call whose reply is not here says so
                nodes/NODE/    the replies
                SHA256SUMS     check with: sha256sum -c SHA256SUMS

                To judge it again: ergodiag report THIS-FILE. It gives the same findings; of what was left out it says "cannot tell".
                """.formatted(
                        whole.path().getFileName(), whole.manifest().capture().started());
    }
}
