package ergodiag.ergo.pprof;

import ergodiag.ergo.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of {@code pprof_goroutines}: a header, blocks, and what the limit cut off. */
final class GoroutineDumpReader {
    /** Blocks that are kept; a node shows as many as {@code limit} asks for, and nobody can look at more. */
    static final int MOST_GROUPS = 50_000;

    private static final Pattern HEADER =
            Pattern.compile("goroutine profile: total (\\d+)(?:, matched (\\d+))?, showing (\\d+)");
    private static final Pattern TOTAL = Pattern.compile("goroutine profile: total (\\d+)");
    private static final Pattern NOT_SHOWN = Pattern.compile("\\.\\.\\. (\\d+) more .*not shown\\s*");

    private final TextLines lines;
    private final StackBlocks blocks = new StackBlocks();
    private final List<GoroutineGroup> groups = new ArrayList<>();
    private long blocksSeen;

    GoroutineDumpReader(TextLines lines) {
        this.lines = lines;
    }

    GoroutineDump read() {
        Matcher header = lines.header(HEADER, "the header of a goroutine profile");
        long total = lines.number(header.group(1));
        OptionalLong matched =
                header.group(2) == null ? OptionalLong.empty() : OptionalLong.of(lines.number(header.group(2)));
        long showing = lines.number(header.group(3));
        long saidNotShown = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            Matcher more = NOT_SHOWN.matcher(line.get());
            if (line.get().startsWith("... ")) {
                saidNotShown = more.matches() ? lines.number(more.group(1)) : saidNotShown;
            } else {
                keep(blocks.take(line.get(), lines.here()));
            }
        }
        keep(blocks.close());
        if (groups.isEmpty() && showing > 0) {
            throw lines.unreadable("the header counts " + showing + " blocks and not one is there");
        }
        long lost = Math.max(Math.max(showing, blocksSeen) - groups.size(), 0);
        return new GoroutineDump(total, matched, showing, saidNotShown + lost, groups);
    }

    /** @param cut whether its end is missing */
    GoroutineDump readWithoutLimit(boolean cut) {
        String first = lines.first("a goroutine profile");
        Matcher total = TOTAL.matcher(first.strip());
        boolean told = total.matches();
        long promised = told ? lines.number(total.group(1)) : 0;
        keep(blocks.take(first, lines.here()));
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            keep(blocks.take(line.get(), lines.here()));
        }
        keep(blocks.close());
        if (groups.isEmpty()) {
            throw lines.unreadable("not one goroutine is there");
        }
        long kept = groups.stream().mapToLong(GoroutineGroup::count).sum();
        long all = Math.max(Math.max(promised, kept), told ? 0 : blocksSeen);
        return new GoroutineDump(all, OptionalLong.empty(), kept, Math.max(all - kept, cut ? 1 : 0), groups);
    }

    private void keep(Optional<GoroutineGroup> block) {
        block.ifPresent(group -> {
            blocksSeen++;
            if (groups.size() < MOST_GROUPS) {
                groups.add(group);
            }
        });
    }
}
