package ergodiag.capture.look;

import static ergodiag.ergo.PlaybookName.NETWORK;

import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Session;
import ergodiag.capture.lists.CountedRows;
import ergodiag.capture.lists.EventPages;
import ergodiag.capture.lists.LinkPages;
import ergodiag.capture.lists.ProcessPages;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Profile;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.capture.suspects.EventSuspects;
import ergodiag.capture.suspects.FamilyCounts;
import ergodiag.capture.suspects.Hoarders;
import ergodiag.capture.suspects.LinkSuspects;
import ergodiag.capture.suspects.Suspect;
import ergodiag.capture.suspects.SuspectLimits;
import ergodiag.capture.suspects.Suspects;
import ergodiag.ergo.EventInfo;
import ergodiag.ergo.NodeInfo;
import ergodiag.ergo.Ping;
import ergodiag.ergo.RuntimeStats;
import ergodiag.ergo.Tool;
import ergodiag.ergo.map.ClusterMap;
import ergodiag.ergo.observer.ObserverTool;
import ergodiag.ergo.process.ProcessRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Readings of whole nodes: first ones, second ones, and the small ones between. Keeps the last lists, from which suspects are chosen.
 *
 * <p>Longer than others because the small, first and second readings share the lists of which the next one needs the last.
 */
public final class Readings {
    private static final int PINGS = 3;
    /** Above this many pairs of nodes only the entry node pings. */
    private static final int MOST_PAIRS = 90;
    /** Lists longer than this are read at the beginning and at the end only. */
    public static final int SMALL = 2_000;

    /** A dump of so many stops the node for some milliseconds. */
    public static final long FEW_GOROUTINES = 1_000;

    private static final Skip LATE = Skip.of(SkipReason.TIME, "there was no time left for it in this window");

    private final Session visit;
    private final int maxProcesses;
    private final Map<String, List<ProcessRow>> earlier = new ConcurrentHashMap<>();
    private final Map<String, List<ProcessRow>> processes = new ConcurrentHashMap<>();
    private final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private final Map<String, List<EventInfo>> earlierEvents = new ConcurrentHashMap<>();
    private final Map<String, List<EventInfo>> events = new ConcurrentHashMap<>();
    private final Map<String, FamilyCounts> firstFamilies = new ConcurrentHashMap<>();
    private final Map<String, List<FamilyCounts.Growth>> growing = new ConcurrentHashMap<>();
    private final LinkSuspects links = new LinkSuspects();
    private final LinkPages linkPages;
    private final CloserLook closer;
    private final SuspectLimits attention;
    private final HeapWatch heaps = new HeapWatch();
    private final Hoarders hoarders = new Hoarders();
    private final Map<String, Long> goroutines = new ConcurrentHashMap<>();
    private final Map<String, Long> registered = new ConcurrentHashMap<>();
    private final RememberedRows remembered;

    /** @param maxProcesses how many processes a node may have to be asked for all of them */
    public Readings(Session visit, int maxProcesses) {
        this.visit = visit;
        this.remembered = RememberedRows.ofThisMachine(visit.ledger()::log);
        this.maxProcesses = maxProcesses;
        this.linkPages = new LinkPages(visit, links);
        this.attention = SuspectLimits.of(visit.scope().profile());
        this.closer = new CloserLook(visit.asker());
    }

    /** node_info and runtime_stats of one node. */
    public void tick(String node) {
        Answer answer = visit.asker().ask(Agenda.nodeInfo(node));
        answer.read(NodeInfo::read).ifPresent(info -> {
            visit.roster().clock(answer, info);
            counted(node, info);
        });
        if (Tool.RUNTIME_STATS.askedBy(answer.call())) {
            answer.read(RuntimeStats::read).ifPresent(stats -> saw(node, stats));
        } else if (answer.came() || !visit.asker().health(node).doubtful()) {
            visit.asker()
                    .ask(Agenda.runtimeStats(node))
                    .read(RuntimeStats::read)
                    .ifPresent(stats -> saw(node, stats));
        }
    }

    /** The counters of all nodes at once, where an Observer tells them; nodes that are heard of now are asked from now on. */
    public void map() {
        visit.asker().ask(Agenda.map()).read(ClusterMap::read).ifPresent(map -> {
            map.nodes().stream()
                    .filter(node -> visit.roster().asksFor(node.name()))
                    .forEach(node -> saw(node.name(), node.stats()));
            map.names().stream()
                    .filter(node -> visit.roster().heardOf(node, ObserverTool.CLUSTER_MAP.wireName()))
                    .forEach(node -> visit.ledger().log("heard of " + node + " from the map"));
        });
    }

