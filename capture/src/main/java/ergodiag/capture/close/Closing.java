package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Ledger;
import ergodiag.ergo.NameKind;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.Redaction;
import ergodiag.redact.names.NamesFile;
import ergodiag.redact.names.Pseudonyms;
import ergodiag.redact.names.Renaming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The end of a bundle: the last look for secrets, pseudonyms where they were asked for, and the finished file. */
public final class Closing {
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final Privacy privacy;
    private final Path target;

    /** A finished bundle, and the map of its pseudonyms where it has some. */
    public record Closed(Path bundle, Manifest manifest, List<Call> calls, Optional<Path> names) {}

    public Closing(BundleWriter writer, Redaction redaction, Ledger ledger, Privacy privacy, Path target) {
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.privacy = privacy;
        this.target = target;
    }

    /** @param manifest asked for when the ledger has its last form */
    public Closed close(Supplier<Manifest> manifest) {
        int leftOut = new FinalScan(writer, redaction, ledger).run();
        Manifest head = manifest.get();
        head = head.redacted(head.redaction().without(leftOut));
        Optional<Path> names = Optional.empty();
        BundleWriter last = writer;
        if (!privacy.pseudonyms().isEmpty()) {
            List<String> nodes = head.nodes().stream().map(NodeEntry::name).toList();
            writer.draft(head);
            Renaming.Done done = new Renaming(writer, privacy).run(nodes, texts(head));
            names = Optional.of(NamesFile.write(target, writer.folder(), done.pseudonyms()));
            head = renamed(head, done);
            last = done.anew();
        }
        Path bundle = last.close(head, Readme.text(head));
        return new Closed(bundle, head, last.calls(), names);
    }

    private static List<String> texts(Manifest m) {
        List<String> texts = new ArrayList<>(m.capture().labels().texts());
        texts.add(m.capture().entry().url());
        m.custody().forEach(entry -> entry.by().ifPresent(texts::add));
        m.capture().reached().entries().forEach(entry -> texts.addAll(List.of(entry.url(), entry.said())));
        return texts;
    }

    private Manifest renamed(Manifest m, Renaming.Done done) {
        return new Manifest(
                m.format(),
                m.tool(),
                m.capture().changed(done.text()::text, done.pseudonyms()::node),
                m.nodes().stream()
                        .map(node -> new NodeEntry(
                                done.pseudonyms().node(node.name()),
                                node.knownFrom(),
                                node.state(),
                                node.clockOffset(),
                                node.clockUncertainty()))
                        .toList(),
                summary(m.redaction(), done.pseudonyms()),
                m.calls(),
                m.own().renamed(done.pseudonyms()::node, done.text()::text),
                m.load(),
                m.custody(done.text()::text));
    }

    private RedactionSummary summary(RedactionSummary before, Pseudonyms pseudonyms) {
        List<String> kinds = new ArrayList<>(before.kinds());
        if (privacy.pseudonyms().contains(Pseudonymised.HOSTS)) {
            kinds.add("pseudonyms of hosts: " + pseudonyms.of(NameKind.HOST).size());
        }
        if (privacy.pseudonyms().contains(Pseudonymised.NAMES)) {
            int names = 0;
            for (NameKind kind : NameKind.values()) {
                names += kind == NameKind.HOST ? 0 : pseudonyms.of(kind).size();
            }
            kinds.add("pseudonyms of names: " + names);
        }
        return before.kinds(kinds);
    }
}
