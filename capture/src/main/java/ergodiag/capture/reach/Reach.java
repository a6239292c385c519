package ergodiag.capture.reach;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.NETWORK;

import ergodiag.bundle.Manifest.EntryPoint;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Roster;
import ergodiag.capture.ask.Session;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.ClusterNode;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.RemoteNode;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first phase: every endpoint step by step, then its node's own view of the cluster before anything is asked of another node, because
 * asking makes connections (ERGO.md 3).
 */
public final class Reach {
    private static final Duration LIST = Duration.ofSeconds(15);

    /** Names in a sentence. */
    private static final int MOST_NAMES = 40;

    private final Session visit;
    private final String version;
    private final Map<Entry, EntryPoint> points = new LinkedHashMap<>();
    private final List<EntryView> views = new ArrayList<>();

    public Reach(Session visit, String version) {
        this.visit = visit;
        this.version = version;
    }

    /**
     * Arrives at the endpoints and learns which nodes there are.
     *
     * @return why nobody answered; empty when at least one endpoint did
     * @throws UserError when the endpoints are of different clusters, or no node is to be asked
     */
    public Optional<String> reach() {
        List<String> failures = new ArrayList<>();
        int number = 1;
        for (Entry entry : visit.asker().entries().all()) {
            String word = number++ == 1 ? "" : "entry-" + (number - 1);
            try {
                arrive(entry, word);
            } catch (NotReached e) {
                failures.add(WorldError.reason(e));
                points.put(entry, point(entry, "failed", WorldError.reason(e)));
                visit.ledger().log(WorldError.reason(e));
            }
        }
        if (views.isEmpty()) {
            return Optional.of(String.join(System.lineSeparator(), failures));
        }
        OneCluster.check(views);
        visit.asker().entries().keep(views.stream().map(EntryView::entry).toList());
        views.forEach(this::heard);
        if (visit.roster().nodes().isEmpty()) {
            throw new UserError(
                    "Choosing the nodes to ask: none of them fits --nodes and --exclude; the cluster's nodes are "
                            + some(visit.roster().excluded()) + ".");
        }
        visit.asker().entries().share(visit.roster().nodes());
        return Optional.empty();
    }

    private static String some(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** How each endpoint was found, in the order of the command line. */
    public List<EntryPoint> points() {
        return List.copyOf(points.values());
    }

    private void arrive(Entry entry, String word) throws NotReached {
        String found = new Arrival(visit, entry, visit.roster().approach().prompt(), version, word).arrive();
        EntryView view = entry.isObserver() ? new ObserverView(visit).of(entry, word) : view(entry, word);
        Optional<EntryView> same =
                views.stream().filter(other -> other.doubles(view)).findFirst();
        if (same.isPresent()) {
            String said =
                    entry + " leads to " + view.node() + " as " + same.get().entry() + " does: only the latter is used";
            visit.phase(said);
            points.put(entry, point(entry, "doubled", said));
            return;
        }
        views.add(view);
        points.put(entry, point(entry, "used", found));
    }

    private EntryPoint point(Entry entry, String state, String said) {
        return new EntryPoint(
                visit.redaction().text(entry.toString()),
                entry.node(),
                entry.dialect(),
                state,
                visit.redaction().text(said));
    }

    /** What the node behind the endpoint says of itself and of the cluster. */
    private EntryView view(Entry entry, String word) throws NotReached {
        visit.phase("the own view of the node at " + entry);
        Answer info = ask(entry, Tool.NODE_INFO, word, Purpose.of("which node answers here"));
        Optional<NodeInfo> node = info.read(NodeInfo::read);
        String name = info.read(NodeInfo::nameIn).orElse("");
        if (!Roster.isNode(name)) {
            String why = info.came()
                    ? "its answer has no node's name but '" + visit.redaction().text(name) + "'"
                    : info.call().why();
            throw new NotReached("Reaching " + entry + ": the endpoint speaks MCP, but node_info failed: " + why
                    + "; look at the node's log and try again.");
        }
        entry.node(name);
        List<String> peers = Reach.peers(ask(
                entry,
                Tool.NETWORK_NODES,
                word,
                Purpose.of("the links before any question of ours made one", NETWORK)));
        HeardNames cluster = new HeardNames();
        HeardNames registered = new HeardNames();
        ask(entry, Tool.CLUSTER_NODES, word, Purpose.of("which nodes there are", CLUSTER_HEALTH))
                .read((in, at) -> {
                    ClusterNode.stream(in, at, each -> {
                        cluster.add(each.name());
                        if (each.status().equals("discovered")) {
                            registered.add(each.name());
                        }
                    });
                    return cluster;
                });
        RegistrarNodes.ask(visit.asker(), entry, word).forEach(registered::add);
        return new EntryView(
                entry,
                name,
                info.call().moment().minus(node.map(NodeInfo::uptime).orElse(Duration.ZERO)),
                peers,
                cluster.all(),
                registered.all());
    }

    private Answer ask(Entry entry, Tool tool, String word, Purpose why) {
        Question asked = Question.of("", tool, why);
        // who else is there hangs on it, and it may be long
        Question question = tool == Tool.CLUSTER_NODES ? asked.within(LIST) : asked;
        return visit.asker().ask(word.isEmpty() ? question : question.about(word), entry);
    }

    private void heard(EntryView view) {
        if (!view.node().isEmpty()) {
            visit.roster().heardOf(view.node(), "entry");
        }
        view.peers().forEach(node -> visit.roster().heardOf(node, "peers"));
        view.cluster()
                .forEach(node -> visit.roster()
                        .heardOf(
                                node,
                                view.entry().isObserver()
                                        ? ObserverTool.CLUSTER_MAP.wireName()
                                        : Tool.CLUSTER_NODES.toolName()));
        view.registered().forEach(node -> visit.roster().heardOf(node, "registrar"));
    }

    /** Names of further nodes, from peers of nodes that were asked. */
    static List<String> peers(Answer links) {
        HeardNames peers = new HeardNames();
        links.read((in, at) -> {
            RemoteNode.stream(in, at, end -> peers.add(end.peer()));
            return peers;
        });
        return peers.all();
    }
}
