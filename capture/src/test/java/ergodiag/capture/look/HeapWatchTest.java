package ergodiag.capture.look;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.capture.scope.Choice;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Scope;
import ergodiag.ergo.RuntimeStats;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private static final long MB = 1L << 20;
    private static final Scope FREE =
            new Scope(Profile.STANDARD, Duration.ofSeconds(60), false, Choice.ALL, Scope.MAX_PROCESSES);

    private final HeapWatch watch = new HeapWatch();

    @Test
    void aHeapThatRisesWithFewerThanTwoCollectionsIsWorthWaitingFor() {
        saw(10 * MB, 3);
        saw(40 * MB, 3);

        assertThat(watch.reason(FREE).orElse(""))
                .contains("the heap of one@host rises, and two garbage collections are needed");
    }

    @Test
    void onceItWasCollectedTwiceThereIsNothingToWaitFor() {
        saw(10 * MB, 3);
        saw(40 * MB, 3);
        saw(45 * MB, 4);
        assertThat(watch.waiting()).containsExactly("one@host");
        saw(50 * MB, 5);

        assertThat(watch.waiting()).isEmpty();
        assertThat(watch.reason(FREE)).isEmpty();
    }

    @Test
    void aRiseOf16MegabytesIsTheNoiseOfAHealthyNodeAndOneByteMoreIsNot() {
        saw(10 * MB, 3);
        saw(26 * MB, 3);
        assertThat(watch.waiting()).isEmpty();

        saw(26 * MB + 1, 3);
        assertThat(watch.waiting()).containsExactly("one@host");
    }

    @Test
    void aWindowThatTheUserFixedIsNeverMadeLonger() {
        saw(10 * MB, 3);
        saw(100 * MB, 3);

        assertThat(watch.reason(new Scope(Profile.STANDARD, Duration.ofSeconds(60))))
                .isEmpty();
    }

    private void saw(long heap, long collections) {
        String text = """
                {"goroutines": 5, "cpus": 2, "heap_alloc": %d, "heap_sys": 1, "heap_inuse": 1, "heap_objects": 1,
                 "stack_inuse": 1, "total_alloc": 1, "sys": 1, "num_gc": %d, "last_gc_pause_ns": 1}
                """.formatted(heap, collections);
        watch.saw(
                "one@host",
                RuntimeStats.read(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Source.file("test")));
    }
}
