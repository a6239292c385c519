package ergodiag.ergo.pprof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places, functions and texts that a profile in protobuf names by numbers: its messages Location, Line and Function, and its table of
 * texts. Memory is bounded whatever it claims to hold.
 */
final class PprofSymbols {
    private static final int MOST_ENTRIES = 500_000;
    private static final int MOST_LINES = 2_000_000;
    private static final int MOST_INLINED = 1024;
    private static final int LONGEST_TEXT = 4000;

    private static final int ID = 1;
    private static final int LOCATION_LINE = 4;
    private static final int LINE_FUNCTION = 1;
    private static final int LINE_NUMBER = 2;
    private static final int FUNCTION_NAME = 2;
    private static final int FUNCTION_FILE = 4;

    /** A place in the program; {@code line} is 0 where it is not told. */
    private record Line(long function, long line) {}

    private record Function(long name, long file) {}

    private final List<String> texts = new ArrayList<>();
    private final Map<Long, List<Line>> locations = new HashMap<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Line, StackFrame> frames = new HashMap<>();
    private int linesInAll;

    /** Takes the next entry of the table of texts. A sign that would break a line is none of a name. */
    void addText(ProtoFields field) throws DamagedProfile {
        texts.add(field.text(LONGEST_TEXT).replaceAll("\\p{Cntrl}", "?"));
        if (texts.size() > MOST_ENTRIES) {
            throw new DamagedProfile("it has more texts than any program has functions");
        }
    }

    void addLocation(ProtoFields fields) throws DamagedProfile {
        long id = 0;
        List<Line> lines = new ArrayList<>(1);
        while (fields.next()) {
            if (fields.number() == ID) {
                id = fields.integer();
            } else if (fields.number() == LOCATION_LINE && lines.size() < MOST_INLINED) {
                ProtoFields line = fields.message();
                long function = 0;
                long number = 0;
                while (line.next()) {
                    switch (line.number()) {
                        case LINE_FUNCTION -> function = line.integer();
                        case LINE_NUMBER -> number = line.integer();
                        default -> {}
                    }
                }
                lines.add(new Line(function, number));
                linesInAll++;
            }
        }
        put(locations, id, List.copyOf(lines));
    }

    void addFunction(ProtoFields fields) throws DamagedProfile {
        long id = 0;
        long name = 0;
        long file = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case ID -> id = fields.integer();
                case FUNCTION_NAME -> name = fields.integer();
                case FUNCTION_FILE -> file = fields.integer();
                default -> {}
            }
        }
        put(functions, id, new Function(name, file));
    }

    private <T> void put(Map<Long, T> entries, long id, T entry) throws DamagedProfile {
        entries.put(id, entry);
        if (entries.size() > MOST_ENTRIES || linesInAll > MOST_LINES) {
            throw new DamagedProfile("it has more functions than any program has");
        }
    }

    /** The frames of a place, innermost first: there are several where calls were inlined. */
    List<StackFrame> frames(long location) throws DamagedProfile {
        List<StackFrame> found = new ArrayList<>();
        for (Line line : locations.getOrDefault(location, List.of())) {
            found.add(frame(line));
        }
        return found;
    }

    /** Whether there are no texts at all. */
    boolean isEmpty() {
        return texts.isEmpty();
    }

    private StackFrame frame(Line line) throws DamagedProfile {
        StackFrame known = frames.get(line);
        if (known != null) {
            return known;
        }
        Function function = functions.getOrDefault(line.function(), new Function(0, 0));
        String file = text(function.file());
        String name = text(function.name());
        StackFrame frame = new StackFrame(
                name.isEmpty() ? "(unknown)" : name,
                file.isEmpty() || line.line() <= 0 ? file : file + ":" + line.line());
        frames.put(line, frame);
        return frame;
    }

    /** The text of that number. */
    String text(long index) throws DamagedProfile {
        if (index < 0 || index >= texts.size()) {
            throw new DamagedProfile("it names a text that it does not have");
        }
        return texts.get((int) index);
    }
}
