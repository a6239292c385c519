package ergodiag.bundle.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SoundBytesTest {
    private static final Pattern ESCAPES = Pattern.compile(
            "\\\\u([0-9a-fA-F]{4})(?:\\\\u([0-9a-fA-F]{4}))?|\\\\(?:[^u]|u)|[^\\\\]|\\\\", Pattern.DOTALL);

    @Test
    void passesPlainTextAsItIs() throws IOException {
        String plain = "{\"PID\": \"<ABC.0.1005>\"}".repeat(1000);
        assertThat(sound(plain.getBytes(StandardCharsets.US_ASCII), 8192)).isEqualTo(plain);
    }

    @Test
    void leavesOutAMarkOfTheOrderOfBytesAtTheBeginningOnly() throws IOException {
        assertThat(sound("\ufeff[\"\ufeff\"]".getBytes(StandardCharsets.UTF_8), 2))
                .isEqualTo("[\"\ufeff\"]");
    }

    @Test
    void replacesHalvesOfCharactersAndWhatIsNoUtf8AsAReaderOfTextDoes() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = some(random, random.nextInt(60));
            String expected = withoutHalves(new String(bytes, StandardCharsets.UTF_8));
            assertThat(sound(bytes, 1 + random.nextInt(9)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    @Test
    void mendsTextsThatAreLongerThanWhatItHolds() throws IOException {
        Random random = new Random(7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < 100_000) {
            bytes.writeBytes(some(random, 50));
        }
        String expected = withoutHalves(bytes.toString(StandardCharsets.UTF_8));
        assertThat(sound(bytes.toByteArray(), 5000)).isEqualTo(expected);
    }

    /** Bytes of which many begin a character, an escape, or half of one. */
    private static byte[] some(Random random, int pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('[');
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(8)) {
                case 0 -> bytes.write(0x80 + random.nextInt(0x80));
                case 1 -> bytes.writeBytes("\\ud83d".getBytes(StandardCharsets.US_ASCII));
                case 2 -> bytes.writeBytes("\\uDE00".getBytes(StandardCharsets.US_ASCII));
                case 3 -> bytes.writeBytes("\\u00".getBytes(StandardCharsets.US_ASCII));
                case 4 -> bytes.write('\\');
                case 5 ->
                    bytes.writeBytes(new String(Character.toChars(
                                    random.nextBoolean() ? 0x1f600 + random.nextInt(60) : 0x400 + random.nextInt(9000)))
                            .getBytes(StandardCharsets.UTF_8));
                case 6 -> bytes.writeBytes(new byte[] {(byte) 0xed, (byte) (0xa0 + random.nextInt(32)), (byte) 0x80});
                default -> bytes.write(' ' + random.nextInt(90));
            }
        }
        return bytes.toByteArray();
    }

    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder();
        var matcher = ESCAPES.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.find(at)) {
            String first = matcher.group(1);
            if (first == null || !isSurrogate(first)) {
                int end = first == null ? matcher.end() : at + 6;
                whole.append(text, at, end);
                at = end;
            } else if (matcher.group(2) != null && Character.isSurrogatePair(unit(first), unit(matcher.group(2)))) {
                whole.append(text, at, at + 12);
                at += 12;
            } else {
                whole.append("\\ufffd");
                at += 6;
            }
        }
        return whole.toString();
    }

    private static boolean isSurrogate(String hex) {
        return Character.isSurrogate(unit(hex));
    }

    private static char unit(String hex) {
        return (char) Integer.parseInt(hex, 16);
    }

    private static String sound(byte[] bytes, int piece) throws IOException {
        InputStream slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, piece));
            }
        };
        try (InputStream in = new SoundBytes(slow)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
