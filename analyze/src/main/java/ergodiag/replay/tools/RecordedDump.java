package ergodiag.replay.tools;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recorded goroutine dump, filtered block by block as a node does it. */
final class RecordedDump {
    private static final Pattern HEADER =
            Pattern.compile("goroutine profile: total (\\d+)(?:, matched (\\d+))?, showing (\\d+)\n\n?");
    private static final Pattern MORE = Pattern.compile("\n\n\\.\\.\\. (\\d+) more matched goroutines not shown\\s*$");

    private final String total;
    private final int hidden;
    private final List<String> blocks;

    private RecordedDump(String total, int hidden, List<String> blocks) {
        this.total = total;
        this.hidden = hidden;
        this.blocks = blocks;
    }

    static RecordedDump of(String text) {
        Matcher header = HEADER.matcher(text);
        if (!header.lookingAt()) {
            return new RecordedDump("0", 1, List.of());
        }
        String rest = text.substring(header.end());
        Matcher more = MORE.matcher(rest);
        boolean cut = more.find();
        String body = cut ? rest.substring(0, more.start()) : rest;
        List<String> blocks = Arrays.stream(body.split("\n\n"))
                .filter(block -> !block.isBlank())
                .toList();
        return new RecordedDump(header.group(1), cut ? Integer.parseInt(more.group(1)) : 0, blocks);
    }

    /** Whether blocks were left out by the limit. */
    boolean cut() {
        return hidden > 0;
    }

    int showing() {
        return blocks.size();
    }

    List<String> blocks() {
        return blocks;
    }

    /** The dump asked with a filter; texts "" filter nothing. */
    String filtered(String filter, String exclude, int limit) {
        List<String> kept = blocks.stream()
                .filter(block -> block.contains(filter) && (exclude.isEmpty() || !block.contains(exclude)))
                .toList();
        return text(kept, kept.size(), !filter.isEmpty() || !exclude.isEmpty(), limit);
    }

    /** A dump that was recorded with a filter, asked with the same one. */
    String again(boolean filters, int limit) {
        return text(blocks, blocks.size() + hidden, filters, limit);
    }

    private String text(List<String> kept, int matched, boolean filters, int limit) {
        List<String> shown = kept.subList(0, Math.min(limit, kept.size()));
        String text = "goroutine profile: total " + total + (filters ? ", matched " + matched : "") + ", showing "
                + shown.size() + "\n\n" + String.join("\n\n", shown);
        int left = matched - shown.size();
        return left == 0 ? text : text + "\n\n... " + left + " more matched goroutines not shown";
    }
}
