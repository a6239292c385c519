package ergodiag.capture.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerGroupsTest {
    @Test
    void aHundredNumberedPeersComeInAFewGroups() {
        List<String> nodes =
                IntStream.range(1, 101).mapToObj(i -> "node" + i + "@localhost").toList();

        List<String> groups = PeerGroups.of(nodes, 25);

        covered(nodes, groups, 25);
        assertThat(groups).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void peersOnSeveralHostsComeHostByHost() {
        List<String> nodes = IntStream.range(0, 100)
                .mapToObj(i -> "worker@host-" + (char) ('a' + i / 20) + "." + i)
                .toList();

        List<String> groups = PeerGroups.of(nodes, 25);

        covered(nodes, groups, 25);
        assertThat(groups).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void aNameThatIsPartOfManyOthersIsAskedForByItself() {
        List<String> nodes =
                IntStream.range(0, 10).mapToObj(i -> "n@h" + "x".repeat(i)).toList();

        assertThat(PeerGroups.of(nodes, 3)).contains("n@h");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyNameIsInAGroupAndNoGroupIsTooLarge(long seed) {
        Random random = new Random(seed);
        List<String> nodes = IntStream.range(0, 200)
                .mapToObj(i -> Long.toString(random.nextLong() >>> 20, 36) + "@" + random.nextInt(5))
                .distinct()
                .toList();

        covered(nodes, PeerGroups.of(nodes, 25), 25);
    }

    private static void covered(List<String> nodes, List<String> groups, int most) {
        assertThat(nodes).allMatch(node -> groups.stream().anyMatch(node::contains));
        assertThat(groups)
                .allMatch(group ->
                        nodes.stream().filter(node -> node.contains(group)).count() <= most);
    }
}
