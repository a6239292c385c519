package ergodiag.ergo;

import java.io.BufferedReader;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of {@code network_ping}.
 *
 * @param rtt the round trip, which includes the far side's wait for a free worker (ERGO.md 4)
 */
public record Ping(Duration rtt) {
    private static final Pattern REPLY = Pattern.compile("ping \\S+: rtt (\\S+)");

    /**
     * Reads a reply.
     *
     * @param file path inside the bundle, for the error
     * @throws UnreadableReply when it is no ping
     */
    public static Ping read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        String line = text.first("a ping");
        Matcher reply = REPLY.matcher(line.strip());
        if (!reply.matches()) {
            throw text.unexpected("'ping NODE: rtt TIME'", line);
        }
        return new Ping(GoDuration.read(reply.group(1)).orElseThrow(() -> text.unexpected("a time like 0.42ms", line)));
    }
}
