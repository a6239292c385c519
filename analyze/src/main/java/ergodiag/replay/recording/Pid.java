package ergodiag.replay.recording;

import java.util.Optional;

/** Identifiers of processes as a node reads them. */
public final class Pid {
    private Pid() {}

    /** What a node says of a text that is no pid; empty for a good one. */
    public static Optional<String> fault(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.of("incorrect PID format, expected <crc.high.low>");
        }
        String low = parts[2].endsWith(">") ? parts[2].substring(0, parts[2].length() - 1) : parts[2];
        return number(parts[1]).or(() -> number(low));
    }

    /** The number after the last dot: two pids with the same one are the same process of a node. */
    public static String low(String pid) {
        String last = pid.substring(pid.lastIndexOf('.') + 1);
        return last.endsWith(">") ? last.substring(0, last.length() - 1) : last;
    }

    private static Optional<String> number(String text) {
        try {
            Long.parseLong(text);
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of("strconv.ParseInt: parsing " + GoJson.string(text) + ": invalid syntax");
        }
    }
}
