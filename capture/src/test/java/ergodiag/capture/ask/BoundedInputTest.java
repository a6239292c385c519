package ergodiag.capture.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BoundedInputTest {
    private static final byte[] FOUR = {1, 2, 3, 4};

    @Test
    void exactlyAsMuchAsIsAcceptedPasses() throws IOException {
        assertThat(bounded(4).readAllBytes()).containsExactly(FOUR);
    }

    @Test
    void oneByteMoreIsRefusedInPiecesAndByteByByte() throws IOException {
        assertThatThrownBy(() -> bounded(3).readAllBytes()).isInstanceOf(BoundedInput.TooLong.class);

        BoundedInput single = bounded(3);
        for (int i = 0; i < 3; i++) {
            assertThat(single.read()).isPositive();
        }
        assertThatThrownBy(single::read).isInstanceOf(BoundedInput.TooLong.class);
    }

    @Test
    void theEndCountsForNothing() throws IOException {
        BoundedInput input = bounded(4);
        input.readAllBytes();

        assertThat(input.read()).isEqualTo(-1);
        assertThat(input.read(new byte[8], 0, 8)).isEqualTo(-1);
    }

    private static BoundedInput bounded(long most) {
        return new BoundedInput(new ByteArrayInputStream(FOUR), most, new Allowance(Budget.USUAL, System::nanoTime));
    }
}
