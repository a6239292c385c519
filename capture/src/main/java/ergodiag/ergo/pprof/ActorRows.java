package ergodiag.ergo.pprof;

import ergodiag.bundle.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines about actors that {@link ProfileTable} writes below the functions of a CPU profile. */
final class ActorRows {
    /** All lines about actors that are kept. */
    static final int MOST_ROWS = 50_000;

    private static final String PERCENT = "(\\d{1,3}(?:\\.\\d{1,6})?)";
    private static final Pattern ACTOR = Pattern.compile("(pid|meta) (\\S+)\\t" + PERCENT);
    private static final Pattern FUNCTION =
            Pattern.compile("(?:pid|meta) (\\S+)\\t" + PERCENT + "\\t" + PERCENT + "\\t(\\S.*)");

    private final Map<String, ActorShare> actors = new LinkedHashMap<>();
    private final Map<String, List<CpuRow>> functions = new LinkedHashMap<>();
    private int rows;

    /** Takes a line; one of another form is passed over. */
    void take(String line, Source at) {
        Matcher actor = ACTOR.matcher(line);
        Matcher function = FUNCTION.matcher(line);
        if (rows >= MOST_ROWS) {
            return;
        }
        if (actor.matches()) {
            rows++;
            actors.putIfAbsent(
                    actor.group(2),
                    new ActorShare(
                            actor.group(2),
                            actor.group(1).equals("meta"),
                            Double.parseDouble(actor.group(3)),
                            List.of(),
                            at));
        } else if (function.matches()) {
            rows++;
            functions
                    .computeIfAbsent(function.group(1), id -> new ArrayList<>())
                    .add(new CpuRow(
                            function.group(4),
                            Double.parseDouble(function.group(2)),
                            Double.parseDouble(function.group(3)),
                            at));
        }
    }

    List<ActorShare> read() {
        return actors.values().stream()
                .map(actor -> new ActorShare(
                        actor.id(),
                        actor.meta(),
                        actor.percent(),
                        functions.getOrDefault(actor.id(), List.of()),
                        actor.at()))
                .toList();
    }
}
