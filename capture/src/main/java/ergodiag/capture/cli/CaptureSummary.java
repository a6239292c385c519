package ergodiag.capture.cli;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Manifest.State;
import ergodiag.bundle.Wrapping;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.sign.Signed;
import ergodiag.capture.CaptureResult;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.ProfileForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a capture brought, node by node, what is missing and why, and the next command to type: a screen of it, however many nodes there are. */
public final class CaptureSummary {
    private static final String THE_NODE = "the node";
    /** With more nodes only those are listed that are not wholly there. */
    private static final int FEW_NODES = 12;

    private static final int MOST_NODES = 30;
    private static final int MOST_REASONS = 12;
    private static final int NAMES = 3;

    private final CaptureResult result;
    private final Wrapping wrapping;
    private final boolean streams;
    private final Screen screen;
    private final PrintWriter out;

    private CaptureSummary(CaptureResult result, Wrapping wrapping, boolean streams, Screen screen, PrintWriter out) {
        this.result = result;
        this.wrapping = wrapping;
        this.streams = streams;
        this.screen = screen;
        this.out = out;
    }

    /** @param streams whether the bundle goes to standard output */
    static void print(
            CaptureResult result, Wrapping wrapping, boolean streams, Screen screen, PrintWriter out, PrintWriter err) {
        result.nobody().ifPresent(why -> err.println("ergodiag: " + why));
        CaptureSummary summary = new CaptureSummary(result, wrapping, streams, screen, out);
        summary.bundle();
        summary.nodes();
        summary.missing();
        summary.ownWords();
        if (result.nobody().isEmpty()) {
            String what = streams ? "the file it is written to" : ShellWord.of(result.bundle());
            out.println("Next      " + screen.bold("ergodiag report " + what + opening(wrapping)));
        }
    }

    private void bundle() {
        Manifest manifest = result.manifest();
        out.println("Bundle    "
                + (streams
                        ? "goes to standard output, as tar.gz"
                                + (wrapping.seal().isNone() ? "" : ", sealed")
                        : screen.bold(result.bundle().toString())));
        out.println("          " + size(result.bundle()) + ", "
                + manifest.calls().total() + " calls: "
                + manifest.calls().ok() + " answered, " + manifest.calls().failed() + " failed, "
                + manifest.calls().skipped() + " skipped; "
                + manifest.redaction().replaced() + " secret values removed");
        sealed(wrapping).ifPresent(out::println);
        signed(wrapping, result.bundle()).ifPresent(out::println);
        told(manifest.redaction()).forEach(out::println);
        result.names()
                .ifPresent(names -> out.println(
                        "Names     " + names + " says who is who in it; it is for you, keep it apart from the bundle"));
    }

    /** For how many it is sealed; empty where it is not. */
    public static Optional<String> sealed(Wrapping wrapping) {
        int recipients = wrapping.seal().recipients().size();
        return recipients == 0
                ? Optional.empty()
                : Optional.of("Sealed    for " + recipients + (recipients == 1 ? " recipient" : " recipients")
                        + " (age): it opens with their keys alone");
    }

    /** Where its signature stands; empty where it has none. */
    public static Optional<String> signed(Wrapping wrapping, Path bundle) {
        return wrapping.signer()
                .map(key -> "Signed    " + Signed.beside(bundle) + " by the key " + key.fingerprint()
                        + "; it goes with the bundle");
    }

    /** What a command line that reads the bundle needs besides. */
    public static String opening(Wrapping wrapping) {
        return wrapping.seal().isNone() ? "" : " --identity KEY-FILE";
    }

    /** What redaction could not do as it should, a line each. */
    public static List<String> told(RedactionSummary redaction) {
        List<String> told = new ArrayList<>();
        redaction
                .namesKept()
                .ifPresent(names -> told.add("Note      " + names + (names == 1 ? " name equals" : " names equal")
                        + " a secret; names stay, unless you ask for --pseudonymise names"));
        redaction
                .leftOut()
                .ifPresent(files -> told.add("Left out  " + files + (files == 1 ? " file" : " files")
                        + " that could not be looked through for secrets to the end, see calls.jsonl"));
        return told;
    }