    private void counted(String node, NodeInfo info) {
        registered.put(node, info.registeredEvents());
        hoarders.saw(node, info);
    }

    private void saw(String node, RuntimeStats stats) {
        heaps.saw(node, stats);
        goroutines.put(node, stats.goroutines());
        visit.asker().goroutines(node, stats.goroutines());
    }

    /** Whether an Observer is asked about the node now. */
    public boolean isObserved(String node) {
        return visit.asker().isObserved(node);
    }

    /** A heap profile of an Observer forces a garbage collection: one stands before everything that is judged by collections, and one behind it. */
    public void forcedHeap(String node) {
        if (isObserved(node)) {
            visit.asker().ask(Agenda.heap(node));
        }
    }

    public HeapWatch heaps() {
        return heaps;
    }

    /** The complete lists of one node. */
    public void lists(String node) {
        List<String> wanted = processes.getOrDefault(node, List.of()).stream()
                .map(ProcessRow::pid)
                .toList();
        ProcessPages.Found found =
                ProcessPages.read(visit.asker(), visit.ledger(), node, visit.processWall(node), maxProcesses, wanted);
        boolean fits = remembered.fits(node, found.notable().size());
        if (!found.notable().isEmpty() && fits) {
            List<ProcessRow> before = processes.put(node, found.notable());
            earlier.put(node, before == null ? found.notable() : before);
            sizes.put(node, found.processes());
        }
        found.count().ifPresent(info -> counted(node, info));
        found.families().filter(any -> fits).ifPresent(now -> {
            FamilyCounts first = firstFamilies.putIfAbsent(node, now);
            growing.put(node, first == null ? List.of() : now.since(first));
        });
        OptionalLong count =
                registered.containsKey(node) ? OptionalLong.of(registered.get(node)) : OptionalLong.empty();
        List<EventInfo> now = EventPages.read(visit.asker(), visit.ledger(), node, visit.eventWall(node), count);
        if (remembered.fits(node + " events", now.size())) {
            List<EventInfo> then = events.put(node, now);
            earlierEvents.put(node, then == null ? now : then);
        }
    }

    /** All stacks of a node that an Observer tells of, where they are so few that the node hardly stands still for them. */
    public void fewStacks(String node) {
        if (isObserved(node) && goroutines.getOrDefault(node, Long.MAX_VALUE) <= FEW_GOROUTINES) {
            FilteredDumps.ask(visit.asker(), node);
        }
    }

    /** Whether the lists of this node may be read again and again over the window. */
    public boolean small(String node) {
        return sizes.getOrDefault(node, 0L) <= SMALL;
    }

    /** Everything that is asked in the first and in the second readings. */
    public void whole(String node, boolean first) {
        lists(node);
        boolean observed = isObserved(node);
        Agenda.twice(node).stream()
                .filter(question -> !observed || isAskedOfObservers(question.tool()))
                .forEach(this::ask);
        if (first) {
            Agenda.once(node).stream()
                    .filter(question -> !observed || isAskedOfObservers(question.tool()))
                    .forEach(visit.asker()::ask);
            if (observed) {
                visit.asker().ask(Agenda.capabilities(node));
            } else {
                resolve(node);
            }
        }
        FilteredDumps.ask(visit.asker(), node);
        List<ProcessRow> rows = processes.getOrDefault(node, List.of());
        closer.inspect(node, rows, chosen(node), visit.scope().profile().inspected());
        if (visit.scope().profile() == Profile.COMPLETE) {
            CompleteProfile.whole(visit.asker(), node, rows);
        }
    }

    /** Not what it says with something else, and not what it collects garbage for. */
    public static boolean isAskedOfObservers(Tool tool) {
        return tool != Tool.PPROF_HEAP && !tool.isSaidWithAnother();
    }

    /** Whether the entry node's registrar knows the node. */
    private void resolve(String node) {
        if (!visit.asker().entry().equals(node)
                && visit.roster().approach().asks(visit.asker().entry())) {
            visit.asker()
                    .ask(Question.of(
                                    visit.asker().entry(),
                                    Tool.REGISTRAR_RESOLVE,
                                    Purpose.of("where the node can be reached", NETWORK))
                            .about(node)
                            .with("name", node));
        }
    }

