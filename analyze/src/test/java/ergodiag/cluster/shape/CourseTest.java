package ergodiag.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.cluster.Statistics.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels of 100 units of rise with noise of one or two, read every six seconds for two minutes. */
class CourseTest {
    private static Course of(DoubleUnaryOperator level) {
        return of(level, 6, 1);
    }

    private static Course of(DoubleUnaryOperator level, double every, long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (double t = 0; t <= 120; t += every) {
            points.add(new Point(t, 500 + level.applyAsDouble(t) + random.nextGaussian()));
        }
        return Course.of(points);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 6, 12})
    void aRampRisesWhateverTheReadings(double every) {
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(of(t -> 100 * t / 120, every, seed).kind()).isEqualTo(Course.Kind.RISING);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 41, 60, 80})
    void whatHasFilledHasSettled(double full) {
        for (long seed = 1; seed <= 30; seed++) {
            Course course = of(t -> 100 * Math.min(1, t / full), 6, seed);
            assertThat(course.kind()).as("full at %s, seed %d", full, seed).isEqualTo(Course.Kind.SETTLED);
            assertThat(course.ended().orElseThrow()).isCloseTo(full, within(12.0));
        }
    }

    @Test
    void aWarmUpThatComesToItsLevelByAndByHasSettled() {
        assertThat(of(t -> 100 * (1 - Math.exp(-t / 20))).kind()).isEqualTo(Course.Kind.SETTLED);
    }

    @Test
    void whatRisesFasterAndFasterRises() {
        assertThat(of(t -> 100 * t * t / 14_400).kind()).isEqualTo(Course.Kind.RISING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 30, 40, 50})
    void aStairWhoseNextStepIsDueRises(double step) {
        for (long seed = 1; seed <= 30; seed++) {
            assertThat(of(t -> step * Math.floor(t / step), 6, seed).kind())
                    .as("steps of %s s, seed %d", step, seed)
                    .isEqualTo(Course.Kind.RISING);
        }
    }

    @Test
    void whatWasGivenBackFellBack() {
        assertThat(of(t -> t < 60 ? t : 4).kind()).isEqualTo(Course.Kind.FELL_BACK);
        assertThat(of(t -> t % 40).kind()).as("a saw-tooth").isEqualTo(Course.Kind.FELL_BACK);
    }

    @Test
    void aRiseThatBeginsInTheWindowTellsWhen() {
        Course course = of(t -> 2 * Math.max(0, t - 48));
        assertThat(course.kind()).isEqualTo(Course.Kind.RISING);
        assertThat(course.began().orElseThrow()).isCloseTo(48, within(7.0));
        assertThat(of(t -> t).began()).as("from the first reading on").isEmpty();
    }

    @Test
    void whatOnlyFallsIsFlat() {
        assertThat(of(t -> -t).kind()).isIn(Course.Kind.FLAT, Course.Kind.FELL_BACK);
        assertThat(Course.of(List.of()).kind()).isEqualTo(Course.Kind.FLAT);
    }
}
