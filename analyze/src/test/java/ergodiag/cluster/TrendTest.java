package ergodiag.cluster;

import static ergodiag.cluster.StatisticsTest.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.cluster.Statistics.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final double[] TIMES = {1, 2, 3, 4, 10, 12, 18};
    private static final double[] VALUES = {9, 15, 19, 20, 45, 55, 78};

    /** Sen (1968), his example: the slope is 4. */
    @Test
    void theSlopeIsThatOfSensOwnExample() {
        assertThat(Trend.of(points(TIMES, VALUES)).perSecond()).isEqualTo(4);
    }

    /**
     * The interval of Sen's example with 93 % as scipy.stats.theilslopes gives it in its own tests (3.71 to 4.38) and theilsen of the R
     * package deming in its (26/7 to 35/8; both mend an error of the paper). With 95 % the ranks are the same: 1.96 * 6.658 = 13.05, so
     * the 4th and the 18th of 21 slopes.
     */
    @Test
    void theIntervalIsThatOfScipyAndOfR() {
        for (double z : new double[] {1.811911, 1.959964}) {
            Trend trend = Trend.of(points(TIMES, VALUES), z);
            assertThat(trend.lower()).isCloseTo(26 / 7.0, within(1e-12));
            assertThat(trend.upper()).isCloseTo(35 / 8.0, within(1e-12));
        }
    }

    /** scipy.stats.theilslopes([0, 1, 1]) is 0.5 in its own tests. */
    @Test
    void threePointsHaveASlopeButAreNotSure() {
        Trend trend = Trend.of(points(new double[] {0, 1, 2}, new double[] {0, 1, 1}));
        assertThat(trend.perSecond()).isEqualTo(0.5);
        assertThat(trend.isSure()).isFalse();
    }

    @Test
    void oneWildValueDoesNotTurnTheSlope() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            points.add(new Point(i, i == 5 ? 1000 : 2 * i));
        }
        Trend trend = Trend.of(points);
        assertThat(trend.perSecond()).isEqualTo(2);
        assertThat(trend.lower()).isLessThanOrEqualTo(2);
        assertThat(trend.upper()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aStraightLineHasNoWidth() {
        Trend trend = Trend.of(points(new double[] {0, 1, 2, 3, 4}, new double[] {1, 4, 7, 10, 13}));
        assertThat(List.of(trend.lower(), trend.perSecond(), trend.upper())).containsOnly(3.0);
        assertThat(trend.isSure()).isTrue();
    }

    @Test
    void nothingAndOnePointAreFlat() {
        assertThat(Trend.of(List.of())).isEqualTo(new Trend(0, 0, 0, 1, 0));
        assertThat(Trend.of(List.of(new Point(3, 9))).perSecond()).isZero();
    }

    /** Values that mostly repeat may rise once: the interval then reaches down to zero, and no rise is claimed. */
    @Test
    void aStepIsNoRiseWhenItsIntervalReachesZero() {
        List<Point> step = points(
                new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, new double[] {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2});
        assertThat(Statistics.risingByChance(step)).isLessThan(0.01);
        assertThat(Trend.of(step).lower()).isZero();
        assertThat(Trend.isRising(step, 0.01)).isFalse();
    }
}
