package ergodiag.testing;

import ergodiag.capture.ask.CaptureClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A time for a capture and the cluster it captures, be that a replay or one made up. It passes as the machine's does while anybody works, so that work takes as long as it
 * takes, and leaps to the next moment that somebody waits for while nobody does, so that waiting takes no time.
 *
 * <p>Who works is counted: the one who made this time, and each task of its threads, less those that wait. A caller whose question is under
 * way works; while the replay holds the answer back, the replay's sleep counts for the caller's. So no measured answer ever gets longer by a
 * leap. A thread that just got what it waited for and has not run yet is not counted: therefore a leap comes only after a moment of quiet, and
 * one that comes too early all the same only makes a question be asked later, as on a busy machine.
 */
public final class LeapingTime implements CaptureClock, AutoCloseable {
    private static final long QUIET_MILLIS = 2;
    private static final long LONGEST_LOOK_MILLIS = 5;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Instant start = Instant.now();
    private final long counter = System.nanoTime();
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final Thread leaps = new Thread(this::leap, "leaping time");
    private int working = 1;
    private long changes;
    private long leapt;

    /** Somebody who waits for a moment, or for a latch to go down before it. */
    private record Sleeper(long wakes, CountDownLatch early, CountDownLatch awake) {}

    public LeapingTime() {
        leaps.setDaemon(true);
        leaps.start();
    }

    @Override
    public void close() {
        leaps.interrupt();
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return System.nanoTime() - counter + leapt;
    }

    /** Waits so long. */
    public void sleep(Duration time) throws InterruptedException {
        await(NEVER, time);
    }

    @Override
    public boolean await(CountDownLatch latch, Duration longest) throws InterruptedException {
        Sleeper sleeper = new Sleeper(nanoTime() + longest.toNanos(), latch, new CountDownLatch(1));
        synchronized (this) {
            sleepers.add(sleeper);
            change(-1);
        }
        try {
            sleeper.awake().await();
        } finally {
            wake(sleeper);
        }
        return latch.getCount() == 0;
    }

    @Override
    public void acquire(Semaphore places) throws InterruptedException {
        change(-1);
        try {
            places.acquire();
        } finally {
            change(1);
        }
    }

    private synchronized void change(int workers) {
        working += workers;
        changes++;
        notifyAll();
    }

    /** Who is woken works from now on, even if it does not run yet. */
    private synchronized void wake(Sleeper sleeper) {
        if (sleepers.remove(sleeper)) {
            sleeper.awake().countDown();
            change(1);
        }
    }

    private synchronized void wakeDue() {
        List.copyOf(sleepers).stream()
                .filter(sleeper ->
                        sleeper.wakes() <= nanoTime() || sleeper.early().getCount() == 0)
                .forEach(this::wake);
    }

    private synchronized void leap() {
        try {
            while (true) {
                wakeDue();
                long seen = changes;
                long left = sleepers.stream().mapToLong(Sleeper::wakes).min().orElse(Long.MAX_VALUE) - nanoTime();
                long look = working > 0 ? LONGEST_LOOK_MILLIS : QUIET_MILLIS;
                wait(Math.max(1, Math.min(look, TimeUnit.NANOSECONDS.toMillis(left))));
                wakeDue();
                if (working <= 0 && changes == seen && !sleepers.isEmpty()) {
                    leapt += Math.max(
                            0, sleepers.stream().mapToLong(Sleeper::wakes).min().getAsLong() - nanoTime());
                }
            }
        } catch (InterruptedException e) {
            // this time is over
        }
    }

    @Override
    public ExecutorService threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "capture");
            thread.setDaemon(true);
            return thread;
        }) {
            @Override
            public void execute(Runnable task) {
                change(1);
                super.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        change(-1);
                    }
                });
            }

            @Override
            public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
                List<Future<T>> running = new ArrayList<>();
                tasks.forEach(task -> running.add(submit(task)));
                change(-1);
                try {
                    for (Future<T> one : running) {
                        awaited(one);
                    }
                } finally {
                    change(1);
                }
                return running;
            }
        };
    }

    /** What it came to is seen by who asked for it. */
    private static void awaited(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException | CancellationException e) {
            return;
        }
    }
}