    private void ask(Question question) {
        if (question.tool() == Tool.PROCESS_LIST) {
            Question fits = visit.asker().isUnbounded(question.node())
                    ? question
                    : question.with(
                            "limit",
                            Math.min(
                                    Agenda.HEAD,
                                    visit.processWall(question.node()).fits()));
            CountedRows.ask(visit.asker(), fits, ProcessRow::stream, row -> {}, call -> call);
        } else {
            visit.asker().ask(question);
        }
    }

    /** Both ends of all links at one end of a window, or as the only look. */
    public void links(Duration budget) {
        links(LinkPages.passes(visit.roster().nodes().size()), budget);
    }

    /** In passes of which each begins when the one before has ended, so that each reading lies between two of its peer. */
    public void links(int passes, Duration budget) {
        long opened = visit.clock().nanoTime();
        for (int pass = 0; pass < passes; pass++) {
            visit.inTurn(node -> {
                if (visit.clock().nanoTime() - opened > budget.toNanos()) {
                    visit.asker().skip(Agenda.links(node), LATE);
                } else {
                    linkPages.read(node);
                }
            });
        }
    }

    /** Pings one after the other while nothing else is asked, so that our own calls do not slow them. */
    public void pings(Duration budget) {
        long opened = visit.clock().nanoTime();
        List<String> nodes = visit.roster().nodes();
        if (nodes.isEmpty() || !visit.asker().knows(Agenda.ping(nodes.get(0), "all"))) {
            return;
        }
        boolean all = nodes.size() * (nodes.size() - 1) <= MOST_PAIRS;
        for (String from : nodes) {
            boolean some = all || visit.asker().entry().equals(from);
            if (!some) {
                visit.asker()
                        .skip(
                                Agenda.ping(from, "all"),
                                Skip.budget("too many pairs of nodes, only the entry node pings"));
            }
            for (String to : nodes) {
                boolean late = visit.clock().nanoTime() - opened > budget.toNanos();
                if (some && late) {
                    visit.asker().skip(Agenda.ping(from, "all"), LATE);
                    break;
                }
                if (some && !from.equals(to)) {
                    ping(from, to);
                }
            }
        }
    }

    private void ping(String from, String to) {
        for (int i = 0; i < PINGS; i++) {
            if (visit.asker().ask(Agenda.ping(from, to)).readText(Ping::read).isEmpty()) {
                return;
            }
        }
    }

    /** Looks closer at what the lists show. */
    public void suspects(String node) {
        List<Suspect> chosen = chosen(node);
        List<EventSuspects.Noted> noted = noted(node);
        chosen.forEach(suspect -> visit.ledger()
                .log("suspect at " + node + ": " + suspect.process().label() + ", "
                        + suspect.reason().text()));
        noted.forEach(it -> visit.ledger()
                .log("suspect at " + node + ": event " + it.event().name() + ", "
                        + it.reason().text()));
        closer.at(node, chosen, goroutines.getOrDefault(node, 0L));
        closer.at(node, noted);
        if (hoarders.isGrowing(node)) {
            FilteredDumps.dump(visit.asker(), Agenda.metas(node));
        }
        closer.inspectNew(node, processes.getOrDefault(node, List.of()), chosen);
    }

    /** Looks closer at links, from both ends one after the other. */
    public void badLinks() {
        List<LinkSuspects.Bad> bad = links.bad(attention.links());
        bad.forEach(link -> visit.ledger()
                .log("suspect: link of " + link.from() + " and " + link.to() + ", "
                        + link.reason().text()));
        closer.at(bad, visit.roster().nodes());
    }

    private List<Suspect> chosen(String node) {
        List<ProcessRow> now = processes.getOrDefault(node, List.of());
        List<ProcessRow> before = earlier.getOrDefault(node, now);
        return Stream.concat(
                        Suspects.choose(before, now, growing.getOrDefault(node, List.of()), noted(node), attention)
                                .stream(),
                        hoarders.next(node, before, now, attention.processes()).stream())
                .toList();
    }

    private List<EventSuspects.Noted> noted(String node) {
        List<ProcessRow> now = processes.getOrDefault(node, List.of());
        List<EventInfo> published = events.getOrDefault(node, List.of());
        return EventSuspects.choose(
                earlierEvents.getOrDefault(node, published),
                published,
                earlier.getOrDefault(node, now),
                now,
                attention.events());
    }
}
