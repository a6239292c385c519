package ergodiag.ergo.pprof;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile as Go's profiler writes it: protobuf by {@code proto/profile.proto} of google/pprof, whose fields are known here by their
 * numbers. It is read in two passes, since samples come before the functions and texts that they name; names of mappings, comments and
 * whatever else it says are passed over. Memory is bounded whatever it claims to hold.
 */
public final class PprofProfile {
    /** So many bytes are enough for the profile of any program; a busy one has a megabyte. */
    public static final int LARGEST = 64 << 20;

    private static final int MOST_ENTRIES = 500_000;
    private static final int MOST_LINES = 2_000_000;
    private static final int MOST_FRAMES = 1024;
    private static final int MOST_VALUES = 16;
    private static final int MOST_LABELS = 64;
    private static final int LONGEST_TEXT = 4000;
    private static final int HIGHEST_FIELD = 15;
    private static final int FIRST = 5;

    /** Fields of Profile, Sample, Label, Location, Line, Function and ValueType. */
    private static final class Field {
        static final int SAMPLE_TYPE = 1;
        static final int SAMPLE = 2;
        static final int LOCATION = 4;
        static final int FUNCTION = 5;
        static final int TEXTS = 6;
        static final int TIME = 9;
        static final int DURATION = 10;
        static final int SAMPLE_LOCATIONS = 1;
        static final int SAMPLE_VALUES = 2;
        static final int SAMPLE_LABEL = 3;
        static final int LABEL_KEY = 1;
        static final int LABEL_TEXT = 2;
        static final int ID = 1;
        static final int LOCATION_LINE = 4;
        static final int LINE_FUNCTION = 1;
        static final int LINE_NUMBER = 2;
        static final int FUNCTION_NAME = 2;
        static final int FUNCTION_FILE = 4;
        static final int TYPE_NAME = 1;
    }

    /** A place in the program; {@code line} is 0 where it is not told. */
    private record Line(long function, long line) {}

    private record Function(long name, long file) {}

    /** What takes samples, one after the other. */
    interface Samples {
        /**
         * @param stack frames, innermost call first
         * @param values as many as there are sample types; none is negative
         */
        void take(List<StackFrame> stack, long[] values, Map<String, String> labels) throws IOException;
    }

    private final byte[] content;
    private final List<String> texts = new ArrayList<>();
    private final List<Long> typeNames = new ArrayList<>();
    private final Map<Long, List<Line>> locations = new HashMap<>();
    private final Map<Long, Function> functions = new HashMap<>();
    private final Map<Line, StackFrame> frames = new HashMap<>();
    private int linesInAll;
    private long nanos;
    private long length;

    private PprofProfile(byte[] content) throws DamagedProfile {
        this.content = content;
        ProtoFields fields = new ProtoFields(content);
        while (fields.next()) {
            switch (fields.number()) {
                case Field.SAMPLE_TYPE -> typeNames.add(member(fields.message(), Field.TYPE_NAME));
                case Field.LOCATION -> addLocation(fields.message());
                case Field.FUNCTION -> addFunction(fields.message());
                case Field.TEXTS -> texts.add(fields.text(LONGEST_TEXT).replaceAll("\\p{Cntrl}", "?"));
                case Field.TIME -> nanos = fields.integer();
                case Field.DURATION -> length = fields.integer();
                default -> {}
            }
            if (texts.size() + typeNames.size() > MOST_ENTRIES) {
                throw new DamagedProfile("it has more texts than any program has functions");
            }
        }
        if (typeNames.isEmpty() || texts.isEmpty()) {
            throw new DamagedProfile("it does not say what it counts");
        }
    }

    /**
     * Reads a profile.
     *
     * @throws DamagedProfile when it cannot be read to its end
     */
    public static PprofProfile read(byte[] content) throws DamagedProfile {
        return new PprofProfile(content);
    }

    /** Whether a file that begins like that is a profile: one of its first fields names what it counts. Go writes little before that. */
    public static boolean begins(byte[] head) {
        ProtoFields fields = new ProtoFields(head);
        try {
            for (int seen = 0; seen < FIRST && fields.next() && fields.number() <= HIGHEST_FIELD; seen++) {
                if (fields.number() == Field.SAMPLE_TYPE) {
                    member(fields.message(), Field.TYPE_NAME);
                    return true;
                }
            }
            return false;
        } catch (DamagedProfile e) {
            return false;
        }
    }

