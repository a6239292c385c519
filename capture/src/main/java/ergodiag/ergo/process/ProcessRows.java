package ergodiag.ergo.process;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Rows of process lists, in the order in which they were read. A row is made anew each time that it is asked for. */
public final class ProcessRows extends AbstractList<ProcessRow> implements RandomAccess {
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

    /** Memory that they take, in bytes, the texts not counted. */
    public long bytes() {
        return blocks.stream().mapToLong(RowBlock::bytes).sum();
    }
}
