package ergodiag.playbooks.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.GoProfiles;
import ergodiag.analyze.TestBundles;
import ergodiag.findings.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goroutines of one program that stand at locks and elsewhere, under Go 1.23 to 1.26: told alike in both forms of dumps. */
final class RealStacksTest {
    private static final int GROUPED = 1;
    private static final int SINGLE = 2;

    @TempDir
    Path temp;

    static Stream<String> versions() {
        return GoProfiles.versionsWith("goroutines.one-mutex.2.txt");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void thoseAtOneAddressWaitForOneLockAndWithoutAddressesInTheSamePlace(String version) {
        assertThat(judged(version, "one-mutex", SINGLE)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1002");
            assertThat(finding.prose().sentence())
                    .contains("4 goroutines", "one lock (sync.Mutex.Lock)", "main.(*shard).Put");
        });
        assertThat(judged(version, "one-mutex", GROUPED)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED1002");
            assertThat(finding.prose().sentence()).contains("in the same place").doesNotContain("one lock");
        });
    }

    @ParameterizedTest
    @MethodSource("versions")
    void fourThatWaitForFourLocksAreNoQueue(String version) {
        assertThat(judged(version, "four-mutexes", SINGLE)).isEmpty();
        assertThat(judged(version, "four-mutexes", GROUPED))
                .extracting(it -> it.prose().sentence())
                .noneMatch(sentence -> sentence.contains("one lock"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readersBehindAWriterWaitForALock(String version) {
        for (int debug : List.of(GROUPED, SINGLE)) {
            assertThat(judged(version, "rwmutex", debug)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED1002");
                assertThat(finding.prose().sentence()).contains("sync.RWMutex.RLock");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aWaitGroupIsNoLock(String version) {
        assertThat(judged(version, "waitgroup", GROUPED)).isEmpty();
        assertThat(judged(version, "waitgroup", SINGLE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void writersBehindAWriterHaveAPeerThatDoesNotRead(String version) {
        for (int debug : List.of(GROUPED, SINGLE)) {
            assertThat(judged(version, "connection", debug)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED1004");
                assertThat(finding.prose().sentence())
                        .contains("4 goroutines", "main.writeReport", "the peer does not read")
                        .doesNotContain("lock");
            });
        }
    }

    static Stream<String> versionsWithTls() {
        return GoProfiles.versionsWith("goroutines.tls.2.txt");
    }

    @ParameterizedTest
    @MethodSource("versionsWithTls")
    void writersOfATlsConnectionHaveAPeerThatDoesNotReadToo(String version) {
        for (int debug : List.of(GROUPED, SINGLE)) {
            assertThat(judged(version, "tls", debug)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED1004");
                assertThat(finding.prose().sentence())
                        .contains("4 goroutines", "main.writeReport", "the peer does not read")
                        .doesNotContain("lock");
            });
        }
    }

    /** Nothing is written yet: whether the peer would read is not known. */
    @ParameterizedTest
    @MethodSource("versionsWithTls")
    void writersBehindAHandshakeThatDoesNotEndWaitForALock(String version) {
        for (int debug : List.of(GROUPED, SINGLE)) {
            assertThat(judged(version, "tls-handshake", debug)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("ED1002");
                assertThat(finding.prose().sentence()).contains("4 goroutines", "main.writeReport", "sync.Mutex.Lock");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void ofAllOtherWaitsOnlyTheOneBehindAOnceIsALock(String version) {
        for (int debug : List.of(GROUPED, SINGLE)) {
            assertThat(judged(version, "others", debug))
                    .extracting(finding -> finding.subject().function())
                    .containsOnly("main.initialise");
        }
    }

    private List<Finding> judged(String version, String kind, int debug) {
        return TestBundles.in(temp)
                .seconds(0, 5, 10)
                .node("a@host", node -> GoProfiles.goroutines(node, version, kind, debug))
                .judge(new Goroutines())
                .findings();
    }
}