    private void nodes() {
        List<NodeEntry> nodes = result.manifest().nodes();
        boolean few = nodes.size() <= FEW_NODES;
        List<NodeEntry> listed = nodes.stream()
                .filter(node -> few || node.state() != State.CAPTURED)
                .toList();
        int width = Math.min(
                40, listed.stream().mapToInt(node -> node.name().length()).max().orElse(1));
        for (NodeEntry node : listed.subList(0, Math.min(MOST_NODES, listed.size()))) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %-" + width + "s  %s, %s",
                    "Node",
                    node.name(),
                    state(node.state()),
                    answered(node.name())));
        }
        if (listed.size() < nodes.size() || listed.size() > MOST_NODES) {
            out.println("Nodes     " + counted(nodes));
        }
        result.manifest().capture().reached().entries().stream()
                .filter(entry ->
                        !entry.state().equals("failed") && !entry.said().isEmpty())
                .forEach(entry -> out.println("Note      " + entry.said()));
    }

    private static String counted(List<NodeEntry> nodes) {
        List<String> counts = new ArrayList<>();
        for (State state : State.values()) {
            long count = nodes.stream().filter(node -> node.state() == state).count();
            if (count > 0) {
                counts.add(count + " " + state.word());
            }
        }
        return nodes.size() + ": " + String.join(", ", counts);
    }

    private String state(State state) {
        String word = state.word();
        return switch (state) {
            case CAPTURED -> screen.green(word);
            case SILENT -> screen.red(word);
            case PARTIAL, EXCLUDED -> screen.yellow(word);
        };
    }

    private String answered(String node) {
        List<Call> calls =
                result.calls().stream().filter(call -> call.node().equals(node)).toList();
        long ok = calls.stream().filter(call -> call.outcome().answered()).count();
        return ok + " of " + calls.size() + " questions answered";
    }

    /** The same thing missing at many nodes for the same reason is one line. */
    private void missing() {
        Set<String> nodes =
                result.manifest().nodes().stream().map(NodeEntry::name).collect(Collectors.toSet());
        Map<String, List<String>> nodesByReason = new LinkedHashMap<>();
        for (String line : result.missing()) {
            int colon = line.indexOf(": ");
            String node = colon < 0 ? "" : line.substring(0, colon);
            boolean isNode = nodes.contains(node);
            String reason = isNode
                    ? line.substring(colon + 2)
                            .replace("node " + node, THE_NODE)
                            .replace(node, THE_NODE)
                    : line;
            nodesByReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(isNode ? node : "");
        }
        int printed = 0;
        for (Map.Entry<String, List<String>> each : nodesByReason.entrySet()) {
            if (printed++ == MOST_REASONS) {
                out.println("Missing   and " + (nodesByReason.size() - MOST_REASONS)
                        + " more reasons; calls.jsonl in the bundle has them all");
                break;
            }
            out.println(screen.yellow("Missing") + "   " + whom(each.getValue()) + each.getKey());
        }
    }

    private static String whom(List<String> nodes) {
        if (nodes.size() == 1) {
            return nodes.get(0).isEmpty() ? "" : nodes.get(0) + ": ";
        }
        String names = String.join(", ", nodes.subList(0, Math.min(NAMES, nodes.size())));
        return nodes.size() + " nodes (" + names + (nodes.size() > NAMES ? ", ..." : "") + "): ";
    }

    /** What redaction by patterns cannot judge: words of the application's own. */
    private void ownWords() {
        long lines = result.calls().stream()
                .filter(Tool.SAMPLE_LISTEN::askedBy)
                .mapToLong(call -> call.part().rows().orElse(0))
                .sum();
        long inspected = result.calls().stream()
                .filter(call ->
                        Tool.PROCESS_INSPECT.askedBy(call) && call.file().isPresent())
                .map(call -> call.node() + call.asked().arguments().get("pid"))
                .distinct()
                .count();
        long attached = result.calls().stream()
                .filter(call -> call.tool().equals(ProfileForm.TOOL)
                        && ProfileForm.of(call).isEmpty()
                        && call.file().isPresent())
                .count();
        List<String> held = new ArrayList<>();
        add(held, lines, "log or event message");
        add(held, inspected, "inspected process");
        add(held, attached, "attached file");
        if (!held.isEmpty()) {
            out.println("Look at   " + String.join(", ", held)
                    + ": the application's own words, which may say more than redaction knows");
        }
    }

    private static void add(List<String> held, long count, String what) {
        if (count > 0) {
            String plural = count == 1 ? "" : what.endsWith("s") ? "es" : "s";
            held.add(count + " " + what + plural);
        }
    }

    private static String size(Path file) {
        try {
            return DataSize.text(Files.size(file));
        } catch (IOException e) {
            return "size unknown";
        }
    }
}
