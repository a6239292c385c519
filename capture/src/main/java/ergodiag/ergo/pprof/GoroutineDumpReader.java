package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.TextLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of {@code pprof_goroutines} line by line; lines of a kind it does not know are passed over. */
final class GoroutineDumpReader {
    /** Blocks that are kept; a node shows as many as {@code limit} asks for, and nobody can look at more. */
    static final int MOST_GROUPS = 50_000;
    /** Go itself prints at most 100 frames in debug=2 and records 128 in debug=1. */
    static final int MOST_FRAMES = 256;
    /** Frames of all blocks together. */
    static final int MOST_FRAMES_IN_ALL = 1_000_000;

    private static final Pattern HEADER =
            Pattern.compile("goroutine profile: total (\\d+)(?:, matched (\\d+))?, showing (\\d+)");
    private static final Pattern SUMMARY_BLOCK = Pattern.compile("(\\d+) @(?: 0x[0-9a-f]+)*\\s*");
    private static final Pattern SUMMARY_FRAME = Pattern.compile("#\\t0x[0-9a-f]+\\t+([^\\t]+)(?:\\t+([^\\t]+))?\\s*");
    private static final Pattern STACK_BLOCK = Pattern.compile("goroutine \\d+ (?:[^\\[]* )?\\[(.*)\\]:\\s*");
    private static final Pattern MINUTES = Pattern.compile(", (\\d+) minutes");
    private static final Pattern NOT_SHOWN = Pattern.compile("\\.\\.\\. (\\d+) more .*not shown\\s*");
    private static final String LABELS = " labels:";

    private final TextLines lines;
    private final Map<String, String> names = new HashMap<>();
    private final List<GoroutineGroup> groups = new ArrayList<>();
    private int framesInAll;
    private long blocksSeen;
    private long saidNotShown;
    private Optional<Block> open = Optional.empty();

    GoroutineDumpReader(TextLines lines) {
        this.lines = lines;
    }

