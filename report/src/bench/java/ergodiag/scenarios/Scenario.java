package ergodiag.scenarios;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A trouble, or what only looks like one.
 *
 * @param name a word for it
 * @param expected what has to be said of it
 * @param how what happens in the cluster
 */
record Scenario(String name, Expectation expected, Consumer<Stage> how) {
    static final String ONE = "node1@localhost";
    static final String TWO = "node2@localhost";
    static final String THREE = "node3@localhost";

    static List<Scenario> all() {
        return Stream.of(ProcessTroubles.ALL, NodeTroubles.ALL, LinkTroubles.ALL, GoodHealth.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
