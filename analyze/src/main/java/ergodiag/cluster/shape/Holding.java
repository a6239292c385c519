package ergodiag.cluster.shape;

import ergodiag.cluster.Process;
import ergodiag.cluster.Series;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many of something a process has, over the readings of {@code process_info}.
 *
 * @param process the process
 * @param field the field that lists them: {@code Aliases}, {@code MonitorsPID}, {@code Metas}, ...
 * @param counts how many, at each reading
 */
public record Holding(Process process, String field, Series<Integer> counts) {

    /** Everything that a process has some of. */
    public static Set<String> fields(Process process) {
        Set<String> fields = new TreeSet<>();
        process.infos()
                .readings()
                .forEach(info -> info.it().held().forEach((field, count) -> {
                    if (count > 0) {
                        fields.add(field);
                    }
                }));
        return fields;
    }

    /** How many of that it has; a list that is not there is an empty one. */
    public static Holding of(Process process, String field) {
        return new Holding(
                process, field, process.infos().map(info -> info.held().getOrDefault(field, 0)));
    }

    public int last() {
        return counts.last().map(count -> count.it()).orElse(0);
    }

    /** Between the first reading and the last. */
    public double gained() {
        return counts.growth(count -> count);
    }

    /**
     * Whether it has become more from reading to reading; with only two of them whether it has grown as fast since the start of the process,
     * so that two readings are no chance.
     */
    public boolean onlyGrows() {
        for (int i = 1; i < counts.size(); i++) {
            if (counts.readings().get(i).it() <= counts.readings().get(i - 1).it()) {
                return false;
            }
        }
        return counts.size() >= 3 || (counts.size() == 2 && grewSo());
    }

    private boolean grewSo() {
        double always = last() / Math.max(1.0, process.last().uptime().toSeconds());
        double now = counts.rate(count -> count);
        return always >= now / 2 && always <= now * 2;
    }
}
