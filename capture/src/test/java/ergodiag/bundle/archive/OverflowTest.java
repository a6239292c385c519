package ergodiag.bundle.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverflowTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 5000})
    void whatIsWrittenIsReadWhetherItFitsInMemoryOrNot(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Overflow overflow = new Overflow(100);

        int half = size / 2;
        overflow.write(bytes, 0, half);
        for (int i = half; i < size; i++) {
            overflow.write(bytes[i]);
        }

        try (InputStream in = overflow.written()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }
}
