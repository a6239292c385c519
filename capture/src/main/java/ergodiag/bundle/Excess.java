package ergodiag.bundle;

import ergodiag.bundle.archive.BundleFiles;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a bundle is not read since it would not fit in the memory of this program: it counts as not captured.
 *
 * @param calls those whose replies are too large, as the ledger has them
 * @param ledger whether the ledger goes on behind what is read of it
 * @param nodes nodes that answered, and are more than are looked at
 */
public record Excess(List<Call> calls, boolean ledger, Set<String> nodes) {
    private static final long MEGABYTE = 1 << 20;

    /** Tells what a reply takes of the memory of whoever reads it. */
    public interface Weigher {
        /** Of readers that keep a record of each element of a list and each line of a text. */
        Weigher OF_BYTES = (call, reply, most) -> {
            try (InputStream in = reply.open()) {
                return Weight.of(in, most);
            }
        };

        /**
         * Of a reader that keeps the rows of a list in another way.
         *
         * @param row bytes of each, besides its texts
         */
        static long ofRows(Reply reply, int row, long most) throws IOException {
            try (InputStream in = reply.open()) {
                return Weight.of(in, row, Character.BYTES, most);
            }
        }

        /** A reply that can be read more than once. */
        interface Reply {
            InputStream open() throws IOException;
        }

        /**
         * Weighs a reply.
         *
         * @param most where it weighs more it need not be read any further
         * @return bytes of memory; more than {@code most} for whatever is too large
         * @throws IOException when it cannot be read
         */
        long weight(Call call, Reply reply, long most) throws IOException;
    }

    public Excess {
        calls = List.copyOf(calls);
        nodes = Set.copyOf(nodes);
    }

    /** Finds those of a bundle, in the order of the ledger: what fits beside what came before it is read, be that large or small. */
    static Excess of(List<Call> calls, BundleFiles files, boolean ledger, Room room, Weigher weigher) {
        Map<String, Long> weights = new HashMap<>();
        List<Call> tooLarge = new ArrayList<>();
        Set<String> nodes = tooMany(calls, room);
        long left = room.replies();
        for (Call call : calls) {
            String file = call.file().orElse("");
            if (nodes.contains(call.node())
                    || !call.outcome().answered()
                    || !files.names().contains(file)) {
                continue;
            }
            long most = Math.min(left, room.reply());
            long weight = weights.computeIfAbsent(file, name -> weight(weigher, call, () -> files.open(name), most));
            if (weight > most) {
                tooLarge.add(call);
            } else {
                left -= weight;
            }
        }
        return new Excess(tooLarge, ledger, nodes);
    }

    private static Set<String> tooMany(List<Call> calls, Room room) {
        return calls.stream()
                .filter(call -> call.outcome().answered() && !call.node().isEmpty())
                .map(Call::node)
                .distinct()
                .skip(room.nodes())
                .collect(Collectors.toSet());
    }

    private static long weight(Weigher weigher, Call call, Weigher.Reply reply, long most) {
        try {
            return weigher.weight(call, reply, most);
        } catch (IOException | UncheckedIOException | NotABundle e) {
            return 0; // whoever reads it says what is wrong with it
        }
    }

    /** Whether all is read. */
    public boolean isNone() {
        return calls.isEmpty() && !ledger && nodes.isEmpty();
    }

    /** The files of those calls. */
    public Set<String> files() {
        Set<String> files = new TreeSet<>();
        calls.forEach(call -> call.file().ifPresent(files::add));
        return files;
    }

    /** The line of a call that is one of these. */
    Call without(Call call) {
        return call.without(
                Outcome.TOO_LARGE,
                "the reply is too large for the memory of "
                        + Runtime.getRuntime().maxMemory() / MEGABYTE
                        + " MB that this program may use: it was not read; more memory (-Xmx) makes room for it");
    }
}