    GoroutineDump read() {
        Matcher header = lines.header(HEADER, "the header of a goroutine profile");
        long total = lines.number(header.group(1));
        OptionalLong matched =
                header.group(2) == null ? OptionalLong.empty() : OptionalLong.of(lines.number(header.group(2)));
        long showing = lines.number(header.group(3));
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            take(line.get());
        }
        closeBlock();
        if (groups.isEmpty() && showing > 0) {
            throw lines.unreadable("the header counts " + showing + " blocks and not one is there");
        }
        long lost = Math.max(Math.max(showing, blocksSeen) - groups.size(), 0);
        return new GoroutineDump(total, matched, showing, saidNotShown + lost, groups);
    }

    private void take(String line) {
        if (line.startsWith("#\t")) {
            Matcher frame = SUMMARY_FRAME.matcher(line);
            if (frame.matches()) {
                add(new StackFrame(withoutOffset(frame.group(1)), frame.group(2) == null ? "" : frame.group(2)));
            }
        } else if (line.startsWith("\t")) {
            open.ifPresent(block -> block.pending.ifPresent(call -> add(frame(call, location(line)))));
            open.ifPresent(block -> block.pending = Optional.empty());
        } else if (line.startsWith("# labels: ")) {
            open.ifPresent(block -> block.labels = GoroutineLabels.read(line.substring("# labels: ".length())));
        } else if (line.startsWith("... ")) {
            Matcher more = NOT_SHOWN.matcher(line);
            saidNotShown = more.matches() ? lines.number(more.group(1)) : saidNotShown;
        } else if (!openBlock(line)) {
            open.ifPresent(block -> block.pending = function(line).map(name -> line.stripTrailing()));
        }
    }

    /** Begins a block when the line is the header of one. */
    private boolean openBlock(String line) {
        Matcher summary = SUMMARY_BLOCK.matcher(line);
        if (summary.matches()) {
            closeBlock();
            long count = lines.number(summary.group(1));
            if (count > Integer.MAX_VALUE) {
                throw lines.unreadable("a group of " + count + " goroutines is more than a node can have");
            }
            open = Optional.of(new Block((int) count, "", OptionalLong.empty(), Map.of(), lines.here()));
            return true;
        }
        Matcher stack = line.startsWith("goroutine ") ? STACK_BLOCK.matcher(line) : STACK_BLOCK.matcher("");
        if (!stack.matches()) {
            return false;
        }
        closeBlock();
        String inside = stack.group(1);
        int labelled = inside.indexOf(LABELS);
        String status = labelled < 0 ? inside : inside.substring(0, labelled);
        Map<String, String> labels =
                labelled < 0 ? Map.of() : GoroutineLabels.read(inside.substring(labelled + LABELS.length()));
        Matcher minutes = MINUTES.matcher(status);
        OptionalLong waited = minutes.find() ? OptionalLong.of(lines.number(minutes.group(1))) : OptionalLong.empty();
        open = Optional.of(new Block(1, reason(status), waited, labels, lines.here()));
        return true;
    }

    private void closeBlock() {
        open.ifPresent(block -> {
            blocksSeen++;
            if (groups.size() < MOST_GROUPS) {
                groups.add(block.group());
            }
        });
        open = Optional.empty();
    }

    /** The frame of a line {@code function(arguments)}. */
    private static StackFrame frame(String call, String location) {
        String function = function(call).orElseThrow();
        boolean tells = StackFrame.tellsByItsArguments(function);
        return new StackFrame(
                function, location, tells ? call.substring(function.length() + 1, call.length() - 1) : "");
    }

    private void add(StackFrame frame) {
        if (open.isEmpty() || open.get().frames.size() >= MOST_FRAMES || framesInAll >= MOST_FRAMES_IN_ALL) {
            return;
        }
        framesInAll++;
        open.get()
                .frames
                .add(new StackFrame(
                        shared(frame.function()), shared(frame.location().strip()), frame.arguments()));
    }

    /** The same few thousand names stand in every stack: one copy of each is enough. */
    private String shared(String name) {
        return names.computeIfAbsent(name, same -> same);
    }

    private static String reason(String status) {
        String head = status.split(",", 2)[0];
        return head.replace(" (scan)", "").replace(" (durable)", "").strip();
    }

    private static String withoutOffset(String symbol) {
        int plus = symbol.lastIndexOf("+0x");
        return (plus < 0 ? symbol : symbol.substring(0, plus)).strip();
    }

    private static String location(String line) {
        int plus = line.lastIndexOf(" +0x");
        return (plus < 0 ? line : line.substring(0, plus)).strip();
    }

    /** The function of a call line of debug=2, which ends with its arguments in brackets; empty for any other line. */
    private static Optional<String> function(String line) {
        String call = line.stripTrailing();
        if (call.startsWith("created by ") || !call.endsWith(")")) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = call.length() - 1; i > 0; i--) {
            depth += call.charAt(i) == ')' ? 1 : call.charAt(i) == '(' ? -1 : 0;
            if (depth == 0) {
                return Optional.of(call.substring(0, i));
            }
        }
        return Optional.empty();
    }

    /** A block that is still being read. */
    private static final class Block {
        private final int count;
        private final String reason;
        private final OptionalLong minutes;
        private final Source at;
        private final List<StackFrame> frames = new ArrayList<>();
        private Map<String, String> labels;
        private Optional<String> pending = Optional.empty();

        Block(int count, String reason, OptionalLong minutes, Map<String, String> labels, Source at) {
            this.count = count;
            this.reason = reason;
            this.minutes = minutes;
            this.labels = labels;
            this.at = at;
        }

        GoroutineGroup group() {
            return new GoroutineGroup(count, labels.getOrDefault("pid", ""), labels, reason, minutes, frames, at);
        }
    }
}
