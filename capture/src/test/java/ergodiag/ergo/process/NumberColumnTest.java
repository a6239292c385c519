package ergodiag.ergo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberColumnTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, 65_536, 1L << 31, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void tellsNumbersAsTheyWere(long span) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long least = random.nextLong();
        long[] values = new long[1000];
        for (int i = 2; i < values.length; i++) {
            values[i] = span == 0 ? least : least + Math.floorMod(random.nextLong(), span > 0 ? span : Long.MAX_VALUE);
        }
        values[0] = least;
        values[1] = least + span;
        NumberColumn column = NumberColumn.of(values, values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(column.get(i)).as("seed %d", seed).isEqualTo(values[i]);
        }
    }

    @Test
    void holdsTheExtremes() {
        NumberColumn column = NumberColumn.of(new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE, -1}, 4);
        assertThat(new long[] {column.get(0), column.get(1), column.get(2), column.get(3)})
                .containsExactly(Long.MIN_VALUE, 0, Long.MAX_VALUE, -1);
    }

    @Test
    void takesNothingForNumbersThatAreAllTheSame() {
        int one = NumberColumn.of(new long[] {7}, 1).size();
        assertThat(NumberColumn.of(new long[] {7, 7, 7, 7}, 4).size()).isEqualTo(one);
        assertThat(NumberColumn.of(new long[] {7, 7, 7, 262}, 4).size()).isEqualTo(one + 4);
    }
}