    private void addLocation(ProtoFields fields) throws DamagedProfile {
        long id = 0;
        List<Line> lines = new ArrayList<>(1);
        while (fields.next()) {
            if (fields.number() == Field.ID) {
                id = fields.integer();
            } else if (fields.number() == Field.LOCATION_LINE && lines.size() < MOST_FRAMES) {
                ProtoFields line = fields.message();
                long function = 0;
                long number = 0;
                while (line.next()) {
                    switch (line.number()) {
                        case Field.LINE_FUNCTION -> function = line.integer();
                        case Field.LINE_NUMBER -> number = line.integer();
                        default -> {}
                    }
                }
                lines.add(new Line(function, number));
                linesInAll++;
            }
        }
        put(locations, id, List.copyOf(lines));
    }

    private void addFunction(ProtoFields fields) throws DamagedProfile {
        long id = 0;
        long name = 0;
        long file = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case Field.ID -> id = fields.integer();
                case Field.FUNCTION_NAME -> name = fields.integer();
                case Field.FUNCTION_FILE -> file = fields.integer();
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

    /** The last number of that field in a message; 0 when it has none. */
    private static long member(ProtoFields fields, int number) throws DamagedProfile {
        long member = 0;
        while (fields.next()) {
            member = fields.number() == number ? fields.integer() : member;
        }
        return member;
    }

    /** When it was taken, by the node's clock; empty where it does not say. */
    public Optional<Instant> taken() {
        return nanos > 0
                ? Optional.of(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L))
                : Optional.empty();
    }

    /** Over what time it was taken; zero for a state at one moment. */
    Duration length() {
        return Duration.ofNanos(Math.max(0, length));
    }

    /** Which of the values of a sample has that name; empty when none has. */
    Optional<Integer> value(String name) throws DamagedProfile {
        for (int i = 0; i < typeNames.size(); i++) {
            if (text(typeNames.get(i)).equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** What it counts, in words: {@code contentions, delay}. */
    String counted() throws DamagedProfile {
        List<String> names = new ArrayList<>();
        for (Long name : typeNames.subList(0, Math.min(MOST_VALUES, typeNames.size()))) {
            names.add(text(name));
        }
        return String.join(", ", names);
    }

    /** Gives all samples out. */
    void samples(Samples samples) throws IOException {
        ProtoFields fields = new ProtoFields(content);
        while (fields.next()) {
            if (fields.number() == Field.SAMPLE) {
                sample(fields.message(), samples);
            }
        }
    }

    private void sample(ProtoFields fields, Samples samples) throws IOException {
        long[] places = {};
        long[] values = {};
        Map<String, String> labels = new HashMap<>();
        while (fields.next()) {
            switch (fields.number()) {
                case Field.SAMPLE_LOCATIONS -> places = fields.integers(places, MOST_FRAMES);
                case Field.SAMPLE_VALUES -> values = fields.integers(values, MOST_VALUES);
                case Field.SAMPLE_LABEL -> addLabel(fields.message(), labels);
                default -> {}
            }
        }
        if (values.length != Math.min(MOST_VALUES, typeNames.size())) {
            throw new DamagedProfile("a sample has " + values.length + " values, not " + typeNames.size());
        }
        if (Arrays.stream(values).anyMatch(value -> value < 0)) {
            throw new DamagedProfile("it tells differences to another profile; take one without seconds= or base");
        }
        List<StackFrame> stack = new ArrayList<>();
        for (long place : places) {
            for (Line line : locations.getOrDefault(place, List.of())) {
                if (stack.size() < MOST_FRAMES) {
                    stack.add(frame(line));
                }
            }
        }
        samples.take(stack, values, labels);
    }

    private void addLabel(ProtoFields fields, Map<String, String> labels) throws DamagedProfile {
        long key = 0;
        long value = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case Field.LABEL_KEY -> key = fields.integer();
                case Field.LABEL_TEXT -> value = fields.integer();
                default -> {}
            }
        }
        if (value != 0 && labels.size() < MOST_LABELS) {
            labels.put(text(key), text(value));
        }
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

    private String text(long index) throws DamagedProfile {
        if (index < 0 || index >= texts.size()) {
            throw new DamagedProfile("it names a text that it does not have");
        }
        return texts.get((int) index);
    }
}
