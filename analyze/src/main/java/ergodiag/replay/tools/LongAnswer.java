package ergodiag.replay.tools;

import ergodiag.replay.recording.Rows.Row;
import ergodiag.replay.recording.ToolAnswer;
import java.util.Iterator;
import java.util.stream.Stream;

/** A pretty list of rows as Go writes it, however many they are, as long as the memory of this program holds what is sent. */
final class LongAnswer {
    /** What of the memory the text may take, which is there in several forms before it is sent. */
    private static final int SHARE = 16;

    private LongAnswer() {}

    static ToolAnswer of(Stream<Row> rows) {
        long most = Runtime.getRuntime().maxMemory() / SHARE;
        StringBuilder text = new StringBuilder();
        for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
            text.append(text.isEmpty() ? "[\n  " : ",\n  ").append(each.next().text());
            if (text.length() > most) {
                return ToolAnswer.error(
                        "the answer is longer than " + (most >> 20)
                                + " MB, for which this replay has not enough memory: ask for fewer with 'limit', or start it with the option -Xmx of java");
            }
        }
        return ToolAnswer.of(text.isEmpty() ? "null" : text.append("\n]").toString());
    }
}
