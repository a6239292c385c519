package ergodiag.fuzz;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.ergo.MessageType;
import ergodiag.ergo.Readers;
import ergodiag.ergo.Tool;
import ergodiag.ergo.map.ClusterMap;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.HeapProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Any bytes as a reply in JSON: of each reader that an application's tools have, and of what only an Observer says. */
public final class JsonReplyFuzz {
    /** Those of {@link Readers} that read JSON. */
    private static final List<Tool> TOOLS = Readers.OF_TOOLS.keySet().stream()
            .filter(tool -> !TextReplyFuzz.TOOLS.contains(tool))
            .sorted()
            .toList();

    private static final List<Readers.Reader> OF_OBSERVERS = List.of(
            (in, at) -> ClusterMap.read(in, at).hashCode(),
            (in, at) -> MessageType.read(in, at).hashCode(),
            (in, at) -> MessageType.names(in, at).size(),
            (in, at) -> GoroutineDump.read(in, at, Dialect.OBSERVER).hashCode(),
            (in, at) ->
                    HeapProfile.fromRecords(in, at, OptionalLong.of(1 << 20)).hashCode());

    private static final OneOfMany READERS = new OneOfMany(
            Stream.concat(TOOLS.stream().map(Readers.OF_TOOLS::get), OF_OBSERVERS.stream())
                    .toList(),
            Stream.of("", "Info", "Processes", "Events", "Connections", "Types", "State", "Applications")
                    .map(JsonReplyFuzz::place)
                    .toList());

    private JsonReplyFuzz() {}

    private static Source place(String member) {
        Source root = Source.file("reply");
        return member.isEmpty() ? root : root.member(member);
    }

    /** @throws AssertionError when it is refused without a word, or takes too long; whatever else is thrown is a finding as well */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        READERS.read(input);
    }

    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(OneOfMany.seeds(TOOLS));
        for (int other = 0; other < OF_OBSERVERS.size(); other++) {
            seeds.add(OneOfMany.input(TOOLS.size() + other, new byte[] {'{', '}'}));
        }
        return seeds;
    }
}
