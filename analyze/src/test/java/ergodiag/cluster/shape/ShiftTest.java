package ergodiag.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.cluster.Statistics.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values with noise of one, read every three seconds for two minutes. */
class ShiftTest {
    private static final int SEEDS = 50;

    private static List<Point> points(DoubleUnaryOperator level, long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (double t = 0; t <= 120; t += 3) {
            points.add(new Point(t, level.applyAsDouble(t) + random.nextGaussian()));
        }
        return points;
    }

    private static Optional<Shift> anywhere(List<Point> points) {
        return Shift.between(points, 0, 120, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {14, 31, 60, 103})
    void aStepIsFoundWhereItIs(double moment) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Point> points = points(t -> t < moment ? 10 : 40, seed);
            Shift shift = anywhere(points).orElseThrow();
            assertThat(points.get(shift.last()).seconds()).as("seed %d", seed).isBetween(moment - 3, moment);
            assertThat(shift.before()).isCloseTo(10, within(2.0));
            assertThat(shift.after()).isCloseTo(40, within(2.0));
        }
    }

    @Test
    void aStepElsewhereIsNoneOfThatMoment() {
        List<Point> points = points(t -> t < 60 ? 10 : 40, 1);
        assertThat(Shift.between(points, 75, 85, 1)).isEmpty();
        assertThat(Shift.between(points, 55, 65, 1)).isPresent();
    }

    @Test
    void whatOnlyWaversHasNone() {
        for (long seed = 1; seed <= 20 * SEEDS; seed++) {
            assertThat(Shift.between(points(t -> 10, seed), 55, 65, 1))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void aRampHasNone() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(anywhere(points(t -> 3 * t, seed))).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aBurstThatIsOverHasNone() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(anywhere(points(t -> t > 60 && t < 67 ? 500 : 10, seed)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void tooFewValuesOnOneSideTellNoLevel() {
        assertThat(anywhere(points(t -> t < 8 ? 10 : 40, 1))).isEmpty();
        assertThat(anywhere(points(t -> t < 113 ? 10 : 40, 1))).isEmpty();
    }

    @Test
    void aStepSmallerThanTheLeastIsNone() {
        List<Point> step = new ArrayList<>();
        for (int t = 0; t < 20; t++) {
            step.add(new Point(t, t < 10 ? 3 : 8));
        }
        assertThat(Shift.between(step, 0, 20, 5)).contains(new Shift(9, 3, 8));
        assertThat(Shift.between(step, 0, 20, 5.1)).isEmpty();
    }

    @Test
    void aCountThatBeginsToGrowShiftsItsRate() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Point> rates = Shift.rates(points(t -> 8 * Math.max(0, t - 60), seed));
            Shift shift = Shift.between(rates, 0, 120, 1).orElseThrow();
            assertThat(rates.get(shift.last()).seconds()).as("seed %d", seed).isCloseTo(60, within(3.0));
            assertThat(shift.after()).isCloseTo(8, within(1.0));
        }
    }
}
