package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StringInputTest {
    private static final String[] PIECES = {
        "plain", "\n", "\"", "\\", "\u0001", "\u00e4\u2603", "\ud83d\ude00", "<b>", "x".repeat(9_000)
    };
    private static final String AFTER = ",\"type\":\"text\"}]}}";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aTextArrivesTheSameHoweverItIsCutIntoPiecesOnTheWay(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        String json = JsonMapper.builder().build().writeValueAsString(text.toString());
        byte[] wire = (json.substring(1) + AFTER).getBytes(StandardCharsets.UTF_8);

        StringInput in = new StringInput(dealtOut(wire, random));
        byte[] arrived = random.nextBoolean() ? in.readAllBytes() : oneByOne(in);

        assertThat(new String(arrived, StandardCharsets.UTF_8)).isEqualTo(text.toString());
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.consumed()).isEqualTo(wire.length - AFTER.length());
        assertThat(new String(in.rest(4_096), StandardCharsets.UTF_8)).isEqualTo(AFTER);
    }

    private static byte[] oneByOne(InputStream in) throws IOException {
        byte[] all = new byte[1 << 22];
        int count = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            all[count++] = (byte) c;
        }
        return java.util.Arrays.copyOf(all, count);
    }

    /** A few bytes at a time, as a network does. */
    private static InputStream dealtOut(byte[] wire, Random random) {
        return new ByteArrayInputStream(wire) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(5_000)));
            }
        };
    }
}
