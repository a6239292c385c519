package ergodiag.capture.ask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The threads of one capture. Whatever is done for every node is done for a bounded number of them at a time: how many there are is what the
 * cluster says, and it may say a hundred thousand.
 */
public final class Threads implements AutoCloseable {
    /** More than are served at once anyway, so that a few that do not answer keep nobody waiting. */
    static final int MOST = 64;

    private final ExecutorService all;

    /** @param all its threads; they are this object's from now on */
    public Threads(ExecutorService all) {
        this.all = all;
    }

    /** Begins one task beside all others. */
    public <T> Future<T> begin(Callable<T> task) {
        return all.submit(task);
    }

    /** Does something with each of these, with many at once, and waits for all; an error in one is thrown after the others ended. */
    <T> void each(Collection<T> things, Consumer<? super T> task) {
        each(things, MOST, task);
    }

    /** @param most with how many at once */
    <T> void each(Collection<T> things, int most, Consumer<? super T> task) {
        Queue<T> waiting = new ConcurrentLinkedQueue<>(things);
        List<Callable<Void>> turns = new ArrayList<>();
        for (int i = 0; i < Math.min(Math.min(most, MOST), things.size()); i++) {
            turns.add(() -> {
                for (T thing = waiting.poll(); thing != null; thing = waiting.poll()) {
                    task.accept(thing);
                }
                return null;
            });
        }
        try {
            for (Future<Void> turn : all.invokeAll(turns)) {
                turn.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    private static RuntimeException thrown(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    /** A task that is done for nodes again and again. */
    public Round round(Consumer<String> task) {
        return new Round(task);
    }

    /** A task that is done for nodes as they come, in the order in which they came, and for a bounded number at a time. */
    public final class Round {
        private final Consumer<String> task;
        private final Set<String> busy = ConcurrentHashMap.newKeySet();
        private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
        private final Semaphore places = new Semaphore(MOST);

        private Round(Consumer<String> task) {
            this.task = task;
        }

        /** Has it done for this node some time, unless it waits for that already or is at it. */
        public void add(String node) {
            if (busy.add(node)) {
                waiting.add(node);
                serve();
            }
        }

        private void serve() {
            if (places.tryAcquire()) {
                all.submit(() -> {
                    try {
                        for (String node = waiting.poll(); node != null; node = waiting.poll()) {
                            served(node);
                        }
                    } finally {
                        places.release();
                    }
                    // for one that came when this place was not free yet
                    if (!waiting.isEmpty()) {
                        serve();
                    }
                });
            }
        }

        private void served(String node) {
            try {
                task.accept(node);
            } finally {
                busy.remove(node);
            }
        }
    }

    @Override
    public void close() {
        all.shutdownNow();
    }
}
