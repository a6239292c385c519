package ergodiag.capture.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import ergodiag.capture.scope.Profile;
import ergodiag.ergo.process.ProcessRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static final String WAITING =
            "[{\"PID\":\"<A.0.1>\",\"State\":\"running\",\"MessagesIn\":20,\"MessagesMailbox\":7,\"MailboxLatency\":2000000000}]";

    @Test
    void oneReadingGivenTwiceDoesNotTellThatNothingWasTaken() {
        List<ProcessRow> rows = rows(WAITING);
        assertThat(why(rows, rows)).containsExactly("its oldest message has waited for more than a second");
    }

    @Test
    void twoReadingsTellThatNothingWasTaken() {
        assertThat(why(rows(WAITING), rows(WAITING))).containsExactly("messages wait and none was taken");
    }

    private static List<String> why(List<ProcessRow> earlier, List<ProcessRow> now) {
        return Suspects.choose(earlier, now, List.of(), List.of(), SuspectLimits.of(Profile.STANDARD)).stream()
                .map(suspect -> suspect.reason().what())
                .toList();
    }

    private static List<ProcessRow> rows(String list) {
        List<ProcessRow> rows = new ArrayList<>();
        ProcessRow.stream(
                new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
                Source.file("process_list.json"),
                rows::add);
        return rows;
    }
}
