package ergodiag.cluster.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellsTest {
    private static final double LEAST = 2;

    private static List<Spell> of(SimulatedWorker worker, double every, double until) {
        return Spells.of(worker.looks(every, until)).lasting(LEAST);
    }

    @ParameterizedTest
    @CsvSource({"40, 20, 5, 3", "4, 30, 8, 5", "300, 25, 4, 2", "15, 12, 3, 1"})
    void countsStallsAndMeasuresThem(double perSecond, double apart, double lasts, double every) {
        for (long seed = 1; seed <= 20; seed++) {
            List<Spell> spells =
                    of(SimulatedWorker.taking(0.0005).steady(perSecond, seed).stalls(7, 115, apart, lasts), every, 120);
            assertThat(spells)
                    .as("seed %d", seed)
                    .hasSizeBetween((int) (108 / apart) - 1, (int) (108 / apart) + 1)
                    .allMatch(Spell::over);
            assertThat(Spells.every(spells)).as("seed %d", seed).isCloseTo(apart, within(0.1 * apart));
            assertThat(spells.stream().mapToDouble(Spell::seconds).max().orElse(0))
                    .as("seed %d", seed)
                    .isCloseTo(lasts, within(0.2 * lasts));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.0025, 0.01, 0.05})
    void aHerdThatIsWorkedOffIsNoStall(double perMessage) {
        int many = (int) (8 / perMessage);
        for (double every : new double[] {1, 2, 3, 5}) {
            assertThat(of(SimulatedWorker.taking(perMessage).bunched(many, -50.3, 15), every, 120))
                    .as("%d at once, every %s s", many, every)
                    .isEmpty();
        }
    }

    @Test
    void oneThatIsOverloadedOrKeepsUpStandsNeverStill() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(of(SimulatedWorker.taking(0.05).steady(30, seed), 3, 120))
                    .as("overloaded, seed %d", seed)
                    .isEmpty();
            assertThat(of(SimulatedWorker.taking(0.002).steady(200, seed), 3, 120))
                    .as("busy, seed %d", seed)
                    .isEmpty();
            assertThat(of(SimulatedWorker.taking(0.0001).steady(5, seed), 3, 120))
                    .as("idle, seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void twoLooksOfOneMomentShowNoStandstill() {
        Look first = new Look(0, 4071, 2819, 1252, 21.8, 0);
        Look atOnce = new Look(0.12, 4071, 2819, 1252, 21.8, 0);
        Look later = new Look(7.5, 4536, 3144, 1392, 24.4, 0);
        assertThat(Spells.of(List.of(first, atOnce, later)).lasting(LEAST)).isEmpty();

        Look still = new Look(7.5, 4536, 2819, 1717, 29.3, 0);
        assertThat(Spells.of(List.of(first, atOnce, still)).lasting(LEAST))
                .singleElement()
                .satisfies(spell -> assertThat(spell.seconds()).isCloseTo(29.3, within(0.1)));
    }

    @Test
    void aSingleStallThatEndedIsOne() {
        List<Spell> spells = of(SimulatedWorker.taking(0.001).steady(20, 3).stalls(40, 14), 3, 120);
        assertThat(spells).hasSize(1);
        assertThat(spells.get(0).over()).isTrue();
        assertThat(spells.get(0).began()).isCloseTo(40, within(0.5));
        assertThat(spells.get(0).seconds()).isCloseTo(14, within(0.5));
        assertThat(spells.get(0).waiting()).isGreaterThan(200);
    }

    @Test
    void oneThatStandsStillAtTheEndIsNotOver() {
        List<Spell> spells = of(SimulatedWorker.taking(0.001).steady(20, 3).stalls(114.2, 60), 3, 120);
        assertThat(spells).hasSize(1);
        assertThat(spells.get(0).over()).isFalse();
        assertThat(spells.get(0).seconds()).isCloseTo(5.8, within(0.5));
    }

    @Test
    void oneThatBeganBeforeTheFirstReadingBeganAsEarly() {
        List<Spell> spells = of(SimulatedWorker.taking(0.001).steady(20, 3).stalls(-5, 12), 3, 120);
        assertThat(spells).hasSize(1);
        assertThat(spells.get(0).began()).isCloseTo(-5, within(0.5));
        assertThat(spells.get(0).over()).isTrue();
    }

    @Test
    void irregularOnesComeAtNoInterval() {
        SimulatedWorker worker = SimulatedWorker.taking(0.001)
                .steady(20, 3)
                .stalls(10, 5)
                .stalls(22, 4)
                .stalls(90, 5);
        List<Spell> spells = of(worker, 3, 120);
        assertThat(spells).hasSize(3);
        assertThat(Spells.every(spells)).isZero();
    }
}
