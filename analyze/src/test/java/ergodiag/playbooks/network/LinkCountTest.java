package ergodiag.playbooks.network;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.cluster.Cluster;
import ergodiag.cluster.Link;
import ergodiag.cluster.Series;
import ergodiag.ergo.RemoteNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkCountTest {
    private static final List<Link> LINKS = links();

    private static List<Link> links() {
        try (Bundle bundle = Bundle.open(Path.of("../samples/bad-links.zip"))) {
            return Cluster.of(bundle).links();
        }
    }

    private static Link link(String from, String to) {
        return LINKS.stream()
                .filter(link -> link.from().startsWith(from) && link.to().startsWith(to))
                .findFirst()
                .orElseThrow();
    }

    private static Link only(Link link, int... readings) {
        return new Link(link.from(), link.to(), only(link.sender(), readings), only(link.receiver(), readings));
    }

    private static Series<RemoteNode> only(Series<RemoteNode> all, int... readings) {
        return new Series<>(java.util.Arrays.stream(readings)
                .mapToObj(at -> all.readings().get(Math.floorMod(at, all.size())))
                .toList());
    }

    @Test
    void twoReadingsOfEachEndAtAboutTheSameMomentsTellALossToo() {
        Optional<LinkCount> count = LinkCount.overWindow(only(link("node2", "node3"), 0, -1));

        assertThat(count).hasValueSatisfying(it -> {
            assertThat(it.overlap()).isPositive();
            assertThat(it.lost()).isPositive().isLessThan(it.sent() - it.received());
        });
    }

    @Test
    void nothingIsMissedOnAHealthyLinkOfWhichTheReadingsOverlap() {
        assertThat(LINKS.stream().filter(link -> !link.from().startsWith("node2")))
                .allSatisfy(link -> assertThat(LinkCount.overWindow(only(link, 0, -1)))
                        .hasValueSatisfying(it -> assertThat(it.lost()).isLessThanOrEqualTo(3)));
    }

    @Test
    void readingsThatOverlapForLongBesideTheWindowAreNotCompared() {
        Link whole = link("node2", "node3");
        Link late = new Link(whole.from(), whole.to(), only(whole.sender(), 0, -1), only(whole.receiver(), 0, -3));

        assertThat(LinkCount.overWindow(late)).isEmpty();
    }

    @Test
    void readingsThatInterleaveLeaveNothingOut() {
        assertThat(LinkCount.overWindow(link("node2", "node3")))
                .hasValueSatisfying(it -> assertThat(it.overlap()).isZero());
    }
}
