package ergodiag.capture.lists;

import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Session;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Question;
import ergodiag.capture.suspects.LinkSuspects;
import ergodiag.ergo.RemoteNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One node's end of all its links: in one piece from the entry node and where all peers fit below the wall, else by groups of peers whose
 * names hold a text (ERGO.md 2). Safe for use by several threads.
 */
public final class LinkPages {
    /** So many peers fit below the wall whatever they are called. */
    private static final int FEW = 25;

    private static final int MOST = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** A list with more ends than a node can have is kept and not looked at. */
    private static final int MOST_ENDS = 10_000;

    private static final int MOST_GROUPINGS = 20;

    private final Session visit;
    private final LinkSuspects links;
    /** Peers are told alike by all nodes, so that what one's rows take is learned from all. */
    private final Wall wall = new Wall(FEW, MOST);
    /** The groups of all nodes, the same whichever of them is asked. */
    private final Map<List<String>, List<String>> groups = new ConcurrentHashMap<>();

    /** @param links is told what the ends say */
    public LinkPages(Session visit, LinkSuspects links) {
        this.visit = visit;
        this.links = links;
    }

    /** Whether the links of so many nodes may be read again and again over the window: they grow with the square of it. */
    public static boolean few(int nodes) {
        return nodes <= FEW;
    }

    /**
     * How often the links are read at each end of a window. Two suffice to count what one end sent within the time over which the other
     * received; the third bounds it from the other side too.
     */
    public static int passes(int nodes) {
        return few(nodes) ? 3 : 2;
    }

    public void read(String node) {
        List<String> nodes = visit.roster().nodes();
        if (visit.asker().isUnbounded(node) || nodes.size() <= wall.fits()) {
            Answer answer = visit.asker().ask(Agenda.links(node));
            heard(answer);
            if (!answer.mayBeTooLarge()) {
                return;
            }
            wall.hit(nodes.size());
        }
        inGroups(node, nodes);
    }

    private void inGroups(String node, List<String> nodes) {
        int reading = visit.ledger().nextReading(Agenda.links(node));
        int part = 0;
        if (groups.size() > MOST_GROUPINGS) {
            groups.clear();
        }
        Deque<String> waiting = new ArrayDeque<>(groups.computeIfAbsent(nodes, all -> PeerGroups.of(all, FEW)));
        while (!waiting.isEmpty()) {
            String group = waiting.remove();
            part++;
            Question question = Agenda.links(node).with("name", group).part(part, reading);
            Answer answer = visit.asker().ask(question.within(PATIENCE));
            if (answer.mayBeTooLarge()) {
                List<String> together =
                        nodes.stream().filter(peer -> peer.contains(group)).toList();
                waiting.addAll(PeerGroups.of(together, Math.max(1, together.size() / 4)));
            } else if (!answer.came()) {
                return;
            }
            heard(answer);
        }
    }

    private void heard(Answer answer) {
        List<RemoteNode> ends = new ArrayList<>();
        AtomicInteger count = new AtomicInteger();
        String node = answer.call().node();
        Optional<Integer> came = answer.read((in, at) -> {
            RemoteNode.stream(in, at, end -> {
                if (count.incrementAndGet() <= MOST_ENDS) {
                    ends.add(end);
                }
                if (visit.roster().heardOf(end.peer(), "peers")) {
                    visit.ledger().log("heard of " + end.peer() + " from " + node);
                }
            });
            return count.get();
        });
        came.ifPresent(rows -> {
            wall.learn(answer.wireBytes(), rows);
            if (rows <= MOST_ENDS) {
                links.seen(node, ends);
            }
        });
    }
}
