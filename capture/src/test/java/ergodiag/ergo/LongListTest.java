package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.ergo.process.ProcessRow;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LongListTest {
    private static final int ROWS = 220_000;

    /** A list of some 100 MB that is made while it is read and stands nowhere. */
    private static final class Processes extends InputStream {
        private byte[] piece = "[".getBytes(StandardCharsets.UTF_8);
        private int position;
        private int row;
        private long total;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (position == piece.length && !next()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, into, offset, count);
            position += count;
            total += count;
            return count;
        }

        private boolean next() {
            if (row > ROWS) {
                return false;
            }
            String text = row == ROWS ? "]" : (row == 0 ? "" : ",") + """
                    {
                      "PID": "\\u003c1B30E9C5.0.%d\\u003e",
                      "Name": "", "Application": "session_app", "Behavior": "main.Session", "Kind": "actor",
                      "MessagesIn": 60, "MessagesOut": 120, "MessagesMailbox": 0, "MailboxLatency": 0,
                      "RunningTime": 501646, "InitTime": 271, "Wakeups": 61, "Uptime": 75, "State": "sleep",
                      "StateTime": 206163540, "Parent": "\\u003c1B30E9C5.0.1016\\u003e",
                      "Leader": "\\u003c1B30E9C5.0.1\\u003e", "LogLevel": "info"
                    }""".formatted(row);
            piece = text.getBytes(StandardCharsets.UTF_8);
            position = 0;
            row++;
            return true;
        }
    }

    @Test
    void aListOfAHundredMegabytesPassesRowByRow() {
        Processes list = new Processes();
        AtomicLong rows = new AtomicLong();
        AtomicLong messages = new AtomicLong();
        ProcessRow.stream(list, Source.file("list.json"), row -> {
            rows.incrementAndGet();
            messages.addAndGet(row.messagesIn().bits());
        });
        assertThat(rows).hasValue(ROWS);
        assertThat(messages).hasValue(60L * ROWS);
        assertThat(list.total).isGreaterThan(90_000_000);
    }
}
