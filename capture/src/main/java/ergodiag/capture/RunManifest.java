package ergodiag.capture;

import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.Manifest;
import ergodiag.capture.ask.Session;
import ergodiag.capture.close.CoveredNeeds;
import ergodiag.capture.close.OwnTraces;
import ergodiag.capture.reach.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The manifest of one capture: what it would say by now, and what it says in the end. */
final class RunManifest {
    private final CaptureOptions options;
    private final Instant started;
    private final Session visit;
    private final Reach reach;
    private volatile Duration window;

    RunManifest(CaptureOptions options, Instant started, Session visit, Reach reach) {
        this.options = options;
        this.started = started;
        this.visit = visit;
        this.reach = reach;
        this.window = options.scope().window();
    }

    /** How long was looked; longer than planned when there was a reason. */
    void looked(Duration length) {
        window = length;
    }

    /** How much of what the playbooks read is there by now. */
    CoveredNeeds coverage() {
        return new CoveredNeeds(
                visit.writer().calls(), !options.scope().window().isZero());
    }

    /** What the manifest would say if the capture were killed now. */
    Manifest draft() {
        return of(coverage(), Optional.empty(), Optional.empty());
    }

    /** @param nobody why nobody was reached */
    Manifest last(CoveredNeeds coverage, Optional<String> nobody, Instant finished) {
        return of(coverage, nobody, Optional.of(finished));
    }

    private Manifest of(CoveredNeeds coverage, Optional<String> nobody, Optional<Instant> finished) {
        String entry = visit.asker().entry();
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Program("ergodiag", options.version()),
                new Manifest.Run(
                        started,
                        finished,
                        finished.isPresent() && visit.cancelled().getCount() > 0 && nobody.isEmpty(),
                        options.scope().profile().word(),
                        window,
                        new Manifest.Endpoint(visit.redaction().text(used(nobody)), entry),
                        options.labels().changed(visit.redaction()::text),
                        new Manifest.Reached(
                                reach.points(),
                                options.approach().only(),
                                options.approach().without(),
                                nobody.isPresent() ? List.of() : visit.roster().unmatched(),
                                visit.roster().beyond() == 0
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(visit.roster().beyond()))),
                visit.roster()
                        .entries(node -> coverage.state(node, visit.asker().health(node))),
                visit.redaction().summary(),
                visit.writer().counts(),
                OwnTraces.of(visit.writer(), entry, visit.samplers().all()),
                Optional.of(visit.asker().load(coverage.notAsked())),
                finished.map(this::captured).map(List::of).orElse(List.of()));
    }

    private CustodyEntry captured(Instant at) {
        return CustodyEntry.of(
                CustodyEntry.Did.CAPTURED,
                at,
                options.version(),
                Optional.empty(),
                options.labels().text(Label.BY).map(visit.redaction()::text));
    }

    /** The endpoint that was asked about the cluster as a whole. */
    private String used(Optional<String> nobody) {
        return (nobody.isPresent()
                        ? options.endpoint()
                        : visit.asker().entries().first().endpoint())
                .toString();
    }
}
