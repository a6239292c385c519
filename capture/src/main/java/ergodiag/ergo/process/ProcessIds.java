package ergodiag.ergo.process;

import java.util.Arrays;
import java.util.OptionalInt;

/** Numbers the processes of a node by their pids, from 0, in the order in which they are met. */
public final class ProcessIds {
    private final Texts texts;
    private int[] stems = new int[64];
    private long[] numbers = new long[64];
    /** Places by hash: the number of the process plus one, or 0. */
    private int[] places = new int[128];

    private int size;

    /** @param texts knows the texts of all rows */
    public ProcessIds(Texts texts) {
        this.texts = texts;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The number of the process of a row. */
    public int of(ProcessRows rows, int index) {
        int stem = rows.pidStem(index);
        long number = rows.pidNumber(index);
        int place = place(stem, number);
        return places[place] != 0 ? places[place] - 1 : add(place, stem, number);
    }

    /** The number of the process with that pid, if one was met. */
    public OptionalInt find(String pid) {
        int stem = texts.numbered(pid.toCharArray(), 0, pid.length());
        return find(stem, texts.number());
    }

    /** The number of the process of a row of this node, if it was met. */
    public OptionalInt find(ProcessRow row) {
        return find(row.pidStem(), row.pidNumber());
    }

    private OptionalInt find(int stem, long number) {
        int found = places[place(stem, number)];
        return found == 0 ? OptionalInt.empty() : OptionalInt.of(found - 1);
    }

    /** The pid of the process of that number. */
    public String pid(int process) {
        return texts.text(stems[process], numbers[process]);
    }

    private int place(int stem, long number) {
        long mixed = (number * 31 + stem) * 0x9e3779b97f4a7c15L;
        int place = (int) (mixed >>> 32) & (places.length - 1);
        while (places[place] != 0 && !(stems[places[place] - 1] == stem && numbers[places[place] - 1] == number)) {
            place = (place + 1) & (places.length - 1);
        }
        return place;
    }

    private int add(int place, int stem, long number) {
        if (size == stems.length) {
            stems = Arrays.copyOf(stems, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        stems[size] = stem;
        numbers[size] = number;
        places[place] = ++size;
        if (2 * size > places.length) {
            places = new int[2 * places.length];
            for (int process = 0; process < size; process++) {
                places[place(stems[process], numbers[process])] = process + 1;
            }
        }
        return size - 1;
    }
}
