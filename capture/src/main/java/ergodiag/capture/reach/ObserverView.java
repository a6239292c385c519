package ergodiag.capture.reach;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;

import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.ergo.map.ClusterMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an Observer knows of the cluster: its map, of which no node is asked (ERGO33.md 8). */
final class ObserverView {
    /** The application that an Observer is; it runs on the node behind the endpoint. */
    private static final String APPLICATION = "observer_app";

    private final Session visit;

    ObserverView(Session visit) {
        this.visit = visit;
    }

    EntryView of(Entry entry, String word) throws NotReached {
        visit.phase("the map of the cluster at " + entry);
        Question question = Question.of(
                "", Tool.CLUSTER_NODES, Purpose.of("which nodes there are, and how they are", CLUSTER_HEALTH));
        Answer answer = visit.asker().ask(word.isEmpty() ? question : question.about(word), entry);
        Optional<ClusterMap> map = answer.read(ClusterMap::read);
        if (map.isEmpty() || map.get().names().isEmpty()) {
            throw new NotReached("Reaching " + entry + ": the Observer answers, but "
                    + (answer.came()
                            ? "its map names no node"
                            : "its map failed: " + answer.call().why())
                    + "; look whether it runs on a node of the cluster, and what its ceiling lets this address see.");
        }
        if (!map.get().complete()) {
            visit.ledger()
                    .log("the map of the cluster is not complete: " + map.get().note());
        }
        Optional<ClusterMap.Seen> own = own(map.get());
        entry.node(own.map(ClusterMap.Seen::name).orElse(""));
        return new EntryView(
                entry,
                entry.node(),
                own.map(node -> Instant.ofEpochSecond(node.creation())).orElse(Instant.EPOCH),
                map.get().nodes().stream()
                        .flatMap(node -> node.peers().stream())
                        .distinct()
                        .toList(),
                map.get().names(),
                List.of());
    }

    /** The node on which it runs: the only one with its application, or the only node. */
    private static Optional<ClusterMap.Seen> own(ClusterMap map) {
        List<ClusterMap.Seen> with = map.nodes().stream()
                .filter(node -> node.applications().contains(APPLICATION))
                .toList();
        if (with.size() == 1) {
            return Optional.of(with.get(0));
        }
        return map.nodes().size() == 1 ? Optional.of(map.nodes().get(0)) : Optional.empty();
    }
}
