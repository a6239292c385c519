package ergodiag.replay.recording;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Excess;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.Own;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.NodeError;
import ergodiag.ergo.OwnSamplers;
import ergodiag.ergo.Tool;
import ergodiag.ergo.observer.ObserverTool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers of a bundle, found by node, tool and recorded time. What is read from files is kept as long as memory lasts.
 *
 * <p>Longer than others because how calls become replies, and how replies are found, rest on the same index of nodes, tools and times.
 */
public final class Recording {
    /** Process lists are read when they are asked for, in columns, and refused then where they take too much. */
    public static final Excess.Weigher WEIGHER =
            (call, reply, most) -> Tool.PROCESS_LIST.askedBy(call) && call.dialect() == Dialect.MCP_APPLICATION
                    ? 0
                    : Excess.Weigher.OF_BYTES.weight(call, reply, most);

    private static final Set<String> PROTOCOL = Set.of("initialize", "tools_list");
    /** Readings of one cycle of the recorder lie this close together. */
    private static final Duration CYCLE = Duration.ofMillis(1500);
    /** Bytes of a list that is not read in a moment. */
    private static final long LONG = 8 << 20;
    /** What of the memory one text may take. */
    private static final int SHARE = 8;

    private final Bundle bundle;
    private final FromObserver observed;
    private final List<Call> calls;
    private final String entryNode;
    private final Set<String> nodes = new TreeSet<>();
    private final Map<String, Map<String, List<RecordedReply>>> entries = new HashMap<>();
    private final Map<String, Kept> read = new ConcurrentHashMap<>();
    /** Lists behind which others were read meanwhile. */
    private final Set<RecordedReply> ahead = ConcurrentHashMap.newKeySet();

    private final Instant start;
    private final Map<String, Departure> gone = new HashMap<>();
    private final Map<String, List<Call>> logs;
    private final Map<String, List<Call>> asked;
    private final Set<String> ownNames;
    private final Map<String, OwnSamplers> own = new HashMap<>();

    public Recording(Bundle bundle) {
        this.bundle = bundle;
        this.observed = new FromObserver(bundle);
        this.entryNode = entryNode(bundle, observed);
        this.calls = Stream.concat(
                        bundle.calls().stream().filter(call -> call.dialect() == Dialect.MCP_APPLICATION),
                        observed.calls(entryNode).stream())
                .toList();
        nodes.add(entryNode);
        bundle.manifest().nodes().forEach(node -> nodes.add(node.name()));
        bundle.calls().forEach(call -> nodes.add(nodeOf(call)));
        nodes.remove("");
        start = bundle.calls().stream()
                .filter(call -> call.file().isPresent() && call.outcome().answered() && !seriesOf(call))
                .map(Call::started)
                .min(Comparator.naturalOrder())
                .orElse(bundle.manifest().capture().started());
        logs = bundle.calls().stream()
                .filter(Recording::seriesOf)
                .filter(call -> call.argument("event").isEmpty())
                .filter(call -> call.file().filter(bundle.files()::contains).isPresent())
                .collect(Collectors.groupingBy(this::nodeOf));
        Cycles.aligned(collected(), CYCLE).forEach((node, tools) -> entries.put(node, tools));
        asked = bundle.calls().stream().collect(Collectors.groupingBy(Call::node));
        ownNames =
                bundle.manifest().own().samplers().stream().map(Own.Sampler::id).collect(Collectors.toSet());
        nodes.forEach(node -> Departure.of(node, entryNode, asked.getOrDefault(node, List.of()))
                .or(() -> observed.lostSince(node).map(since -> new Departure(since, Departure.NO_ROUTE)))
                .ifPresent(left -> gone.put(node, left)));
    }

    private static String entryNode(Bundle bundle, FromObserver observed) {
        String named = bundle.manifest().capture().entry().node();
        if (!named.isEmpty()) {
            return named;
        }
        return observed.home()
                .or(() -> bundle.calls().stream()
                        .map(Call::node)
                        .filter(node -> !node.isEmpty())
                        .findFirst())
                .orElse("node@localhost");
    }

    public String entryNode() {
        return entryNode;
    }

    public Set<String> nodes() {
        return nodes;
    }

    public Instant start() {
        return start;
    }

    /** Why a call to a node fails at that moment: it is not in the bundle, never answered, or no longer answers. */
    public Optional<String> loss(String node, Instant at) {
        Departure left = gone.get(node);
        if (left != null && (!entries.containsKey(node) || !at.isBefore(left.since()))) {
            return Optional.of(left.fault());
        }
        return entries.containsKey(node) || node.equals(entryNode) ? Optional.empty() : Optional.of("no route");
    }

    /** From when on a node no longer answers, to the end; empty for one that does. */
    public Optional<Instant> silentSince(String node) {
        return Optional.ofNullable(gone.get(node)).map(Departure::since);
    }

