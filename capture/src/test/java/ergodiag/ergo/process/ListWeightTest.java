package ergodiag.ergo.process;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Excess;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fits by the quick weight fits. */
class ListWeightTest {
    private static final Path SAMPLE = Path.of("../samples/blocked-consumer.zip");
    private static final int ROWS = 5000;

    private static Call list() {
        try (Bundle bundle = Bundle.open(SAMPLE)) {
            return bundle.calls().stream()
                    .filter(call ->
                            Tool.PROCESS_LIST.askedBy(call) && call.outcome().answered())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Excess.Weigher.Reply reply(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(String row) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> row.replace("%", letters(i)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A number without digits. */
    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (int left = number; left > 0; left /= 26) {
            letters.append((char) ('a' + left % 26));
        }
        return letters.toString();
    }

    @Test
    void theQuickWeightIsNeverLess() throws IOException {
        Call call = list();
        for (String row : new String[] {
            "{}",
            "{\"PID\":\"%\"}",
            "{\"PID\":\"%\",\"Name\":\"%\",\"Application\":\"a%\",\"Behavior\":\"b%\",\"Kind\":\"k%\",\"State\":\"s%\",\"Parent\":\"p%\"}",
            "{\"PID\":\"<1B30E9C5.0.1005>\",\"MessagesIn\":1234567890123456789,\"MessagesOut\":9123456789012345678}"
        }) {
            long exact = ListWeight.exactly(call, reply(rows(row)), Long.MAX_VALUE);
            assertThat(exact).as(row).isGreaterThan(20L * ROWS);
            assertThat(ListWeight.atMost(call, reply(rows(row)), Long.MAX_VALUE))
                    .as(row)
                    .isGreaterThanOrEqualTo(exact);
        }
    }

    @Test
    void textsThatAreThereOnceTakeMoreThanNumbersAndTextsThatRepeat() throws IOException {
        Call call = list();
        String often = rows("{\"PID\":\"<1.0.1005>\",\"Name\":\"name\",\"Behavior\":\"main.Worker\"}");
        String once = rows("{\"PID\":\"<1.0.1005>\",\"Name\":\"%\",\"Behavior\":\"main.%\"}");

        assertThat(ListWeight.exactly(call, reply(often), Long.MAX_VALUE)).isLessThan(40L * ROWS);
        assertThat(ListWeight.exactly(call, reply(once), Long.MAX_VALUE)).isGreaterThan(240L * ROWS);
    }

    @Test
    void aListThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        String list = rows("{\"PID\":\"%\",\"Name\":\"n%\"}");
        InputStream[] opened = new InputStream[1];

        long weight = ListWeight.exactly(
                list(),
                () -> {
                    opened[0] = reply(list).open();
                    return opened[0];
                },
                200_000);

        assertThat(weight).isGreaterThan(200_000);
        assertThat(opened[0].available()).isGreaterThan(list.length() / 2);
    }

    @Test
    void aListThatEndsInTheMiddleWeighsWhatCanBeRead() throws IOException {
        String list = rows("{\"PID\":\"%\"}");

        assertThat(ListWeight.exactly(list(), reply(list.substring(0, list.length() / 2)), Long.MAX_VALUE))
                .isGreaterThan(60L * ROWS);
    }
}
