package ergodiag.playbooks.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Relation;
import ergodiag.findings.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor that ends and starts again siblings with the one that fails. */
class CascadeTest {
    private static final List<Integer> ENDS = List.of(12, 27, 42, 57);

    @TempDir
    Path folder;

    /** A supervisor of three children, of which all, or the last ones only, are started anew at each end. */
    private TestNode tree(TestNode node, String type, int from, boolean logs) {
        node.process("<A.0.1100>", row -> row.set("Name", "pump_sup").set("Kind", "supervisor"));
        for (int second : List.of(0, 60)) {
            node.reply(
                    second,
                    "process_inspect",
                    Map.of("pid", "<A.0.1100>"),
                    "{\"type\":\"" + type + "\",\"intensity\":\"100\",\"period\":\"5\",\"restarts_count\":\""
                            + second / 15 + "\"}");
        }
        for (int child = 0; child < 3; child++) {
            if (child < from) {
                int pid = 1101 + child;
                node.process(
                        "<A.0." + pid + ">", row -> row.set("Name", name(pid)).set("Parent", "<A.0.1100>"));
                continue;
            }
            for (int generation = 0; generation <= ENDS.size(); generation++) {
                generation(node, child, generation);
            }
        }
        if (logs) {
            ENDS.forEach(end -> ends(node, from, end));
        }
        return node;
    }

    private static String name(int pid) {
        return "pump_" + (pid % 100 - 1);
    }

    private static String pid(int child, int generation) {
        return "<A.0." + (2000 + 10 * generation + child) + ">";
    }

    private static void generation(TestNode node, int child, int generation) {
        int born = generation == 0 ? -600 : ENDS.get(generation - 1);
        int dies = generation == ENDS.size() ? 9999 : ENDS.get(generation);
        node.process(
                pid(child, generation),
                row -> row.set("Name", "pump_" + child)
                        .set("Behavior", child == 0 ? "main.Valve" : "main.Pump")
                        .set("Parent", "<A.0.1100>")
                        .set("Uptime", s -> Math.max(0, s - born))
                        .presentWhen(s -> s >= born && s < dies));
    }

    private static void ends(TestNode node, int from, int end) {
        int generation = ENDS.indexOf(end);
        node.log(end, "error", source(from, generation), "process terminated abnormally - seal broken");
        for (int child = 2; child > from; child--) {
            node.log(
                    end, "error", source(child, generation), "process terminated abnormally - <A.0.1100>: seal broken");
        }
    }

    private static String source(int child, int generation) {
        return pid(child, generation) + " ('pump_" + child + "') " + (child == 0 ? "main.Valve" : "main.Pump");
    }

    private Findings judge(String type, int from, boolean logs) {
        return TestBundles.in(folder)
                .seconds(0, 15, 30, 45, 60)
                .node("a@host", node -> tree(node, type, from, logs))
                .judge(new RestartLoop());
    }

    private static List<Finding> serious(Findings findings) {
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    @Test
    void namesTheOneThatFailsAndWhomItTakesAlong() {
        assertThat(serious(judge("Rest For One", 0, true))).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0601");
            assertThat(finding.subject().name()).isEqualTo("pump_0");
            assertThat(finding.prose().sentence())
                    .contains(
                            "every 15 s",
                            "at least 4 restarts",
                            "\"seal broken\"",
                            "2 others (rest for one)",
                            "pump_1, pump_2");
            assertThat(finding.relations(Relation.Kind.TOOK_ALONG))
                    .singleElement()
                    .satisfies(other -> assertThat(other.behavior()).isEqualTo("main.Pump"));
        });
    }

    @Test
    void namesItAmongSiblingsOfItsOwnKind() {
        assertThat(serious(judge("All For One", 1, true))).singleElement().satisfies(finding -> {
            assertThat(finding.subject().name()).isEqualTo("pump_1");
            assertThat(finding.prose().sentence()).contains("at least 4 restarts", "1 other (all for one)", "pump_2");
        });
    }

    @Test
    void takesTheFirstThatIsStartedAgainWhereNothingWasLogged() {
        assertThat(serious(judge("Rest For One", 0, false))).singleElement().satisfies(finding -> {
            assertThat(finding.subject().name()).isEqualTo("pump_0");
            assertThat(finding.prose().sentence()).contains("2 others (rest for one)");
        });
        assertThat(serious(judge("All For One", 0, false)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.prose().sentence()).contains("which of them fails no message tells"));
    }

    @Test
    void leavesLoopsOfSiblingsThatFailEachForItselfApart() {
        assertThat(serious(judge("One For One", 0, false)))
                .extracting(finding -> finding.subject().behavior())
                .containsExactlyInAnyOrder("main.Valve", "main.Pump");
    }
}
