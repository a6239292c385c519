package ergodiag.capture.suspects;

import static ergodiag.ergo.PlaybookName.PROCESS_LEAK;

import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.process.ProcessRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many of each family a list held, and the newest of each, counted while the list passes. Of more families than can be kept the later
 * ones are not counted.
 */
public final class FamilyCounts {
    private static final int MOST = 2_000;
    private static final int NEWEST = 2;
    /** Growing by fewer than these is coming and going. */
    private static final long FEWEST = 5;

    private static final double SHARE = 0.05;

    private final Map<Family, Members> members = new HashMap<>();

    /** Those of one family. */
    private static final class Members {
        private long count;
        private final List<ProcessRow> newest = new ArrayList<>(NEWEST + 1);

        void add(ProcessRow row) {
            count++;
            newest.add(row);
            newest.sort(Comparator.comparing(ProcessRow::uptime));
            if (newest.size() > NEWEST) {
                newest.remove(NEWEST);
            }
        }
    }

    /** One that grew between two lists. */
    public record Growth(Family family, long before, long now, List<ProcessRow> newest) {
        long by() {
            return now - before;
        }

        Purpose reason() {
            return Purpose.of("a family that grew from " + before + " to " + now, PROCESS_LEAK);
        }
    }

    void add(ProcessRow row) {
        Family family = Family.of(row);
        Members known = members.get(family);
        if (known == null && members.size() < MOST) {
            known = new Members();
            members.put(family, known);
        }
        if (known != null) {
            known.add(row);
        }
    }

    /** Those that grew since an earlier list, most first. */
    public List<Growth> since(FamilyCounts earlier) {
        return members.entrySet().stream()
                .flatMap(each -> grown(each.getKey(), each.getValue(), earlier).stream())
                .sorted(Comparator.comparingLong(Growth::by)
                        .reversed()
                        .thenComparing(growth -> growth.family().toString()))
                .toList();
    }

    private static Optional<Growth> grown(Family family, Members now, FamilyCounts earlier) {
        // of a family that did not fit then nobody knows the number
        if (!earlier.members.containsKey(family) && earlier.members.size() >= MOST) {
            return Optional.empty();
        }
        long before = earlier.members.containsKey(family) ? earlier.members.get(family).count : 0;
        Growth growth = new Growth(family, before, now.count, List.copyOf(now.newest));
        return growth.by() >= FEWEST && growth.by() >= before * SHARE ? Optional.of(growth) : Optional.empty();
    }

    /** The newest members of growing families, and their parents where they are among these rows. */
    static Stream<Suspect> suspects(List<Growth> growths, List<ProcessRow> rows) {
        return growths.stream()
                .flatMap(growth -> Stream.concat(
                        rows.stream()
                                .filter(row -> row.pid().equals(growth.family().parent()))
                                .map(row -> new Suspect(row, growth.reason().and("its parent"), 65)),
                        growth.newest().stream()
                                .map(row -> new Suspect(row, growth.reason().and("one of the newest"), 55))));
    }
}
