package ergodiag.redact.names;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The checksum of a node's name that stands for the node in pids, events and aliases. Who guesses a name can check the guess against it, so it
 * changes with the name. The polynomial is that of {@code gen/types.go} of the framework.
 */
final class NodeCrc {
    private static final int POLYNOMIAL = 0xD5828281;
    private static final int[] TABLE = table();

    private NodeCrc() {}

    /** Eight hex digits, upper case. */
    static String of(String node) {
        int crc = -1;
        for (byte b : node.getBytes(StandardCharsets.UTF_8)) {
            crc = TABLE[(crc ^ b) & 0xff] ^ (crc >>> 8);
        }
        return String.format(Locale.ROOT, "%08X", ~crc);
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
