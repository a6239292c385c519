package ergodiag.ergo;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The recordings of real nodes that stand in {@code samples/}. */
public final class Recordings {
    /** Tools of a newer Ergo than that of the recorded clusters. */
    static final EnumSet<Tool> NO_RECORDING_HAS = EnumSet.of(Tool.CAPABILITIES);

    /** Opened once for all tests, and closed when the tests end with their machine. */
    private static final Map<Path, Bundle> OPEN = new ConcurrentHashMap<>();

    private Recordings() {}

    /** What a test does with one reply. */
    public interface Reply {
        void accept(Call call, InputStream in) throws IOException;
    }

    static List<Path> all() {
        try (Stream<Path> files = Files.list(Path.of("../samples"))) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path named(String name) {
        return Path.of("../samples", name + ".zip");
    }

    /** Hands every stored reply of a tool ("" for all tools) to the test and says how many there were. */
    public static int replies(Path recording, String tool, Reply reply) {
        int count = 0;
        Bundle bundle = OPEN.computeIfAbsent(recording, Bundle::open);
        for (Call call : bundle.calls()) {
            if ((tool.isEmpty() || call.tool().equals(tool)) && call.file().isPresent()) {
                try (InputStream in = bundle.open(call.file().get())) {
                    reply.accept(call, in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                count++;
            }
        }
        return count;
    }

    static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
