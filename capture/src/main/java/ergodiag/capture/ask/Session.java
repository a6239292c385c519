package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.capture.scope.Scope;
import ergodiag.redact.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * One visit to a cluster: those who work together on it, and the ways in which phases use them (all nodes at once, or in turn). One node's trouble stays its own.
 */
public record Session(
        Scope scope,
        Asker asker,
        Ledger ledger,
        Roster roster,
        RunningSamplers samplers,
        Redaction redaction,
        BundleWriter writer,
        Progress progress,
        Threads threads,
        CountDownLatch cancelled,
        Walls walls) {

    /** The walls of all nodes, those of their processes and those of their events. */
    public static final class Walls {
        private final Map<String, Wall> processes = new ConcurrentHashMap<>();
        private final Map<String, Wall> events = new ConcurrentHashMap<>();
    }

    /** The same visit, which says elsewhere how far it is. */
    public Session showing(Progress elsewhere) {
        return new Session(
                scope, asker, ledger, roster, samplers, redaction, writer, elsewhere, threads, cancelled, walls);
    }

    public CaptureClock clock() {
        return ledger.clock();
    }

    public Wall processWall(String node) {
        return walls.processes.computeIfAbsent(node, any -> new Wall(40, 400));
    }

    public Wall eventWall(String node) {
        return walls.events.computeIfAbsent(node, any -> new Wall(40, 400));
    }

    public void phase(String what) {
        ledger.log("phase: " + what);
        progress.phase(what);
    }

    /** Does something for every node, for many at once, and waits for all. */
    public void everywhere(Consumer<String> task) {
        threads.each(roster.asHeard(), node -> guarded(node, task));
    }

    /** Does something for one node after the other, for as many at once as may be asked, and waits for all. */
    public void inTurn(Consumer<String> task) {
        threads.each(roster.asHeard(), asker.atOnce(), node -> guarded(node, task));
    }

    /** A bug met at one node costs that node's answers only; a full disk ends the capture. */
    private void guarded(String node, Consumer<String> task) {
        try {
            task.accept(node);
        } catch (WorldError e) {
            throw e;
        } catch (OutOfMemoryError e) {
            ledger.log("what came of " + node + " was more than fits into memory, and was not looked at");
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            ledger.log("a bug of ergodiag at " + node + ", please report it: " + trace);
        }
    }

    /** Does something with each of a few things at once and waits for all. */
    public <T> void together(List<T> things, Consumer<T> task) {
        threads.each(things, task);
    }

    /** Waits, but not longer than until the capture is cancelled or its time is over. */
    public void await(Duration time) {
        try {
            boolean early = clock().await(
                            cancelled,
                            Duration.ofMillis(Math.max(
                                    0, Math.min(time.toMillis(), asker.left().toMillis()))));
            if (early) {
                ledger.log("a wait ended early: cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
