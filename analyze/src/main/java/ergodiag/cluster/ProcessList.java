package ergodiag.cluster;

import ergodiag.ergo.process.ProcessIds;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.ergo.process.ProcessRows;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** One reading of the processes of a node, from one reply or several, doubles removed. */
public final class ProcessList {
    private static final int ABSENT = -1;

    private final ProcessRows rows;
    private final ProcessIds ids;
    /** The number of the process in each row; a row that stands twice is {@link #ABSENT} the second time. */
    private final int[] processes;

    private final int size;
    private final boolean complete;
    private int @Nullable [] places;

    private ProcessList(ProcessRows rows, ProcessIds ids, int[] processes, int size, boolean complete) {
        this.rows = rows;
        this.ids = ids;
        this.processes = processes;
        this.size = size;
        this.complete = complete;
    }

    /**
     * @param ids numbers the processes of the node
     * @param complete whether it is known to hold every process of the node
     */
    static ProcessList of(ProcessRows rows, ProcessIds ids, boolean complete) {
        int[] processes = new int[rows.size()];
        BitSet met = new BitSet();
        for (int i = 0; i < processes.length; i++) {
            int process = ids.of(rows, i);
            processes[i] = met.get(process) ? ABSENT : process;
            met.set(process);
        }
        return new ProcessList(rows, ids, processes, met.cardinality(), complete);
    }

    /** The same with the ages that its processes had if the clock of the node had not been set. */
    ProcessList withClockSetBy(Duration by) {
        return new ProcessList(rows.withClockSetBy(by), ids, processes, size, complete);
    }

    /** Whether it is known to hold every process of the node. */
    public boolean complete() {
        return complete;
    }

    /** How many processes it has. */
    public int size() {
        return size;
    }

    /** Its rows in the order of the reply, each made anew when it is asked for. */
    public List<ProcessRow> rows() {
        return size == processes.length ? rows : new Singles();
    }

    /** The row of a process. */
    public Optional<ProcessRow> process(String pid) {
        int place = place(ids.find(pid));
        return place == ABSENT ? Optional.empty() : Optional.of(rows.get(place));
    }

    /** The row of the process that a row of another list of the node shows. */
    public Optional<ProcessRow> process(ProcessRow row) {
        int place = place(ids.find(row));
        return place == ABSENT ? Optional.empty() : Optional.of(rows.get(place));
    }

    public boolean contains(String pid) {
        return place(ids.find(pid)) != ABSENT;
    }

    private int place(OptionalInt process) {
        if (places == null) {
            places = places();
        }
        return process.isPresent() && process.getAsInt() < places.length ? places[process.getAsInt()] : ABSENT;
    }

    /** Rows by the number of their process. */
    private int[] places() {
        int[] byProcess = new int[ids.size()];
        Arrays.fill(byProcess, ABSENT);
        for (int i = 0; i < processes.length; i++) {
            if (processes[i] != ABSENT) {
                byProcess[processes[i]] = i;
            }
        }
        return byProcess;
    }

    /** All rows as they were read, doubles among them. */
    ProcessRows read() {
        return rows;
    }

    /** The number of the process in each row as it was read; negative for a double. */
    int[] processes() {
        return processes;
    }

    /** The rows without doubles. */
    private final class Singles extends AbstractList<ProcessRow> implements RandomAccess {
        private final int[] kept = new int[size];

        private Singles() {
            for (int i = 0, at = 0; i < processes.length; i++) {
                if (processes[i] != ABSENT) {
                    kept[at++] = i;
                }
            }
        }

        @Override
        public ProcessRow get(int index) {
            return rows.get(kept[index]);
        }

        @Override
        public int size() {
            return kept.length;
        }
    }
}
