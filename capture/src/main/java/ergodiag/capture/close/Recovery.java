package ergodiag.capture.close;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Salvage;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.NodeHealth;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.Redaction;
import ergodiag.redact.names.NamesFile;
import ergodiag.redact.names.OwedNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a bundle of the folder that a killed capture left, the way every capture is closed: last look for secrets, manifest, README, sums,
 * packing, naming. Replies are looked through for secrets once more, as what was known to be one died with the capture.
 *
 * @param bundle the file that was made
 * @param manifest its head
 * @param told what was left out, cut or kept, a sentence each
 * @param names the map of its pseudonyms, where the capture was to have some
 */
public record Recovery(Path bundle, Manifest manifest, List<String> told, Optional<Path> names) {

    public Recovery {
        told = List.copyOf(told);
    }

    /**
     * Recovers.
     *
     * @param folder {@code NAME.part}
     * @param target the bundle to write
     * @param wrapping what it is wrapped in
     * @param redaction what to look for
     * @param wanted by what key pseudonyms are made, where the capture was to have some
     * @param made the line of the custody log that says so
     */
    public static Recovery of(
            Path folder, Path target, Wrapping wrapping, Redaction redaction, Privacy wanted, CustodyEntry made) {
        Optional<Manifest> already = Salvage.closedAlready(folder, target, wrapping);
        if (already.isPresent()) {
            return new Recovery(
                    target,
                    already.get(),
                    List.of("The bundle was whole already; the folder was left over and is removed."),
                    Optional.empty());
        }
        Privacy privacy = wanted.and(owed(folder));
        if (!privacy.pseudonyms().isEmpty()) {
            NamesFile.takeBack(BundleWriter.becomes(folder), folder);
            NamesFile.checkFree(target);
        }
        Salvage salvage = Salvage.of(folder, target, wrapping);
        BundleWriter writer = salvage.writer();
        try {
            List<String> told = new ArrayList<>(salvage.told());
            salvage.manifest().nodes().forEach(node -> redaction.spare(node.name()));
            Ledger ledger = new Ledger(writer, redaction);
            SecondScan scan = new SecondScan(writer, redaction);
            told.addAll(scan.run());
            ledger.log("recovered: " + told.size() + " remarks");
            told.forEach(remark -> ledger.log("recovered: " + remark));
            Closing.Closed closed = new Closing(writer, redaction, ledger, privacy, target)
                    .close(() -> manifest(salvage.manifest().after(made), writer, scan.marks(), redaction));
            return new Recovery(closed.bundle(), closed.manifest(), told, closed.names());
        } catch (RuntimeException e) {
            writer.abandon();
            throw e;
        }
    }

    /** The pseudonyms that the capture was to put in and did not come to. */
    private static Set<Pseudonymised> owed(Path folder) {
        if (!Files.exists(folder.resolve(TrueNames.FILE))) {
            return Set.of();
        }
        try (Bundle left = Bundle.open(folder)) {
            return OwedNames.in(left);
        }
    }

    private static Manifest manifest(Manifest known, BundleWriter writer, long marks, Redaction redaction) {
        CoveredNeeds coverage =
                new CoveredNeeds(writer.calls(), !known.capture().profile().equals("quick"));
        List<NodeEntry> nodes = known.nodes().stream()
                .map(node -> new NodeEntry(
                        node.name(),
                        node.knownFrom(),
                        known.capture().complete()
                                ? node.state()
                                : coverage.state(node.name(), new NodeHealth(System::nanoTime)),
                        node.clockOffset(),
                        node.clockUncertainty()))
                .toList();
        return new Manifest(
                known.format(),
                known.tool(),
                known.capture(),
                nodes,
                new RedactionSummary(
                        known.redaction().applied(),
                        Math.max(marks, known.redaction().replaced()),
                        known.redaction().kinds(),
                        known.redaction().again(),
                        known.redaction().namesKept(),
                        known.redaction().leftOut()),
                writer.counts(),
                known.own(),
                known.load(),
                known.custody(redaction::text));
    }
}
