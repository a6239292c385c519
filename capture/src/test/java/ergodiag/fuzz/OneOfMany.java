package ergodiag.fuzz;

import ergodiag.bundle.Source;
import ergodiag.ergo.Readers;
import ergodiag.ergo.Recordings;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import ergodiag.testing.LinearTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Readers of replies, of which the first byte of an input chooses one. It reads the rest, or says that this is no reply of its kind; and it takes
 * no more time for a long one than its length deserves.
 */
final class OneOfMany {
    private static final String RECORDING = "overload-and-stuck-call";
    private static final int LARGEST_SEED = 6_000;

    /** The second byte says with this chance that the rest is read over and over. */
    private static final int ONE_IN = 64;

    private static final int LONGEST_UNIT = 30;

    private final List<Readers.Reader> readers;
    private final List<Source> places;

    /** @param places of which one is where the reply begins, for readers that know several */
    OneOfMany(List<Readers.Reader> readers, List<Source> places) {
        this.readers = List.copyOf(readers);
        this.places = List.copyOf(places);
    }

    void read(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        Readers.Reader reader = readers.get((input[0] & 0xff) % readers.size());
        int how = input[1] & 0xff;
        Source place = places.get(how % places.size());
        byte[] rest = Arrays.copyOfRange(input, 2, input.length);
        read(reader, rest, place);
        if (how % ONE_IN == ONE_IN - 1) {
            String text = new String(rest, StandardCharsets.UTF_8);
            int half = Math.max(0, text.length() - LONGEST_UNIT);
            LinearTime.check(
                    text.substring(0, half),
                    text.substring(half),
                    longer -> read(reader, longer.getBytes(StandardCharsets.UTF_8), place));
        }
    }

    private static void read(Readers.Reader reader, byte[] reply, Source at) {
        try {
            reader.read(new ByteArrayInputStream(reply), at);
        } catch (UnreadableReply e) {
            if (String.valueOf(e.getMessage()).isBlank()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }

    /** An input for each reader of a tool: a real reply that is small, where there is one. */
    static List<byte[]> seeds(List<Tool> tools) {
        Map<Tool, byte[]> smallest = new EnumMap<>(Tool.class);
        Recordings.replies(Recordings.named(RECORDING), "", (call, in) -> {
            Optional<Tool> tool = Tool.of(call).filter(tools::contains);
            if (tool.isPresent()) {
                byte[] reply = in.readAllBytes();
                smallest.merge(tool.get(), reply, (one, other) -> one.length <= other.length ? one : other);
            }
        });
        List<byte[]> seeds = new ArrayList<>();
        for (int reader = 0; reader < tools.size(); reader++) {
            byte[] reply = smallest.getOrDefault(tools.get(reader), new byte[0]);
            seeds.add(input(reader, Arrays.copyOf(reply, Math.min(reply.length, LARGEST_SEED))));
        }
        return seeds;
    }

    /** The input with which that reader reads this. */
    static byte[] input(int reader, byte[] reply) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(reader);
        input.write(0);
        input.writeBytes(reply);
        return input.toByteArray();
    }
}
