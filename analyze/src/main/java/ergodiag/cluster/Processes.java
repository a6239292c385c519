package ergodiag.cluster;

import ergodiag.ergo.Inspection;
import ergodiag.ergo.ProcessInfo;
import ergodiag.ergo.process.ProcessIds;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.ergo.process.ProcessRows;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every process of a node that stands in one of its lists, in the order in which the lists have them. There may be a million with many rows each:
 * a {@link Process} is made anew each time that it is asked for.
 *
 * <p>Longer than others because the order of the rows by process, and what is read by it, are one thing.
 */
public final class Processes extends AbstractCollection<Process> {
    /** Rows that stand one after the other in the order of time: which process each is of; negative for one that does not count. */
    private record Rows(Timed<ProcessRows> list, int[] processes) {}

    private final String node;
    private final ProcessIds ids;
    private final List<Rows> lists;
    /** The number of the first row of each list, counted over all lists. */
    private final int[] begins;
    /** By process: where its rows begin in {@link #rows}, in which they are in the order of time. */
    private final int[] offsets;

    private final int[] rows;
    private final int[] order;
    private final List<Process> current;
    private final Map<Integer, Series<ProcessInfo>> infos;
    private final Map<Integer, Series<Inspection>> inspections;

    private Processes(
            String node,
            ProcessIds ids,
            List<Rows> lists,
            int[] order,
            int[] current,
            Series<ProcessInfo> infos,
            Series<Inspection> inspections) {
        this.node = node;
        this.ids = ids;
        this.order = order;
        this.current = of(current);
        this.lists = lists;
        this.begins = new int[lists.size() + 1];
        for (int i = 0; i < lists.size(); i++) {
            begins[i + 1] = begins[i] + lists.get(i).processes().length;
        }
        this.offsets = new int[ids.size() + 1];
        this.rows = sortedIn();
        this.infos = byProcess(infos);
        this.inspections = byProcess(inspections);
    }

    /** Reads the lists of a node. */
    static final class Reader {
        private final String node;
        private final ProcessIds ids;
        private final List<Rows> lists = new ArrayList<>();
        private final BitSet met = new BitSet();
        private int[] order = new int[64];
        private int count;

        Reader(String node, ProcessIds ids) {
            this.node = node;
            this.ids = ids;
        }

        void lists(Series<ProcessList> series) {
            series.readings()
                    .forEach(list -> add(new Rows(
                            new Timed<>(list.at(), list.call(), list.it().read()),
                            list.it().processes())));
        }

        void heads(Series<ProcessRows> series) {
            series.readings()
                    .forEach(head -> add(new Rows(
                            head,
                            IntStream.range(0, head.it().size())
                                    .map(row -> ids.of(head.it(), row))
                                    .toArray())));
        }

        private void add(Rows list) {
            lists.add(list);
            for (int process : list.processes()) {
                if (process >= 0 && !met.get(process)) {
                    met.set(process);
                    if (count == order.length) {
                        order = Arrays.copyOf(order, 2 * count);
                    }
                    order[count++] = process;
                }
            }
        }

        /** @param all the complete lists */
        Processes with(Series<ProcessList> all, Series<ProcessInfo> infos, Series<Inspection> inspections) {
            lists.sort(Comparator.comparing(list -> list.list().at()));
            int[] current = all.last().map(list -> current(list.it())).orElse(new int[0]);
            return new Processes(node, ids, lists, Arrays.copyOf(order, count), current, infos, inspections);
        }
    }

    private int[] sortedIn() {
        for (Rows list : lists) {
            for (int process : list.processes()) {
                if (process >= 0) {
                    offsets[process + 1]++;
                }
            }
        }
        for (int i = 0; i < offsets.length - 1; i++) {
            offsets[i + 1] += offsets[i];
        }
        int[] sorted = new int[offsets[offsets.length - 1]];
        int[] next = Arrays.copyOf(offsets, offsets.length);
        for (int list = 0; list < lists.size(); list++) {
            int[] processes = lists.get(list).processes();
            for (int row = 0; row < processes.length; row++) {
                if (processes[row] >= 0) {
                    sorted[next[processes[row]]++] = begins[list] + row;
                }
            }
        }
        return sorted;
    }

