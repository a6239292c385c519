package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who logged, in the words of listeners and of the log lens. */
class LogEntryTest {
    private static final Set<String> NODES = Set.of("node1@localhost", "node2@localhost");

    @Test
    void theOtherEndOfAConnectionIsToldByItsNameOrItsChecksum() {
        LogEntry listened = entry("""
                {"sequence":1,"timestamp":"2026-11-28T14:53:36Z","data":{"level":"error","source":"'node1@localhost' <-> 'node2@localhost'","message":"x","time":"2026-11-28T14:53:36Z"}}
                """);
        LogEntry lens = entry("""
                {"Node":"node1@localhost","Source":"network","Name":"","PID":"","Behavior":"","Peer":"08151198","Timestamp":1795875503057098752,"Level":"error","Message":"x"}
                """);
        LogEntry stranger = entry("""
                {"Node":"node1@localhost","Source":"network","Name":"","PID":"","Behavior":"","Peer":"0BADF00D","Timestamp":1795875503057098752,"Level":"error","Message":"x"}
                """);

        assertThat(listened.withPeerOf(NODES)).isEqualTo(listened);
        assertThat(listened.peer()).contains("node2@localhost");
        assertThat(lens.withPeerOf(NODES).peer()).contains("node2@localhost");
        assertThat(stranger.withPeerOf(NODES).peer()).contains("0BADF00D");
        assertThat(lens.withPeerOf(NODES).pid()).isEmpty();
    }

    private static LogEntry entry(String line) {
        return LogEntry.list(new BufferedReader(new StringReader(line)), "log").get(0);
    }
}
