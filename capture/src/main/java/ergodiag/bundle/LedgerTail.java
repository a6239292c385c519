package ergodiag.bundle;

import ergodiag.bundle.archive.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a file of lines whose writer was killed. */
final class LedgerTail {
    private LedgerTail() {}

    /** Makes the ledger end with a whole line. A last line that only lacks its end gets one. @return whether a torn line was cut off */
    static boolean mend(Path ledger) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(ledger, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long whole = endOfLastLine(channel);
            if (whole == channel.size()) {
                return false;
            }
            int torn = (int) Math.min(channel.size() - whole, LedgerReader.LONGEST_LINE);
            String last = StandardCharsets.UTF_8
                    .decode(Piece.of(channel, whole, torn))
                    .toString();
            if (BundleJson.call(last).isPresent()) {
                channel.position(channel.size());
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
                return false;
            }
            channel.truncate(whole);
            return true;
        }
    }

    /** Cuts a file of lines off after its last whole one. */
    static void cut(Path lines) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(lines, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(endOfLastLine(channel));
        }
    }

    /** Where the first byte after the last line end stands. */
    private static long endOfLastLine(SeekableByteChannel channel) throws IOException {
        int piece = 1 << 16;
        for (long end = channel.size(); end > 0; end -= piece) {
            long start = Math.max(0, end - piece);
            ByteBuffer bytes = Piece.of(channel, start, (int) (end - start));
            for (int i = bytes.limit() - 1; i >= 0; i--) {
                if (bytes.get(i) == '\n') {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }
}
