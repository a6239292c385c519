package ergodiag.capture;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.ask.Entries;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.ask.Roster;
import ergodiag.capture.ask.RunningSamplers;
import ergodiag.capture.ask.Session;
import ergodiag.capture.ask.Threads;
import ergodiag.capture.close.Closing;
import ergodiag.capture.close.CoveredNeeds;
import ergodiag.capture.close.ManifestDraft;
import ergodiag.capture.look.Readings;
import ergodiag.capture.metrics.MetricsSeries;
import ergodiag.capture.plan.Estimate;
import ergodiag.capture.plan.FirstLook;
import ergodiag.capture.plan.NodeSize;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.reach.Reach;
import ergodiag.capture.watch.MessageTypes;
import ergodiag.capture.watch.OneLook;
import ergodiag.capture.watch.Window;
import ergodiag.ergo.Tool;
import ergodiag.redact.Redaction;
import ergodiag.redact.names.NamesFile;
import ergodiag.redact.names.OwedNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A capture from the first byte to the closed bundle. {@link #cancel()} from another thread ends it early; what came so far is kept. */
public final class Capture {
    private static final Duration LAST_STARTS = Duration.ofSeconds(2);

    private final CaptureOptions options;
    private final Progress progress;
    private final Limits limits;
    private final Plan.Approval approval;
    private final CaptureClock clock;
    private final Instant started;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile List<Entry> asking = List.of();

    public Capture(CaptureOptions options, Progress progress) {
        this(options, progress, Plan.Approval.GIVEN, CaptureClock.SYSTEM);
    }

    /** @param approval sees the plan before it is carried out */
    public Capture(CaptureOptions options, Progress progress, Plan.Approval approval, CaptureClock clock) {
        this(options, progress, Limits.OF_THE_QUESTION, approval, clock);
    }

    Capture(CaptureOptions options, Progress progress, Limits limits, Plan.Approval approval, CaptureClock clock) {
        this.clock = clock;
        this.started = clock.now().truncatedTo(ChronoUnit.MILLIS);
        this.approval = approval;
        this.options = options;
        this.progress = progress;
        this.limits = limits.with(options.budget());
    }

    /** Stops asking, stops what was started, and closes the bundle. */
    public void cancel() {
        cancelled.countDown();
        // a sampler whose id has not come yet could not be stopped: its start gets a little longer
        asking.forEach(entry -> entry.client().abort(tool -> !startsSampler(tool) && !isStop(tool)));
        CompletableFuture.delayedExecutor(LAST_STARTS.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> asking.forEach(entry -> entry.client().abort(tool -> !isStop(tool))));
    }

    private static boolean startsSampler(String tool) {
        return Tool.named(tool).filter(it -> it.has(Tool.Trait.STARTS_SAMPLER)).isPresent();
    }

    private static boolean isStop(String tool) {
        return tool.equals(Tool.SAMPLE_STOP.toolName());
    }

    /** Captures, and closes the bundle whatever happened on the way. */
    public CaptureResult run() {
        boolean renames = !options.privacy().pseudonyms().isEmpty();
        if (renames) {
            NamesFile.checkFree(options.target());
        }
        BundleWriter writer = BundleWriter.create(options.target(), options.wrapping());
        if (renames) {
            OwedNames.notice(writer, options.privacy().pseudonyms());
        }
        Redaction redaction = redaction();
        Threads threads = new Threads(clock.threads());
        List<Entry> entries = entries(redaction);
        try {
            asking = entries;
            ManifestDraft drafts = new ManifestDraft(progress, writer);
            Session visit = visit(entries, writer, redaction, threads).showing(drafts);
            Reach reach = new Reach(visit, options.version());
            RunManifest manifest = new RunManifest(options, started, visit, reach);
            drafts.from(manifest::draft);
            visit.phase("reaching the cluster");
            visit.ledger()
                    .log("ergodiag " + options.version() + " captures "
                            + entries.stream().map(Entry::toString).collect(Collectors.joining(", ")));
            try {
                Optional<String> nobody = look(visit, reach, manifest);
                return close(new LooseEnds(options, visit, reach), visit, manifest, nobody);
            } catch (UserError e) {
                writer.discard();
                throw e;
            } catch (RuntimeException e) {
                try {
                    visit.samplers().stopAll();
                } finally {
                    writer.abandon();
                }
                throw e instanceof WorldError ? kept(e, writer.folder()) : e;
            }
        } finally {
            entries.forEach(Entry::close);
            threads.close();
        }
    }

    private static WorldError kept(RuntimeException failure, Path folder) {
        String said = String.valueOf(failure.getMessage());
        String where = " What was captured so far stands in " + folder + ": 'ergodiag recover " + folder
                + "' makes a bundle of it.";
        return new WorldError(said.contains(folder.toString()) ? said : said + where, failure);
    }

    /** Reaches the cluster, takes a small first look at its nodes, and says what would be asked then. Leaves nothing behind. */
    public Plan plan() {
        try {
            Path folder = Files.createTempDirectory("ergodiag-plan");
            BundleWriter writer = BundleWriter.create(folder.resolve("plan.zip"));
            Threads threads = new Threads(clock.threads());
            Redaction redaction = redaction();
            List<Entry> entries = entries(redaction);
            try {
                Session visit = visit(entries, writer, redaction, threads);
                Optional<String> nobody = new Reach(visit, options.version()).reach();
                return nobody.isPresent() ? Plan.nobody(nobody.get()) : plan(visit, true);
            } finally {
                entries.forEach(Entry::close);
                threads.close();
                writer.discard();
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Planning the capture: " + e.getMessage() + "; check the folder for temporary files.", e);
        }
    }

    private Redaction redaction() {
        Redaction redaction = new Redaction(options.privacy());
        options.endpoints().forEach(endpoint -> endpoint.credentials().forEach(redaction::forbid));
        options.scope().metrics().forEach(source -> source.credentials().forEach(redaction::forbid));
        return redaction;
    }

    private List<Entry> entries(Redaction redaction) {
        return options.endpoints().stream()
                .map(endpoint -> new Entry(endpoint, clock::nanoTime, redaction::text))
                .toList();
    }

    private Plan plan(Session visit, boolean measures) {
        Map<String, NodeSize> sizes = new FirstLook(visit, measures).look();
        Estimate estimate = new Estimate(options.scope(), visit.roster().nodes(), Estimate.Ways.of(visit.asker()));
        return Plan.of(options.scope(), sizes, estimate);
    }

    private Session visit(List<Entry> entries, BundleWriter writer, Redaction redaction, Threads threads) {
        Ledger ledger = new Ledger(writer, redaction, clock);
        Asker asker = new Asker(new Entries(entries), writer, redaction, ledger, progress, limits, cancelled);
        asker.choose(options.scope().choice());
        RunningSamplers samplers = new RunningSamplers(asker, ledger, threads);
        return new Session(
                options.scope(),
                asker,
                ledger,
                new Roster(options.approach()),
                samplers,
                redaction,
                writer,
                progress,
                threads,
                cancelled,
                new Session.Walls());
    }

    private Optional<String> look(Session visit, Reach reach, RunManifest manifest) {
        Optional<String> nobody = reach.reach();
        if (nobody.isPresent()) {
            visit.together(MetricsSeries.of(visit), MetricsSeries::last);
            return nobody;
        }
        visit.roster().nodes().forEach(visit.redaction()::spare);
        Plan plan = plan(visit, false);
        approval.check(plan);
        progress.planned(plan.nodes().size(), plan.count(), plan.bytes(), Duration.ofSeconds(plan.seconds()));
        Readings readings = new Readings(visit, options.scope().maxProcesses());
        if (options.scope().window().isZero()) {
            new OneLook(visit, readings).run();
        } else {
            manifest.looked(new Window(visit, readings, options.scope().window()).run());
            visit.everywhere(new MessageTypes(visit.asker(), clock)::ask);
        }
        LooseEnds.probe(visit);
        return Optional.empty();
    }

    private CaptureResult close(LooseEnds ends, Session visit, RunManifest manifest, Optional<String> nobody) {
        visit.phase("closing the bundle");
        List<String> missing = new ArrayList<>(ends.samplers());
        missing.addAll(ends.strangers());
        missing.addAll(ends.notThere(nobody));
        CoveredNeeds coverage = manifest.coverage();
        visit.roster().nodes().forEach(node -> missing.addAll(coverage.missing(node)));
        missing.addAll(ends.attach());
        missing.addAll(ends.metrics());
        if (coverage.notAsked() > 0) {
            missing.add(coverage.notAsked() + " questions were not asked, the least useful first: "
                    + options.budget().bounds());
        }
        Closing.Closed closed = new Closing(
                        visit.writer(), visit.redaction(), visit.ledger(), options.privacy(), options.target())
                .close(() -> manifest.last(coverage, nobody, clock.now().truncatedTo(ChronoUnit.MILLIS)));
        return new CaptureResult(
                closed.bundle(), closed.manifest(), closed.calls(), nobody, List.copyOf(missing), closed.names());
    }
}
