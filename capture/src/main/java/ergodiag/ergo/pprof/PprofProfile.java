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

    private static final int MOST_FRAMES = 1024;
    private static final int MOST_VALUES = 16;
    private static final int MOST_LABELS = 64;
    /** Frames of all samples together: a hundred thousand stacks of the depth that Go records. */
    private static final long MOST_FRAMES_IN_ALL = 20_000_000;
    /** No later version of the format has a field with a higher number yet. */
    private static final int HIGHEST_FIELD = 15;
    /** What a profile counts is among so many fields at its beginning. */
    private static final int FIRST = 5;

    /** Fields of Profile, Sample, Label and ValueType. */
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
        static final int TYPE_NAME = 1;
    }

    /** What takes samples, one after the other. */
    interface Samples {
        /**
         * @param stack frames, innermost call first
         * @param values as many as there are sample types; none is negative
         */
        void take(List<StackFrame> stack, long[] values, Map<String, String> labels) throws IOException;
    }

    private final byte[] content;
    private final List<Long> typeNames = new ArrayList<>();
    private final PprofSymbols symbols = new PprofSymbols();
    private long framesInAll;
    private long nanos;
    private long length;

    private PprofProfile(byte[] content) throws DamagedProfile {
        this.content = content;
        ProtoFields fields = new ProtoFields(content);
        while (fields.next()) {
            switch (fields.number()) {
                case Field.SAMPLE_TYPE -> typeNames.add(member(fields.message(), Field.TYPE_NAME));
                case Field.LOCATION -> symbols.addLocation(fields.message());
                case Field.FUNCTION -> symbols.addFunction(fields.message());
                case Field.TEXTS -> symbols.addText(fields);
                case Field.TIME -> nanos = fields.integer();
                case Field.DURATION -> length = fields.integer();
                default -> {}
            }
            if (typeNames.size() > MOST_VALUES) {
                throw new DamagedProfile("it counts more than any profile does");
            }
        }
        if (typeNames.isEmpty() || symbols.isEmpty()) {
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
            if (symbols.text(typeNames.get(i)).equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** What it counts, in words: {@code contentions, delay}. */
    String counted() throws DamagedProfile {
        List<String> names = new ArrayList<>();
        for (Long name : typeNames) {
            names.add(symbols.text(name));
        }
        return String.join(", ", names);
    }

    /** Gives all samples out. */
    void samples(Samples samples) throws IOException {
        ProtoFields fields = new ProtoFields(content);
        framesInAll = 0;
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
        if (values.length != typeNames.size()) {
            throw new DamagedProfile("a sample has " + values.length + " values, not " + typeNames.size());
        }
        if (Arrays.stream(values).anyMatch(value -> value < 0)) {
            throw new DamagedProfile("it tells differences to another profile; take one without seconds= or base");
        }
        List<StackFrame> stack = new ArrayList<>();
        for (long place : places) {
            if (stack.size() < MOST_FRAMES) {
                stack.addAll(symbols.frames(place));
            }
        }
        framesInAll += stack.size();
        if (framesInAll > MOST_FRAMES_IN_ALL) {
            throw new DamagedProfile("it has more samples than any program gives");
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
            labels.put(symbols.text(key), symbols.text(value));
        }
    }
}
