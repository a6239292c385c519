package ergodiag.ergo.process;

import ergodiag.bundle.Excess;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.InputStream;

/** What lists of processes take in memory, of which rows are kept in columns: as much as is told in them. */
public final class ListWeight {
    /** Bytes of a row in which each field is as long as can be and each text is met for the first time. */
    private static final int MOST_OF_A_ROW = 1200;

    private ListWeight() {}

    /** Nothing takes more than that. */
    public static long atMost(Call call, Excess.Weigher.Reply reply, long most) throws IOException {
        return isList(call)
                ? Excess.Weigher.ofRows(reply, MOST_OF_A_ROW, most)
                : Excess.Weigher.OF_BYTES.weight(call, reply, most);
    }

    /** The same where that would be too much: lists are read, and nothing of them kept. */
    public static long exactly(Call call, Excess.Weigher.Reply reply, long most) throws IOException {
        if (!isList(call)) {
            return Excess.Weigher.OF_BYTES.weight(call, reply, most);
        }
        try (InputStream in = reply.open()) {
            return ProcessRows.weight(in, Tool.PROCESS_LIST.in(call), most);
        }
    }

    private static boolean isList(Call call) {
        return Tool.answeredBy(call).contains(Tool.PROCESS_LIST);
    }
}
