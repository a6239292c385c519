package ergodiag.replay.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of a recorded CPU or heap profile, cut and filtered anew. */
final class ProfileText {
    private static final Pattern HEADER =
            Pattern.compile("(?<head>.*?)(, matched (?<matched>\\d+) functions)?, showing (?<showing>\\d+)");

    private final String head;
    private final int showing;
    private final int matched;
    private final String titles;
    private final List<String> lines;

    private ProfileText(String head, int showing, int matched, String titles, List<String> lines) {
        this.head = head;
        this.showing = showing;
        this.matched = matched;
        this.titles = titles;
        this.lines = lines;
    }

    static ProfileText of(String text) {
        List<String> lines = text.lines().toList();
        Matcher header = HEADER.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!header.matches() || lines.size() < 3) {
            return new ProfileText(lines.isEmpty() ? "" : lines.get(0), 0, -1, "", List.of());
        }
        int matched = header.group("matched") == null ? -1 : Integer.parseInt(header.group("matched"));
        return new ProfileText(
                header.group("head"),
                Integer.parseInt(header.group("showing")),
                matched,
                lines.get(2),
                lines.subList(3, lines.size()));
    }

    /**
     * Whether all functions that passed the recorded filter are in it: a profile asked without filter shows fewer than its limit, one
     * with filter says how many there were.
     */
    boolean complete(long limit) {
        return matched >= 0 ? showing >= matched : showing < limit;
    }

    /** The profile asked again, without filter of its own. */
    String cut(int limit) {
        return text(matched >= 0, Math.max(matched, 0), lines.subList(0, Math.min(limit, lines.size())));
    }

    /** The profile of a complete table asked with a filter. */
    String filtered(String filter, String exclude, int limit) {
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            String function = function(line);
            if (function.contains(filter) && (exclude.isEmpty() || !function.contains(exclude))) {
                kept.add(line);
            }
        }
        boolean filters = !filter.isEmpty() || !exclude.isEmpty();
        return text(filters, kept.size(), kept.subList(0, Math.min(limit, kept.size())));
    }

    private String text(boolean filters, int matchedNow, List<String> shown) {
        StringBuilder out = new StringBuilder(head);
        if (filters) {
            out.append(", matched ").append(matchedNow).append(" functions");
        }
        out.append(", showing ")
                .append(shown.size())
                .append("\n\n")
                .append(titles)
                .append('\n');
        shown.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /** The third column; names of functions may hold spaces. */
    private static String function(String line) {
        String[] columns = line.strip().split("\\s+", 3);
        return columns.length < 3 ? "" : columns[2];
    }
}
