package ergodiag.replay.recording;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids as the MCP application writes them, {@code <SUM.0.ID>}, from those of an Observer, {@code node@host:ID.CREATION} (ERGO33.md 5). */
public final class ShortIds {
    private static final Pattern PID = Pattern.compile("([^:]+):(\\d+)\\.\\d+");
    private static final Pattern ALIAS = Pattern.compile("([^:]+):(\\d+)\\.(\\d+)\\.(\\d+)\\.\\d+");
    private static final Pattern NAME = Pattern.compile("([^:@]+@[^:]+):(.+)", Pattern.DOTALL);
    private static final int POLYNOMIAL = 0xD5828281;
    private static final long LOW = 0xFFFF_FFFFL;

    private ShortIds() {}

    /** The sum of a node's name. */
    public static String sum(String name) {
        int crc = -1;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            crc ^= each & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
        }
        return String.format(Locale.ROOT, "%08X", ~crc);
    }

    static String pid(String full) {
        Matcher pid = PID.matcher(full);
        if (!pid.matches()) {
            return full;
        }
        long number = Long.parseUnsignedLong(pid.group(2));
        return "<" + sum(pid.group(1)) + "." + (number >>> 32) + "." + (number & LOW) + ">";
    }

    static String alias(String full) {
        Matcher alias = ALIAS.matcher(full);
        return alias.matches()
                ? "Alias#<" + sum(alias.group(1)) + "." + alias.group(2) + "." + alias.group(3) + "." + alias.group(4)
                        + ">"
                : full;
    }

    static String event(String full) {
        Matcher name = NAME.matcher(full);
        return name.matches() ? "Event#<" + sum(name.group(1)) + ":" + name.group(2) + ">" : full;
    }

    static String named(String full) {
        Matcher name = NAME.matcher(full);
        return name.matches() ? "<" + sum(name.group(1)) + "." + name.group(2) + ">" : full;
    }
}
