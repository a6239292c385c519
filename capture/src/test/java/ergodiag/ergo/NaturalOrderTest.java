package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node1@h node2@h node10@h node11@h",
                "a@10.0.0.2 a@10.0.0.12 b@10.0.0.1",
                "<A.0.999> <A.0.1005> <B.0.1>",
                "n n01 n1 n001x n2",
                "99999999999999999998 99999999999999999999 100000000000000000000"
            })
    void numbersInNamesCountAsNumbers(String names) {
        List<String> right = List.of(names.split(" "));
        List<String> mixed = new ArrayList<>(right);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(mixed, new Random(seed));
            mixed.sort(NaturalOrder.OF_NAMES);
            assertThat(mixed).containsExactlyElementsOf(right);
        }
    }
}
