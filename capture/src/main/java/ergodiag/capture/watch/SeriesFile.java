package ergodiag.capture.watch;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The file of one series in the bundle, written entry by entry and never beyond a bound. It stands from the first entry on, or once it is opened. Used
 * by one thread at a time.
 */
final class SeriesFile {
    /** More than this of one series is not kept: the window would no longer fit into a ticket. */
    private static final long MOST_BYTES = 8L << 20;

    private final Session visit;
    private final String path;
    private long entries;
    private long lost;
    private long bytes;
    private Optional<OutputStream> out = Optional.empty();

    /**
     * Nothing is written yet.
     *
     * @param tool what was asked, as it is called on the wire
     * @param what names the series in the ledger and in its file
     */
    SeriesFile(Session visit, String node, String tool, String what) {
        this.visit = visit;
        this.path = "nodes/" + SafePath.part(node) + "/" + SafePath.file("series." + tool, List.of(what), ".jsonl");
    }

    /** Lets it stand, be it empty. */
    void open() {
        stream();
    }

    /** One entry; beyond the bound it is only counted. */
    void add(String line) throws IOException {
        if (bytes > MOST_BYTES) {
            lost++;
            return;
        }
        entries++;
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        bytes += text.length;
        stream().write(text);
        stream().flush();
    }

    private OutputStream stream() {
        if (out.isEmpty()) {
            out = Optional.of(visit.writer().open(path));
        }
        return out.get();
    }

    /** So many entries never came. */
    void missed(long more) {
        lost += more;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    void close() throws IOException {
        stream().close();
    }

    /**
     * The line of the ledger that speaks of it, once it is closed.
     *
     * @param whole whether nothing is missing beside the entries that are counted here
     */
    Call told(Call line, boolean whole) {
        boolean all = whole && lost == 0;
        return line.stored(OptionalInt.of(1), Optional.of(visit.writer().describe(path)))
                .listed(list -> list.counted(entries, !all).judged(all, OptionalLong.of(entries + lost)));
    }
}