    /** Whether anything in it was asked of an Observer, and is told in the words of the MCP application. */
    public boolean isToldByAnObserver() {
        return !observed.isEmpty();
    }

    /**
     * The seconds in which a node started, by when that was seen; nothing where the bundle was captured through the MCP application, which
     * does not say.
     */
    public NavigableMap<Instant, Long> creations(String node) {
        return observed.creations(node);
    }

    /** The answer that stands at a moment among those that fit: the last one up to then, or the first of all. */
    Optional<RecordedReply> standing(String node, String tool, Instant at, Predicate<RecordedReply> fits) {
        RecordedReply found = null;
        for (RecordedReply entry : all(node, tool)) {
            if (!fits.test(entry)) {
                continue;
            }
            if (found != null && entry.from().isAfter(at)) {
                break;
            }
            found = entry;
        }
        return Optional.ofNullable(found);
    }

    /** All answers of a tool in the order of time. */
    public List<RecordedReply> all(String node, Tool tool) {
        return all(node, tool.toolName());
    }

    /** The same of a tool by whatever name the ledger has. */
    public List<RecordedReply> all(String node, String tool) {
        return entries.getOrDefault(node, Map.of()).getOrDefault(tool, List.of());
    }

    /** The text of an answer in one part; the counters of a node without the samplers that ran for the recording, which are gone now. */
    public String text(RecordedReply entry) {
        return cached(named(entry.call()), () -> {
            String text = readText(entry.call());
            return Tool.NODE_INFO.askedBy(entry.call()) ? withoutOurs(entry, text) : text;
        });
    }

    /** The rows of an answer, its parts put together, each row once. Those that will stand later are read meanwhile where that takes long. */
    public Rows rows(RecordedReply entry) {
        Rows rows = readRows(entry);
        if (isLong(entry) && ahead.add(entry)) {
            CompletableFuture.runAsync(() -> after(entry).forEach(this::readRows));
        }
        return rows;
    }

    /** Reads long lists of a tool that stand at the start, so that the first who asks for one does not wait for it. */
    public void prepare(Tool tool) {
        nodes.stream()
                .flatMap(node -> standing(node, tool.toolName(), start, RecordedReply::whole).stream())
                .filter(Recording::isLong)
                .forEach(this::rows);
    }

    private static boolean isLong(RecordedReply entry) {
        return entry.parts().stream().mapToLong(Call::bytes).sum() > LONG;
    }

    private Stream<RecordedReply> after(RecordedReply entry) {
        List<RecordedReply> all = all(entry.node(), entry.call().tool());
        return all.stream().skip(all.indexOf(entry) + 1L).filter(RecordedReply::whole);
    }

    private Rows readRows(RecordedReply entry) {
        return cached("rows of " + named(entry.parts().get(0)), () -> {
            Rows.Reader reader = new Rows.Reader();
            for (Call part : entry.parts()) {
                try (InputStream in = observed.has(part)
                        ? new ByteArrayInputStream(observed.text(part).getBytes(StandardCharsets.UTF_8))
                        : reply(part)) {
                    reader.read(in);
                } catch (IOException e) {
                    throw unreadable(part, e);
                }
            }
            return reader.rows().without(row -> ownNames.contains(row.text("Name")));
        });
    }

    /** One call may be several answers. */
    private static String named(Call call) {
        return call.id() + " " + call.tool() + " " + call.node() + " " + call.argument("name");
    }

    private String withoutOurs(RecordedReply entry, String info) {
        Call call = entry.call();
        OwnSamplers ours = own.computeIfAbsent(
                entry.node(),
                node -> OwnSamplers.of(bundle.manifest().own(), node, asked.getOrDefault(node, List.of())));
        Instant at = call.started().plus(call.timing().took().dividedBy(2));
        return SamplerProcesses.counted(info, -ours.until(at), -ours.at(at));
    }

