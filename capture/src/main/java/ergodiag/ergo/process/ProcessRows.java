package ergodiag.ergo.process;

import ergodiag.bundle.Source;
import ergodiag.ergo.UnreadableReply;
import java.io.InputStream;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Rows of process lists, in the order in which they were read. A row is made anew each time that it is asked for. */
public final class ProcessRows extends AbstractList<ProcessRow> implements RandomAccess {
    /** Bytes for each row besides it: which process it is of, and a share of what is known of the process. */
    private static final int OF_ITS_PROCESS = 20;

    private final List<RowBlock> blocks;
    private final int size;
    private final @Nullable Duration setBy;

    private ProcessRows(List<RowBlock> blocks, @Nullable Duration setBy) {
        this.blocks = blocks;
        this.size = blocks.stream().mapToInt(RowBlock::size).sum();
        this.setBy = setBy;
    }

    /** Reads lists one after the other. */
    public static final class Reader {
        private final List<RowBlock> blocks = new ArrayList<>();
        private final RowReader reader;

        /** @param texts knows the texts of all lists that are to be compared */
        public Reader(Texts texts) {
            this.reader = new RowReader(texts, blocks::add);
        }

        /**
         * Reads a list. Those of its rows that come before something that cannot be read are kept.
         *
         * @throws ergodiag.ergo.UnreadableReply when it is no such list, or one of its rows is none
         */
        public void read(InputStream in, Source at) {
            reader.read(in, at);
        }

        /** What was read. */
        public ProcessRows rows() {
            reader.flush();
            return new ProcessRows(List.copyOf(blocks), null);
        }
    }

    /**
     * The same rows with the ages that they had if the clock of their node had not been set: never negative.
     *
     * @param by by how much it had been set
     */
    public ProcessRows withClockSetBy(Duration by) {
        return new ProcessRows(blocks, by);
    }

    /**
     * Memory that the rows of a list take, in bytes, texts and what their processes need included.
     *
     * @param most where it is more, the list is read no further
     */
    public static long weight(InputStream in, Source at, long most) {
        Texts texts = new Texts();
        long[] rows = {0};
        RowReader reader = new RowReader(texts, block -> {
            rows[0] += block.bytes() + (long) OF_ITS_PROCESS * block.size();
            if (rows[0] + texts.size() > most) {
                throw new Enough();
            }
        });
        try {
            try {
                reader.read(in, at);
            } catch (UnreadableReply e) {
                // whoever reads it says what is wrong with it
            }
            reader.flush();
        } catch (Enough e) {
            // as it says
        }
        return rows[0] + texts.size();
    }

    /** It is more than is asked for. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super("", null, false, false);
        }
    }

    @Override
    public ProcessRow get(int index) {
        return new ProcessRow(block(index), index % RowBlock.MOST, setBy);
    }

    @Override
    public int size() {
        return size;
    }

    /** All blocks but the last are full. */
    private RowBlock block(int index) {
        return blocks.get(index / RowBlock.MOST);
    }

    int pidStem(int index) {
        return (int) block(index).value(RowField.PID, index % RowBlock.MOST);
    }

    long pidNumber(int index) {
        return block(index).number(RowField.PID, index % RowBlock.MOST);
    }
}
