package ergodiag.incident.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LeftRangeTest {
    private static final int STEP = 15_000;

    private static Measured series(int points, IntToDoubleFunction value) {
        Measured series = new Measured("ergo_heap_bytes", Map.of());
        for (int i = 0; i < points; i++) {
            series.add((long) i * STEP, value.applyAsDouble(i));
        }
        return series;
    }

    private static Optional<LeftRange> left(int points, IntToDoubleFunction value) {
        return LeftRange.of(series(points, value));
    }

    @Test
    void aStepIsFoundWhereItIs() {
        Random random = new Random(1);
        LeftRange left =
                left(200, i -> (i < 120 ? 50 : 800) + random.nextGaussian()).orElseThrow();

        assertThat(left.since()).isEqualTo(120L * STEP);
        assertThat(left.low()).isBetween(45.0, 50.0);
        assertThat(left.high()).isBetween(50.0, 55.0);
        assertThat(left.reached()).isGreaterThan(800);
    }

    @Test
    void aRiseFromRestIsFoundWhereItBegins() {
        Random random = new Random(2);
        LeftRange left = left(200, i -> 50 + random.nextGaussian() + Math.max(0, i - 100) * 5.0)
                .orElseThrow();

        assertThat(left.since() / STEP).isBetween(100L, 110L);
    }

    @Test
    void aFallIsAChangeAsWell() {
        assertThat(left(40, i -> i < 20 ? 7 : 0)).hasValueSatisfying(left -> {
            assertThat(left.since()).isEqualTo(20L * STEP);
            assertThat(left.reached()).isZero();
        });
    }

    @Test
    void fivePointsOnEachSideAreEnoughAndFewerAreNot() {
        assertThat(left(10, i -> i < 5 ? 1 : 9)).isPresent();
        assertThat(left(10, i -> i < 6 ? 1 : 9)).isEmpty();
        assertThat(left(9, i -> i < 5 ? 1 : 9)).isEmpty();
    }

    @Test
    void whatComesBackHasNotLeft() {
        assertThat(left(200, i -> i > 90 && i < 130 ? 800 : 50 + i % 3)).isEmpty();
        assertThat(left(200, i -> i == 150 ? 1e9 : 50 + i % 3)).isEmpty();
    }

    @Test
    void healthyNoiseGivesNone() {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            int points = 10 + random.nextInt(300);
            if (left(points, i -> 50 + 5 * random.nextGaussian()).isPresent()) {
                wrong.add("Gaussian " + seed);
            }
            if (left(points, i -> -Math.log(1 - random.nextDouble())).isPresent()) {
                wrong.add("exponential " + seed);
            }
            if (left(points, i -> random.nextInt(4) == 0 ? random.nextInt(100) : 0)
                    .isPresent()) {
                wrong.add("bursts " + seed);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void sawtoothWaveAndSteadyRiseGiveNone() {
        List<String> wrong = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int period = 3 + random.nextInt(60);
            int points = 3 * period + random.nextInt(200);
            if (left(points, i -> 40 + i % period + random.nextGaussian()).isPresent()) {
                wrong.add("sawtooth " + seed);
            }
            if (left(points, i -> 10 * Math.sin(2 * Math.PI * i / period) + random.nextGaussian())
                    .isPresent()) {
                wrong.add("wave " + seed);
            }
            if (left(points, i -> i + random.nextGaussian()).isPresent()) {
                wrong.add("rise " + seed);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
