package ergodiag.cluster.stacks;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.Dump;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Meta processes of one kind, as stacks show them: sockets, listeners, programs. Each has a goroutine that was started by {@code
 * node.(*meta).start} and runs {@code Start} of its Go type, with the tag pprof labelled by its alias (recordings; ERGO.md 5).
 *
 * @param type its Go type, {@code meta.tcpconnection}
 * @param before how many the first dump shows that was asked for as the last one; 0 where there is one only
 * @param now how many the last dump shows
 * @param evidence a stack of one of them
 */
public record MetaKind(String type, int before, int now, Evidence evidence) {
    private static final String STARTED = "ergo.services/ergo/node.(*meta).start";
    private static final String START = ".Start";
    /** Types of the framework seen in recordings. */
    private static final Map<String, String> WORDS = Map.of(
            "meta.tcpconnection", "TCP connections",
            "meta.tcpserver", "TCP listeners",
            "meta.webhandler", "web handlers",
            "meta.webserver", "web servers");

    /** Of the kinds that the dumps of a node show the one that grew most, or of which there are most; empty where they show none. */
    public static Optional<MetaKind> most(Node node) {
        Map<List<String>, List<Timed<Dump>>> alike = new LinkedHashMap<>();
        node.stacks()
                .readings()
                .forEach(dump -> alike.computeIfAbsent(
                                List.of(
                                        String.valueOf(dump.it().debug()),
                                        dump.it().filter(),
                                        dump.it().exclude()),
                                key -> new ArrayList<>())
                        .add(dump));
        return alike.values().stream()
                .flatMap(dumps -> kinds(dumps).stream())
                .max(Comparator.comparingInt((MetaKind kind) -> kind.now - kind.before)
                        .thenComparingInt(MetaKind::now)
                        .thenComparing(MetaKind::type));
    }

    /** The Go type of the meta process whose goroutine it is; empty for others. */
    public static Optional<String> type(GoroutineGroup group) {
        List<StackFrame> frames = group.frames();
        for (int i = 1; i < frames.size(); i++) {
            if (frames.get(i).function().startsWith(STARTED)) {
                String function = frames.get(i - 1).plain();
                return function.endsWith(START) ? Optional.of(shortened(function)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What a type is called: {@code TCP connections (meta.tcpconnection)}, {@code main.probe}. */
    public static String words(String type) {
        String known = WORDS.get(type);
        return known == null ? type : known + " (" + type + ")";
    }

    private static List<MetaKind> kinds(List<Timed<Dump>> dumps) {
        Dump last = dumps.get(dumps.size() - 1).it();
        Map<String, Integer> before =
                dumps.size() < 2 ? Map.of() : counts(dumps.get(0).it());
        List<MetaKind> kinds = new ArrayList<>();
        counts(last)
                .forEach((type, now) -> example(last, type)
                        .ifPresent(evidence ->
                                kinds.add(new MetaKind(type, before.getOrDefault(type, 0), now, evidence))));
        return kinds;
    }

    private static Map<String, Integer> counts(Dump dump) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        dump.groups().forEach(group -> type(group).ifPresent(type -> counts.merge(type, group.count(), Integer::sum)));
        counts.replaceAll((type, shown) -> (int) Math.round(shown * matchedByShown(dump.dump())));
        return counts;
    }

    /** A dump with a filter tells how many blocks it has; of those that it shows the others are taken to be like. */
    private static double matchedByShown(GoroutineDump dump) {
        return dump.matched().isPresent() && dump.showing() > 0
                ? Math.max(1, dump.matched().getAsLong() / (double) dump.showing())
                : 1;
    }

    private static Optional<Evidence> example(Dump dump, String type) {
        return dump.groups().stream()
                .filter(group -> type(group).filter(type::equals).isPresent())
                .findFirst()
                .flatMap(dump::standing)
                .map(TopFrame::evidence);
    }

    /** {@code ergo.services/ergo/meta.(*tcpconnection).Start} is of {@code meta.tcpconnection}. */
    private static String shortened(String function) {
        String method = function.substring(function.lastIndexOf('/') + 1);
        return method.substring(0, method.length() - START.length())
                .replace("(*", "")
                .replace(")", "");
    }
}
