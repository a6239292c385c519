package ergodiag.ergo.pprof;

import ergodiag.bundle.foreign.ForeignJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A profile in protobuf as a text that can be read, scanned for secrets and pointed at: a CPU or heap profile as the table that the tools
 * {@code pprof_cpu} and {@code pprof_heap} make of one, goroutines as Go itself prints them with debug=1. Of labels it has those that tell an
 * actor, and nothing of a program's own.
 *
 * @param form what it is
 * @param text the text
 * @param cut whether the end is left out
 */
public record ProfileTable(ProfileForm form, String text, boolean cut) {
    /** Of an actor's functions those with so much of all CPU time are shown. */
    private static final double WORTH_A_LINE = 0.1;

    private static final Pattern WORD = Pattern.compile("\\w{1,32}");
    private static final String DIFFERENCE = "it tells what came and went over a time; take one without seconds=";

    /**
     * Writes a profile down.
     *
     * @param most characters
     * @throws DamagedProfile when it cannot be read, or is of a kind that nobody reads
     */
    public static ProfileTable of(PprofProfile profile, int most) throws IOException {
        StringBuilder text = new StringBuilder();
        ProfileForm form;
        if (profile.value("cpu").isPresent()) {
            form = ProfileForm.CPU;
            cpu(profile, text, most);
        } else if (profile.value("inuse_space").isPresent()) {
            form = ProfileForm.HEAP;
            heap(profile, text, most);
        } else if (profile.value("goroutine").isPresent()) {
            form = ProfileForm.GOROUTINE_GROUPS;
            goroutines(profile, text, most);
        } else {
            throw new DamagedProfile("it is a profile of " + profile.counted() + ", which no playbook reads");
        }
        boolean cut = text.length() >= most;
        return new ProfileTable(form, cut ? text.substring(0, text.lastIndexOf("\n") + 1) : text.toString(), cut);
    }

    private static void cpu(PprofProfile profile, StringBuilder text, int most) throws IOException {
        Duration length = profile.length();
        if (length.isZero()) {
            throw new DamagedProfile("it does not say over what time it was taken");
        }
        CpuTable table = new CpuTable(profile.value("cpu").orElseThrow());
        profile.samples(table);
        List<Map.Entry<String, CpuTable.Time>> functions = table.functions();
        text.append(String.format(
                Locale.ROOT,
                "CPU profile: %.3f seconds, %d total samples, showing %d\n",
                length.toNanos() / 1e9,
                table.sampled(),
                Math.min(functions.size(), FunctionRows.MOST_ROWS)));
        taken(profile, text);
        text.append("\nflat%    cum%     function\n");
        functions.stream()
                .limit(FunctionRows.MOST_ROWS)
                .forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "%-8.2f %-8.2f %s\n",
                        table.percent(row.getValue().own()),
                        table.percent(row.getValue().whole()),
                        row.getKey())));
        List<Map.Entry<CpuTable.Actor, CpuTable.Time>> actors = table.actors();
        if (!actors.isEmpty()) {
            text.append("\nactors: all they used, and flat% and cum% of that in each function\n");
        }
        for (Map.Entry<CpuTable.Actor, CpuTable.Time> entry : actors) {
            String name = entry.getKey().label() + " " + entry.getKey().id() + "\t";
            text.append(name)
                    .append(String.format(
                            Locale.ROOT,
                            "%.2f\n",
                            table.percent(entry.getValue().whole())));
            for (Map.Entry<String, CpuTable.Time> row : table.functions(entry.getKey())) {
                if (table.percent(row.getValue().whole()) >= WORTH_A_LINE && text.length() < most) {
                    text.append(name)
                            .append(String.format(
                                    Locale.ROOT,
                                    "%.2f\t%.2f\t%s\n",
                                    table.percent(row.getValue().own()),
                                    table.percent(row.getValue().whole()),
                                    row.getKey()));
                }
            }
        }
    }

    private static void heap(PprofProfile profile, StringBuilder text, int most) throws IOException {
        if (!profile.length().isZero()) {
            throw new DamagedProfile(DIFFERENCE);
        }
        int inUse = profile.value("inuse_space").orElseThrow();
        Optional<Integer> allocated = profile.value("alloc_space");
        Map<String, long[]> functions = new HashMap<>();
        long[] whole = {0};
        profile.samples((stack, values, labels) -> {
            whole[0] = HeapScale.sum(whole[0], values[inUse]);
            if (!stack.isEmpty()) {
                long[] row = functions.computeIfAbsent(stack.get(0).function(), any -> new long[2]);
                row[0] = HeapScale.sum(row[0], values[inUse]);
                row[1] = HeapScale.sum(row[1], allocated.map(at -> values[at]).orElse(0L));
            }
        });
        text.append("heap profile: total inuse ")
                .append(whole[0])
                .append("B, showing ")
                .append(Math.min(functions.size(), FunctionRows.MOST_ROWS))
                .append('\n');
        taken(profile, text);
        text.append("\ninuse        alloc        function\n");
        functions.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> row) -> -row.getValue()[0])
                        .thenComparingLong(row -> -row.getValue()[1])
                        .thenComparing(Map.Entry::getKey))
                .limit(FunctionRows.MOST_ROWS)
                .takeWhile(row -> text.length() < most)
                .forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "%-12s %-12s %s\n",
                        row.getValue()[0] + "B",
                        row.getValue()[1] + "B",
                        row.getKey())));
    }

    private static void goroutines(PprofProfile profile, StringBuilder text, int most) throws IOException {
        if (!profile.length().isZero()) {
            throw new DamagedProfile(DIFFERENCE);
        }
        int value = profile.value("goroutine").orElseThrow();
        long[] total = {0};
        profile.samples((stack, values, labels) -> total[0] = HeapScale.sum(total[0], values[value]));
        text.append("goroutine profile: total ").append(total[0]).append('\n');
        profile.samples((stack, values, labels) -> {
            if (text.length() >= most || values[value] == 0) {
                return;
            }
            text.append(values[value]).append(" @\n");
            Map<String, String> kept = actor(labels);
            if (!kept.isEmpty()) {
                text.append("# labels: ")
                        .append(ForeignJson.mapper().writeValueAsString(kept))
                        .append('\n');
            }
            for (StackFrame frame : stack) {
                text.append("#\t0x0\t")
                        .append(frame.function())
                        .append('\t')
                        .append(frame.location())
                        .append('\n');
            }
            text.append('\n');
        });
    }

    /** What tells the actor. */
    private static Map<String, String> actor(Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>();
        CpuTable.Actor.of(labels).ifPresent(actor -> {
            kept.put(actor.label(), actor.id());
            Optional.ofNullable(labels.get("role"))
                    .filter(role -> WORD.matcher(role).matches())
                    .ifPresent(role -> kept.put("role", role));
        });
        return kept;
    }

    private static void taken(PprofProfile profile, StringBuilder text) {
        profile.taken().ifPresent(at -> text.append("taken ").append(at).append('\n'));
    }
}
