package ergodiag.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodiag.cluster.Statistics.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianOfAnEvenNumberOfValuesLiesBetweenTheMiddleTwo() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of())).isNaN();
    }

    /** Values of the scaled MAD as R gives them: mad(c(1,2,3,4,100)) = 1.4826, mad(c(1,1,2,2,4,6,9)) = 1.4826. */
    @Test
    void theScaledDeviationIsThatOfR() {
        assertThat(Statistics.scaledMad(List.of(1.0, 2.0, 3.0, 4.0, 100.0))).isCloseTo(1.4826, within(1e-9));
        assertThat(Statistics.scaledMad(List.of(1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0)))
                .isCloseTo(1.4826, within(1e-9));
    }

    /**
     * The sequence that PNNL's help on the test after Gilbert (1987) explains ties with: two of 23, three of 24, three of 29. By hand:
     * var(S) = (9*8*23 - 2*1*9 - 3*2*11 - 3*2*11)/18 = 83.667, S = 3, z = 2/sqrt(83.667) = 0.21865, p = 0.4135.
     */
    @Test
    void tiesMakeTheTestMoreCautious() {
        List<Point> tied =
                points(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new double[] {23, 24, 29, 6, 29, 24, 24, 29, 23});
        assertThat(Statistics.scoreVariance(tied)).isCloseTo(1506 / 18.0, within(1e-12));
        assertThat(Statistics.risingByChance(tied)).isCloseTo(0.41346, within(1e-5));
    }

    /** Without ties var(S) = n(n-1)(2n+5)/18; ten rising points: S = 45, var = 125, z = 44/sqrt(125) = 3.9355, p = 4.15e-5. */
    @Test
    void tenRisingPointsAreNoChance() {
        List<Point> rising = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rising.add(new Point(i, i));
        }
        assertThat(Statistics.risingByChance(rising)).isCloseTo(4.151e-5, within(2e-7));
    }

    /** With few points the test is exact: one of the 5! = 120 orders rises throughout, and 5 of them miss one pair or none. */
    @Test
    void fiveRisingPointsAreOneChanceIn120() {
        assertThat(Statistics.risingByChance(points(new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, 3, 4, 5})))
                .isCloseTo(1 / 120.0, within(1e-12));
        assertThat(Statistics.risingByChance(points(new double[] {0, 1, 2, 3, 4}, new double[] {2, 1, 3, 4, 5})))
                .isCloseTo(5 / 120.0, within(1e-12));
    }

    @Test
    void fallingFlatAndTooFewPointsAreNotRising() {
        assertThat(Statistics.risingByChance(points(new double[] {0, 1, 2, 3}, new double[] {4, 3, 2, 1})))
                .isEqualTo(1);
        assertThat(Statistics.risingByChance(points(new double[] {0, 1, 2, 3}, new double[] {7, 7, 7, 7})))
                .isEqualTo(1);
        assertThat(Statistics.risingByChance(points(new double[] {0, 1}, new double[] {1, 9})))
                .isEqualTo(1);
    }

    /** Tables of the normal distribution: P(Z > 1.96) = 0.0250, P(Z > 2.3263) = 0.0100. */
    @Test
    void theTailOfTheNormalDistributionIsThatOfTheTables() {
        assertThat(Statistics.upperTail(1.959964)).isCloseTo(0.025, within(1e-6));
        assertThat(Statistics.upperTail(2.326348)).isCloseTo(0.01, within(1e-6));
        assertThat(Statistics.upperTail(-1.959964)).isCloseTo(0.975, within(1e-6));
    }

    static List<Point> points(double[] seconds, double[] values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            points.add(new Point(seconds[i], values[i]));
        }
        return points;
    }

    @Test
    void valuesAreDensestWhereAThirdOfThemLiesClosestTogether() {
        assertThat(Statistics.densest(List.of(28.0, 38.0, 46.0, 57.0, 63.0, 78.0, 79.0, 82.0, 83.0)))
                .isEqualTo(82.0);
        assertThat(Statistics.densest(List.of(0.0, 0.0, 0.0, 20.0, 20.0, 20.0)))
                .as("the highest of several")
                .isEqualTo(20.0);
        assertThat(Statistics.densest(List.of())).isNaN();
    }

    @Test
    void hitsByChanceAreCountedAsTheBinomialHasThem() {
        assertThat(Statistics.atLeast(2, 3, 0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(Statistics.atLeast(14, 15, 0.06)).isLessThan(1e-15);
        assertThat(Statistics.atLeast(4, 14, 0.093)).isBetween(0.03, 0.05);
        assertThat(Statistics.atLeast(0, 5, 0.1)).isEqualTo(1);
        assertThat(Statistics.atLeast(5, 5, 1)).isEqualTo(1);
    }
}
