package ergodiag.capture.reach;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names that a list holds, each once and in its order, as many as fit into memory: of a list without end the first are kept. */
final class HeardNames {
    private static final int MOST = 250_000;
    /** Letters of all of them. */
    private static final int LONGEST = 16 << 20;

    private final Set<String> names = new LinkedHashSet<>();
    private int letters;

    void add(String name) {
        if (names.size() < MOST && letters + name.length() <= LONGEST && names.add(name)) {
            letters += name.length();
        }
    }

    List<String> all() {
        return List.copyOf(names);
    }
}
