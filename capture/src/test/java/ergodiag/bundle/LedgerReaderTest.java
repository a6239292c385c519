package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerReaderTest {
    private static final String CALL = BundleSamples.LEDGER_LINE.strip() + "\n";

    private static final int MOST_BYTES = 5_000_000;
    private static final int MOST_LINES = 6000;

    private final List<String> damage = new ArrayList<>();

    /** The same bytes for ever; counts what is taken of it. */
    private static final class Endless extends InputStream {
        private final byte[] unit;
        private long taken;

        Endless(String unit) {
            this.unit = unit.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return unit[(int) (taken++ % unit.length)];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                bytes[i] = (byte) read();
            }
            return length;
        }
    }

    private List<Call> read(InputStream ledger) {
        return new LedgerReader(
                        damage, new Room(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE), MOST_BYTES, MOST_LINES)
                .read(ledger);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineWithoutEndIsReadNoFurtherThanALedgerCanBe() {
        Endless line = new Endless("x");
        assertThat(read(new SequenceInputStream(text(CALL), line))).hasSize(1);
        assertThat(line.taken).isBetween(MOST_BYTES - 10_000L, MOST_BYTES + 10_000L);
        assertThat(damage).hasSize(2);
        assertThat(damage.get(0)).isEqualTo("Line 2 of the ledger cannot be read; what that call brought is not used.");
        assertThat(damage.get(1))
                .isEqualTo(
                        "The ledger ends after 1 calls (it is longer than 5 MB, which none is); what came later is not used.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", " \n", "\t\r", "{}\n", "[\n", "\0\n", "\"\\u\n", "null\n"})
    void linesWithoutNumberAreReadNoFurtherThanALedgerHasLines(String unit) {
        Endless lines = new Endless(unit);
        assertThat(read(new SequenceInputStream(text(CALL), lines))).hasSize(1);
        assertThat(lines.taken).isLessThan(10L * MOST_LINES);
        assertThat(damage)
                .hasSizeLessThan(1010)
                .contains("The ledger is longer than is read: what comes after its line 6000 is not used.");
    }

    @Test
    void aThousandDamagedLinesDoNotCostTheOthers() {
        assertThat(read(text("{}\n".repeat(5000) + CALL))).hasSize(1);
        assertThat(damage)
                .hasSize(1001)
                .last()
                .isEqualTo("4000 more lines of the ledger cannot be read; what those calls brought is not used.");
    }

    @Test
    void whatCameBeforeItCannotBeReadCounts() {
        InputStream torn = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("it is torn");
            }
        };
        assertThat(read(new SequenceInputStream(text(CALL), torn))).hasSize(1);
        assertThat(damage).containsExactly("The ledger ends after 1 calls (it is torn); what came later is not used.");
    }
}