    private <T> Map<Integer, Series<T>> byProcess(Series<T> series) {
        Map<Integer, List<Timed<T>>> byProcess = new HashMap<>();
        series.readings()
                .forEach(reading -> ids.find(reading.call().argument("pid"))
                        .ifPresent(process -> byProcess
                                .computeIfAbsent(process, any -> new ArrayList<>())
                                .add(reading)));
        Map<Integer, Series<T>> readings = new HashMap<>();
        byProcess.forEach((process, timed) -> readings.put(process, new Series<>(timed)));
        return readings;
    }

    /** Name of the node. */
    String node() {
        return node;
    }

    /** How many there are. */
    @Override
    public int size() {
        return order.length;
    }

    @Override
    public Iterator<Process> iterator() {
        return of(order).iterator();
    }

    /** Those that were asked themselves, by {@code process_info} or {@code process_inspect}. */
    public Stream<Process> asked() {
        return infos.isEmpty() && inspections.isEmpty()
                ? Stream.empty()
                : Arrays.stream(order)
                        .filter(process -> infos.containsKey(process) || inspections.containsKey(process))
                        .mapToObj(process -> new Process(this, process));
    }

    /** The process with that pid. */
    public Optional<Process> of(String pid) {
        OptionalInt process = ids.find(pid);
        return process.isPresent() && isIn(process.getAsInt())
                ? Optional.of(new Process(this, process.getAsInt()))
                : Optional.empty();
    }

    private boolean isIn(int process) {
        return process < offsets.length - 1 && offsets[process] < offsets[process + 1];
    }

    /** Their pids. */
    Collection<String> pids() {
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return pid(order[index]);
            }

            @Override
            public int size() {
                return order.length;
            }
        };
    }

    /** Those of the newest list, those of the observer left out, in its order. */
    List<Process> current() {
        return current;
    }

    private static int[] current(ProcessList newest) {
        int[] processes = newest.processes();
        ProcessRows read = newest.read();
        return IntStream.range(0, processes.length)
                .filter(row -> processes[row] >= 0 && !read.get(row).isOfTheAskers())
                .map(row -> processes[row])
                .toArray();
    }

    private List<Process> of(int[] processes) {
        return new Some(processes);
    }

    /** Processes by their numbers. */
    private final class Some extends AbstractList<Process> implements RandomAccess {
        private final int[] processes;

        private Some(int[] processes) {
            this.processes = processes;
        }

        @Override
        public Process get(int index) {
            return new Process(Processes.this, processes[index]);
        }

        @Override
        public int size() {
            return processes.length;
        }
    }

    String pid(int process) {
        return ids.pid(process);
    }

    Timed<ProcessRow> first(int process) {
        return row(rows[offsets[process]]);
    }

    Timed<ProcessRow> last(int process) {
        return row(rows[offsets[process + 1] - 1]);
    }

    int readings(int process) {
        return offsets[process + 1] - offsets[process];
    }

    /** As nearly all processes are asked for that, no list is made of their rows. */
    long mostWaiting(int process) {
        long most = 0;
        for (int i = offsets[process]; i < offsets[process + 1]; i++) {
            most = Math.max(most, rowOf(rows[i]).mailbox());
        }
        return most;
    }

    int readings(int process, String state) {
        int readings = 0;
        for (int i = offsets[process]; i < offsets[process + 1]; i++) {
            readings += rowOf(rows[i]).state().equals(state) ? 1 : 0;
        }
        return readings;
    }

    Series<ProcessRow> rows(int process) {
        List<Timed<ProcessRow>> timed = new ArrayList<>(offsets[process + 1] - offsets[process]);
        for (int i = offsets[process]; i < offsets[process + 1]; i++) {
            timed.add(row(rows[i]));
        }
        return new Series<>(timed);
    }

    private Timed<ProcessRow> row(int number) {
        int list = listOf(number);
        Timed<ProcessRows> rowsOf = lists.get(list).list();
        return new Timed<>(rowsOf.at(), rowsOf.call(), rowsOf.it().get(number - begins[list]));
    }

    private ProcessRow rowOf(int number) {
        int list = listOf(number);
        return lists.get(list).list().it().get(number - begins[list]);
    }

    private int listOf(int number) {
        int list = Arrays.binarySearch(begins, number);
        while (list >= 0 && begins[list + 1] == number) {
            list++;
        }
        return list >= 0 ? list : -list - 2;
    }

    Series<ProcessInfo> infos(int process) {
        return infos.getOrDefault(process, Series.empty());
    }

    Series<Inspection> inspections(int process) {
        return inspections.getOrDefault(process, Series.empty());
    }
}