    /** The log lines of a node that a listener recorded. */
    public Optional<List<LogLine>> log(String node) {
        List<Call> series = logs.getOrDefault(node, List.of());
        if (series.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(cached("log of " + node, () -> {
            List<LogLine> lines = new ArrayList<>();
            series.forEach(call -> lines.addAll(LogLine.of(readText(call))));
            lines.sort(Comparator.comparing(LogLine::time));
            return lines;
        }));
    }

    /** What an event of a node published; nothing where nobody listened, as with an event that is silent. */
    public List<LogLine> event(String node, String name) {
        return cached(
                "event " + name + " of " + node,
                () -> bundle.calls().stream()
                        .filter(Recording::seriesOf)
                        .filter(call -> nodeOf(call).equals(node)
                                && call.argument("event").equals(name))
                        .filter(call ->
                                call.file().filter(bundle.files()::contains).isPresent())
                        .flatMap(call -> LogLine.published(readText(call)).stream())
                        .sorted(Comparator.comparing(LogLine::time))
                        .toList());
    }

    /** A reply of the protocol itself, such as {@code tools_list}. */
    public Optional<String> protocol(String question) {
        return calls.stream()
                .filter(call -> call.tool().equals(question) && call.outcome().answered())
                .filter(call -> call.file().filter(bundle.files()::contains).isPresent())
                .findFirst()
                .map(this::readText);
    }

    @SuppressWarnings("unchecked")
    private <T> T cached(String key, Supplier<T> source) {
        return (T) read.computeIfAbsent(key, name -> new Kept()).get(source::get);
    }

    /** What was read, as long as memory lasts. */
    private static final class Kept {
        private SoftReference<Object> kept = new SoftReference<>(null);

        private synchronized Object get(Supplier<Object> source) {
            Object value = kept.get();
            if (value == null) {
                value = source.get();
                kept = new SoftReference<>(value);
            }
            return value;
        }
    }

    private String readText(Call call) {
        if (observed.has(call)) {
            return observed.text(call);
        }
        int most = (int) Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / SHARE);
        try (InputStream in = reply(call)) {
            byte[] text = in.readNBytes(most + 1);
            if (text.length > most) {
                throw new NotABundle(
                        "Replaying: the reply of call " + call.id()
                                + " is too long for the memory of this program; start with more, with the option -Xmx of java.");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(call, e);
        }
    }

    private InputStream reply(Call call) {
        return bundle.reply(call)
                .orElseThrow(() -> new NotABundle("Replaying: the reply of call " + call.id() + " is missing."));
    }

    private static NotABundle unreadable(Call call, IOException why) {
        return new NotABundle("Replaying: the reply of call " + call.id() + " cannot be read.", why);
    }

    private String nodeOf(Call call) {
        return call.node().isEmpty() ? entryNode : call.node();
    }

    private static boolean seriesOf(Call call) {
        return (Tool.SAMPLE_LISTEN.askedBy(call) || ObserverTool.LENS_LOG.askedBy(call))
                && call.file().filter(file -> file.endsWith(".jsonl")).isPresent();
    }

    /** All answers, lists in parts put together. */
    private List<RecordedReply> collected() {
        Map<String, List<Call>> lists = new LinkedHashMap<>();
        List<RecordedReply> collected = new ArrayList<>();
        for (Call call : calls) {
            if (!isOfATool(call) || !isAnswer(call)) {
                continue;
            }
            if (call.part().list().isEmpty() || !call.outcome().answered() || !isList(call)) {
                collected.add(entry(List.of(call)));
            } else {
                String key =
                        call.node() + "\n" + call.tool() + "\n" + call.part().list() + "\n" + call.reading();
                lists.computeIfAbsent(key, k -> new ArrayList<>()).add(call);
            }
        }
        for (List<Call> parts : lists.values()) {
            parts.sort(Comparator.comparingInt(part -> part.part().number()));
            collected.add(entry(parts));
            if (parts.size() > 1) {
                parts.forEach(part -> collected.add(alone(part)));
            }
        }
        return collected;
    }

    /** Samplers' handling and the protocol's own questions are no tool answers of a node; a tool that nobody has heard of is a tool. */
    private static boolean isOfATool(Call call) {
        return !PROTOCOL.contains(call.tool())
                && Tool.of(call)
                        .filter(tool -> tool.access() == Tool.Access.SAMPLER)
                        .isEmpty();
    }

    /** Whether the reply may come in parts; elsewhere the name of a list only tells questions apart. */
    private static boolean isList(Call call) {
        return Tool.of(call)
                .filter(tool -> tool.form() == Tool.Form.LIST && tool.has(Tool.Trait.GROWS))
                .isPresent();
    }

    private RecordedReply entry(List<Call> parts) {
        Call last = parts.get(parts.size() - 1);
        String arguments = parts.size() == 1
                ? Arguments.spelled(last.asked().arguments())
                : "list " + last.part().list();
        return new RecordedReply(nodeOf(last), arguments, List.copyOf(parts), last.moment());
    }

    /** A part of a list, found by its own arguments only. */
    private RecordedReply alone(Call part) {
        return new RecordedReply(
                nodeOf(part),
                Arguments.spelled(part.asked().arguments()),
                List.of(part.listed(Recording::alone)),
                part.moment());
    }

    private boolean isAnswer(Call call) {
        if (call.outcome().answered()) {
            return call.file().filter(bundle.files()::contains).isPresent();
        }
        boolean ofTool = call.outcome() == Outcome.TOOL_ERROR || call.outcome() == Outcome.TIMEOUT;
        NodeError error = NodeError.of(call);
        boolean said = call.outcome() == Outcome.TOOL_ERROR && !error.isOnTheWay() || error.isOf(call.tool());
        return ofTool && said;
    }

    /** The part as an answer of its own, which says nothing about the whole list. */
    private static ListPart alone(ListPart part) {
        return new ListPart(
                "part",
                part.number(),
                Optional.of(false),
                part.expected(),
                part.rows(),
                part.limit(),
                part.truncated());
    }
}
