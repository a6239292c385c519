package ergodiag.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes profiles in protobuf as Go's profiler does (google/pprof {@code proto/profile.proto}). */
public final class MadeUpProfile {
    private final List<String> types;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<String, Integer> functions = new LinkedHashMap<>();
    private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
    private Instant taken = Instant.EPOCH;
    private Duration length = Duration.ZERO;

    private MadeUpProfile(List<String> types) {
        this.types = types;
        text("");
    }

    /** @param types what it counts: name and unit, name and unit, ... */
    public static MadeUpProfile of(String... types) {
        return new MadeUpProfile(List.of(types));
    }

    /** A CPU profile of that length. */
    public static MadeUpProfile cpu(Instant taken, Duration length) {
        MadeUpProfile profile = of("samples", "count", "cpu", "nanoseconds");
        profile.taken = taken;
        profile.length = length;
        return profile;
    }

    /** A heap profile. */
    public static MadeUpProfile heap(Instant taken) {
        MadeUpProfile profile =
                of("alloc_objects", "count", "alloc_space", "bytes", "inuse_objects", "count", "inuse_space", "bytes");
        profile.taken = taken;
        return profile;
    }

    /** A sample of CPU time. @param stack functions, innermost first */
    public MadeUpProfile burnt(Duration time, Map<String, String> labels, String... stack) {
        return sample(new long[] {time.toMillis() / 10, time.toNanos()}, labels, stack);
    }

    /** Memory. @param stack functions, innermost first */
    public MadeUpProfile held(long allocated, long inUse, String... stack) {
        return sample(new long[] {1, allocated, 1, inUse}, Map.of(), stack);
    }

    public MadeUpProfile sample(long[] values, Map<String, String> labels, String... stack) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        ByteArrayOutputStream locations = new ByteArrayOutputStream();
        for (String function : stack) {
            varint(locations, functions.computeIfAbsent(function, any -> functions.size() + 1));
        }
        bytes(sample, 1, locations.toByteArray());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (long value : values) {
            varint(packed, value);
        }
        bytes(sample, 2, packed.toByteArray());
        labels.forEach((key, value) -> {
            ByteArrayOutputStream label = new ByteArrayOutputStream();
            integer(label, 1, text(key));
            integer(label, 2, text(value));
            bytes(sample, 3, label.toByteArray());
        });
        bytes(samples, 2, sample.toByteArray());
        return this;
    }

    /** As it is before it is compressed. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        integer(out, 9, taken.getEpochSecond() * 1_000_000_000L + taken.getNano());
        for (int i = 0; i < types.size(); i += 2) {
            ByteArrayOutputStream type = new ByteArrayOutputStream();
            integer(type, 1, text(types.get(i)));
            integer(type, 2, text(types.get(i + 1)));
            bytes(out, 1, type.toByteArray());
        }
        integer(out, 10, length.toNanos());
        out.writeBytes(samples.toByteArray());
        functions.forEach((name, id) -> {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            integer(line, 1, id);
            integer(line, 2, 10 + id);
            ByteArrayOutputStream location = new ByteArrayOutputStream();
            integer(location, 1, id);
            bytes(location, 4, line.toByteArray());
            bytes(out, 4, location.toByteArray());
            ByteArrayOutputStream function = new ByteArrayOutputStream();
            integer(function, 1, id);
            integer(function, 2, text(name));
            integer(function, 4, text("shop/main.go"));
            bytes(out, 5, function.toByteArray());
        });
        integer(out, 13, text("a comment with password=Hunter-77x"));
        texts.keySet().forEach(text -> bytes(out, 6, text.getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    /** As it comes from a node. */
    public byte[] gzipped() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, any -> texts.size());
    }

    private static void integer(ByteArrayOutputStream out, int field, long value) {
        if (value != 0) {
            varint(out, (long) field << 3);
            varint(out, value);
        }
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        varint(out, (long) field << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
