package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Manifest;
import ergodiag.capture.ask.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes down what the manifest would say by now whenever a phase begins, so that it outlives a kill. */
public final class ManifestDraft implements Progress {
    private final Progress shown;
    private final BundleWriter writer;
    private volatile Optional<Supplier<Manifest>> manifest = Optional.empty();

    public ManifestDraft(Progress shown, BundleWriter writer) {
        this.shown = shown;
        this.writer = writer;
    }

    /** From now on drafts are made. */
    public void from(Supplier<Manifest> known) {
        manifest = Optional.of(known);
    }

    @Override
    public void phase(String what) {
        manifest.ifPresent(known -> writer.draft(known.get()));
        shown.phase(what);
    }

    @Override
    public void planned(int nodes, long calls, long bytes, Duration length) {
        shown.planned(nodes, calls, bytes, length);
    }

    @Override
    public void longer(Duration by, String why) {
        shown.longer(by, why);
    }

    @Override
    public void asking(String node, String tool) {
        shown.asking(node, tool);
    }

    @Override
    public void call(String node, String tool, boolean failed) {
        shown.call(node, tool, failed);
    }
}
