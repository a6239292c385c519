package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import ergodiag.ergo.UnreadableReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blocks of goroutine dumps line by line, in the forms of debug=1 and debug=2; lines of a kind it does not know are passed over. */
final class StackBlocks {
    /** Go itself prints at most 100 frames in debug=2 and records 128 in debug=1. */
    static final int MOST_FRAMES = 256;
    /** Frames of all blocks together. */
    static final int MOST_FRAMES_IN_ALL = 1_000_000;

    private static final Pattern SUMMARY_BLOCK = Pattern.compile("(\\d+) @(?: 0x[0-9a-f]+)*\\s*");
    private static final Pattern SUMMARY_FRAME = Pattern.compile("#\\t0x[0-9a-f]+\\t+([^\\t]+)(?:\\t+([^\\t]+))?\\s*");
    private static final Pattern STACK_BLOCK = Pattern.compile("goroutine \\d+ (?:[^\\[]* )?\\[(.*)");
    private static final Pattern MINUTES = Pattern.compile(", (\\d+) minutes");

    private final Map<String, String> names = new HashMap<>();
    private int framesInAll;
    private Optional<Block> open = Optional.empty();

    /**
     * Takes the next line.
     *
     * @param at its place
     * @return the block before, when the line begins another
     */
    Optional<GoroutineGroup> take(String line, Source at) {
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
        } else {
            Optional<Block> begun = begun(line, at);
            if (begun.isPresent()) {
                Optional<GoroutineGroup> before = close();
                open = begun;
                return before;
            }
            open.ifPresent(block -> block.pending = function(line).map(name -> line.stripTrailing()));
        }
        return Optional.empty();
    }

    /** The last block, as no more lines of it come. */
    Optional<GoroutineGroup> close() {
        Optional<GoroutineGroup> last = open.map(Block::group);
        open = Optional.empty();
        return last;
    }

    /** So many frames are not kept. */
    void giveBack(int frames) {
        framesInAll = Math.max(0, framesInAll - frames);
    }

    /** The block of which the line is the header. */
    private static Optional<Block> begun(String line, Source at) {
        Matcher summary = SUMMARY_BLOCK.matcher(line);
        if (summary.matches()) {
            long count = number(summary.group(1), at);
            if (count > Integer.MAX_VALUE) {
                throw unreadable(at, "a group of " + count + " goroutines is more than a node can have.");
            }
            return Optional.of(new Block((int) count, "", OptionalLong.empty(), Map.of(), at));
        }
        Matcher stack = line.startsWith("goroutine ") ? STACK_BLOCK.matcher(line.stripTrailing()) : null;
        if (stack == null || !stack.matches()) {
            return Optional.empty();
        }
        return GoroutineState.read(stack.group(1)).map(state -> {
            Matcher minutes = MINUTES.matcher(state.status());
            OptionalLong waited = minutes.find() ? OptionalLong.of(number(minutes.group(1), at)) : OptionalLong.empty();
            return new Block(1, state.reason(), waited, state.labels(), at);
        });
    }

    private static long number(String digits, Source at) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw unreadable(at, "the number " + digits.substring(0, Math.min(40, digits.length())) + " is too large.");
        }
    }

    private static UnreadableReply unreadable(Source at, String reason) {
        return new UnreadableReply(at.file(), at.line(), reason);
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
