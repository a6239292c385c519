package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.WorldError;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final List<String> MANY =
            IntStream.range(0, 3_000).mapToObj(i -> "n" + i + "@host").toList();

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final Threads threads = new Threads(pool);

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void eachOfManyIsServedOnceByABoundedNumberOfThreads() {
        Set<String> served = ConcurrentHashMap.newKeySet();
        AtomicInteger times = new AtomicInteger();

        threads.each(MANY, node -> {
            served.add(node);
            times.incrementAndGet();
        });

        assertThat(served).hasSize(MANY.size());
        assertThat(times).hasValue(MANY.size());
        assertThat(pool.getLargestPoolSize()).isLessThanOrEqualTo(Threads.MOST);
    }

    @Test
    void aFewAreAllServedAtOnce() {
        CountDownLatch all = new CountDownLatch(20);

        threads.each(MANY.subList(0, 20), node -> {
            all.countDown();
            await(all);
        });

        assertThat(all.getCount()).isZero();
    }

    @Test
    void anErrorAtOneIsThrownWhenTheOthersAreServed() {
        AtomicInteger served = new AtomicInteger();

        assertThatThrownBy(() -> threads.each(MANY, node -> {
                    served.incrementAndGet();
                    if (node.equals("n7@host")) {
                        throw new WorldError("the disk is full");
                    }
                }))
                .hasMessage("the disk is full");
        assertThat(served).hasValue(MANY.size());
    }

    @Test
    void aRoundHoldsABoundedNumberOfThreadsHoweverManyNodesAreBusy() throws InterruptedException {
        CountDownLatch answer = new CountDownLatch(1);
        LinkedBlockingQueue<String> served = new LinkedBlockingQueue<>();
        Threads.Round round = threads.round(node -> {
            await(answer);
            served.add(node);
        });

        MANY.forEach(round::add);
        MANY.forEach(round::add);
        answer.countDown();
        for (int i = 0; i < MANY.size(); i++) {
            assertThat(served.poll(1, TimeUnit.MINUTES)).isNotNull();
        }

        assertThat(served).isEmpty();
        assertThat(pool.getLargestPoolSize()).isLessThanOrEqualTo(Threads.MOST + 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
