package ergodiag.capture;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.SkipReason;
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
import ergodiag.capture.close.Attached;
import ergodiag.capture.close.Closing;
import ergodiag.capture.close.CoveredNeeds;
import ergodiag.capture.close.ManifestDraft;
import ergodiag.capture.close.OwnTraces;
import ergodiag.capture.look.Readings;
import ergodiag.capture.plan.Estimate;
import ergodiag.capture.plan.FirstLook;
import ergodiag.capture.plan.NodeSize;
import ergodiag.capture.plan.Plan;
import ergodiag.capture.reach.Reach;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.capture.watch.MessageTypes;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A capture from the first byte to the closed bundle. {@link #cancel()} from another thread ends it early; what came so far is kept. */
public final class Capture {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
    private static final Duration LAST_STARTS = Duration.ofSeconds(2);

    private final CaptureOptions options;
    private final Progress progress;
    private final Limits limits;
    private final Plan.Approval approval;
    /** How long was looked; longer than planned when there was a reason. */
    private volatile Duration window;

    private final CaptureClock clock;
    private final Instant started;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile List<Entry> asking = List.of();

    public Capture(CaptureOptions options, Progress progress) {
        this(options, progress, Limits.OF_THE_QUESTION);
    }

    /** @param approval sees the plan before it is carried out */
    public Capture(CaptureOptions options, Progress progress, Plan.Approval approval, CaptureClock clock) {
        this(options, progress, Limits.OF_THE_QUESTION, approval, clock);
    }

    Capture(CaptureOptions options, Progress progress, Limits limits) {
        this(options, progress, limits, Plan.Approval.GIVEN, CaptureClock.SYSTEM);
    }

    private Capture(
            CaptureOptions options, Progress progress, Limits limits, Plan.Approval approval, CaptureClock clock) {
        this.clock = clock;
        this.started = clock.now().truncatedTo(ChronoUnit.MILLIS);
        this.approval = approval;
        this.window = options.scope().window();
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
        BundleWriter writer = BundleWriter.create(options.target());
        if (renames) {
            OwedNames.notice(writer, options.privacy().pseudonyms());
        }
        Redaction redaction = new Redaction(options.privacy());
        options.endpoints().forEach(endpoint -> endpoint.credentials().forEach(redaction::forbid));
        ExecutorService threads = clock.threads();
        List<Entry> entries = entries();
        try {
            asking = entries;
            ManifestDraft drafts = new ManifestDraft(progress, writer);
            Session visit = visit(entries, writer, redaction, threads).showing(drafts);
            Reach reach = new Reach(visit, options.version());
            drafts.from(() -> draft(visit, reach));
            visit.phase("reaching the cluster");
            visit.ledger()
                    .log("ergodiag " + options.version() + " captures "
                            + entries.stream().map(Entry::toString).collect(Collectors.joining(", ")));
            try {
                Optional<String> nobody = look(visit, reach);
                return close(visit, reach, nobody);
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
            threads.shutdownNow();
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
            ExecutorService threads = clock.threads();
            List<Entry> entries = entries();
            try {
                Session visit = visit(entries, writer, new Redaction(options.privacy()), threads);
                Optional<String> nobody = new Reach(visit, options.version()).reach();
                return nobody.isPresent() ? Plan.nobody(nobody.get()) : plan(visit, true);
            } finally {
                entries.forEach(Entry::close);
                threads.shutdownNow();
                writer.discard();
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Planning the capture: " + e.getMessage() + "; check the folder for temporary files.", e);
        }
    }

    private List<Entry> entries() {
        return options.endpoints().stream()
                .map(endpoint -> new Entry(endpoint, clock::nanoTime))
                .toList();
    }

    /** What the manifest would say if the capture were killed now. */
    private Manifest draft(Session visit, Reach reach) {
        CoveredNeeds coverage = new CoveredNeeds(
                visit.writer().calls(), !options.scope().window().isZero());
        return manifest(visit, reach, coverage, Optional.empty(), Optional.empty());
    }

    private Plan plan(Session visit, boolean measures) {
        Map<String, NodeSize> sizes = new FirstLook(visit, measures).look();
        Estimate estimate = new Estimate(options.scope(), visit.roster().nodes(), visit.asker()::isEntry);
        return Plan.of(options.scope(), sizes, estimate);
    }

    private Session visit(List<Entry> entries, BundleWriter writer, Redaction redaction, ExecutorService threads) {
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

    private Optional<String> look(Session visit, Reach reach) {
        Optional<String> nobody = reach.reach();
        if (nobody.isPresent()) {
            return nobody;
        }
        visit.roster().nodes().forEach(visit.redaction()::spare);
        Plan plan = plan(visit, false);
        approval.check(plan);
        progress.planned(plan.nodes().size(), plan.count(), plan.bytes(), Duration.ofSeconds(plan.seconds()));
        Readings readings = new Readings(visit, options.scope().maxProcesses());
        if (options.scope().window().isZero()) {
            quick(visit, readings);
        } else {
            window = new Window(visit, readings, options.scope().window()).run();
            visit.everywhere(new MessageTypes(visit.asker(), clock)::ask);
        }
        probes(visit);
        return Optional.empty();
    }

    private static void quick(Session visit, Readings readings) {
        visit.phase("one look at everything");
        visit.asker().deadline(LONGEST_LOOK);
        visit.everywhere(readings::tick);
        readings.links(LONGEST_LOOK.dividedBy(4));
        readings.pings(LONGEST_LOOK.dividedBy(6));
        visit.everywhere(node -> readings.whole(node, true));
        visit.everywhere(readings::suspects);
        readings.badLinks();
        visit.everywhere(readings::tick);
    }

    /** Nodes that fell silent are asked once more at the end. */
    private static void probes(Session visit) {
        visit.everywhere(node -> {
            if (visit.asker().health(node).open()) {
                visit.asker()
                        .probe(Question.of(node, Tool.NODE_INFO, Purpose.of("is the silent node back", CLUSTER_HEALTH))
                                .about("last-probe"));
            }
        });
    }

    private CaptureResult close(Session visit, Reach reach, Optional<String> nobody) {
        visit.phase("closing the bundle");
        List<String> missing = new ArrayList<>();
        visit.samplers()
                .stopAll()
                .forEach(left -> missing.add("sampler " + left + " could not be stopped; it ends by itself"));
        for (String odd : visit.roster().notNodes()) {
            visit.ledger().log(odd);
            missing.add(visit.redaction().text(odd));
        }
        missing.addAll(notThere(visit, reach, nobody));
        List<Call> calls = visit.writer().calls();
        CoveredNeeds coverage =
                new CoveredNeeds(calls, !options.scope().window().isZero());
        visit.roster().nodes().forEach(node -> missing.addAll(coverage.missing(node)));
        attach(visit).forEach(missing::add);
        if (coverage.notAsked() > 0) {
            missing.add(coverage.notAsked() + " questions were not asked, the least useful first: "
                    + options.budget().bounds());
        }
        Closing.Closed closed = new Closing(
                        visit.writer(), visit.redaction(), visit.ledger(), options.privacy(), options.target())
                .close(() -> manifest(
                        visit, reach, coverage, nobody, Optional.of(clock.now().truncatedTo(ChronoUnit.MILLIS))));
        return new CaptureResult(
                closed.bundle(), closed.manifest(), closed.calls(), nobody, List.copyOf(missing), closed.names());
    }

    /** The endpoint that was asked about the cluster as a whole. */
    private String used(Session visit, Optional<String> nobody) {
        return (nobody.isPresent()
                        ? options.endpoint()
                        : visit.asker().entries().first().endpoint())
                .toString();
    }

    /** Endpoints and nodes that were named and are not there; what was left out gets its line in the ledger. */
    private static List<String> notThere(Session visit, Reach reach, Optional<String> nobody) {
        List<String> lines = new ArrayList<>();
        if (nobody.isEmpty()) {
            reach.points().stream()
                    .filter(point -> point.state().equals("failed"))
                    .forEach(point -> lines.add("endpoint: " + point.said()));
            visit.roster()
                    .unmatched()
                    .forEach(name ->
                            lines.add(name + ": named by --nodes or --exclude, but the cluster has no such node"));
        }
        for (String node : visit.roster().excluded()) {
            visit.asker()
                    .skip(
                            Question.of(node, Tool.NODE_INFO, Purpose.of("every node that is known", CLUSTER_HEALTH)),
                            Skip.of(SkipReason.EXCLUDED, "not asked, as --nodes or --exclude says"));
        }
        lines.forEach(visit.ledger()::log);
        return lines;
    }

    /** Takes the user's files along; says which could not be taken, or belong to nobody we met. */
    private List<String> attach(Session visit) {
        new Attached(visit.writer(), visit.redaction(), visit.ledger(), Attached.LARGEST).take(options.attachments());
        List<String> missing = new ArrayList<>();
        for (Call call : visit.writer().calls()) {
            boolean attached = call.tool().equals("attach");
            if (attached && call.file().isEmpty()) {
                missing.add("attached " + call.argument("file") + ": " + call.error());
            } else if (attached
                    && !call.node().isEmpty()
                    && !visit.roster().nodes().contains(call.node())) {
                missing.add("attached " + call.argument("file") + ": no node is called " + call.node()
                        + ", so the log is kept and counts for none");
            }
        }
        return missing;
    }

    private Manifest manifest(
            Session visit, Reach reach, CoveredNeeds coverage, Optional<String> nobody, Optional<Instant> finished) {
        String entry = visit.asker().entry();
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Program("ergodiag", options.version()),
                new Manifest.Run(
                        started,
                        finished,
                        finished.isPresent() && cancelled.getCount() > 0 && nobody.isEmpty(),
                        options.scope().profile().word(),
                        window,
                        new Manifest.Endpoint(visit.redaction().text(used(visit, nobody)), entry),
                        options.labels().changed(visit.redaction()::text),
                        new Manifest.Reached(
                                reach.points(),
                                options.approach().only(),
                                options.approach().without(),
                                nobody.isPresent() ? List.of() : visit.roster().unmatched())),
                visit.roster()
                        .entries(node -> coverage.state(node, visit.asker().health(node))),
                visit.redaction().summary(),
                visit.writer().counts(),
                OwnTraces.of(visit.writer(), entry, visit.samplers().all()),
                Optional.of(visit.asker().load(coverage.notAsked())));
    }
}
