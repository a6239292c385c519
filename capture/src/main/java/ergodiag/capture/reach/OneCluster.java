package ergodiag.capture.reach;

import ergodiag.bundle.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether several endpoints lead into one cluster: a bundle is of one cluster, and two in one would be judged as nonsense. */
final class OneCluster {
    private OneCluster() {}

    /** @throws UserError when they are of different clusters */
    static void check(List<EntryView> views) {
        List<EntryView> left = new ArrayList<>(views.subList(1, views.size()));
        Set<String> names = new HashSet<>(views.get(0).names());
        boolean grows = true;
        while (grows) {
            grows = left.removeIf(view -> {
                boolean kin = !Collections.disjoint(names, view.names());
                if (kin) {
                    names.addAll(view.names());
                }
                return kin;
            });
        }
        for (EntryView view : left) {
            throw apart(views.get(0), view, "they know no node in common");
        }
        for (EntryView view : views) {
            views.stream()
                    .filter(other -> other != view
                            && !view.node().isEmpty()
                            && other.node().equals(view.node())
                            && !other.sameNodeAs(view))
                    .findFirst()
                    .ifPresent(other -> {
                        throw apart(view, other, "both nodes have the same name, and were started at different times");
                    });
        }
    }

    private static UserError apart(EntryView one, EntryView other, String why) {
        return new UserError(
                "Comparing the endpoints: " + one.entry() + " (" + one.node() + ") and " + other.entry() + " ("
                        + other.node() + ") belong to two clusters, or to one that is split: " + why
                        + "; capture each alone, one command for each.");
    }
}
