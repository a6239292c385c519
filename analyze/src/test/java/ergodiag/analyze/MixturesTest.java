package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several faults at once, in clusters of one to thirty nodes: each is at the head, and nothing else; and odd clusters that are healthy. */
class MixturesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    static Stream<Mixture> faults() {
        return Stream.of(
                of("forty blocked at once", 1).blocked(1, 40, "tax.Clerk", 2, -30),
                of("the same behaviour blocked on five nodes", 5)
                        .blocked(1, 1, "tax.Clerk", 2, -30)
                        .blocked(2, 1, "tax.Clerk", 3, -20)
                        .blocked(3, 1, "tax.Clerk", 5, -10)
                        .blocked(4, 1, "tax.Clerk", 7, 5)
                        .blocked(5, 1, "tax.Clerk", 11, 8),
                of("blocked and crashing on one node", 1)
                        .blocked(1, 1, "tax.Clerk", 4, -20)
                        .crashes(1, "mail.Fetcher", 12, "lost connection"),
                of("blocked, crashing and leaking on three nodes", 3)
                        .blocked(1, 1, "tax.Clerk", 900, -20)
                        .crashes(2, "mail.Fetcher", 12, "lost connection")
                        .leaks(3, "web.Visit", 120),
                of("leak and overload on one node", 2)
                        .leaks(2, "web.Visit", 300)
                        .overloaded(2, "indexer", 50, 20),
                of("two hundred zombies", 2).zombies(1, 200, "pdf.Printer"),
                of("zombies and a silent node", 5).zombies(2, 4, "pdf.Printer").silent(5),
                of("deadlock of two", 1).deadlock(1, "giro", "ledger", -40),
                of("deadlock and overload", 2)
                        .deadlock(1, "giro", "ledger", -40)
                        .overloaded(2, "indexer", 5000, 3000),
                of("deadlock and zombies", 1).deadlock(1, "giro", "ledger", -15).zombies(1, 1, "pdf.Printer"),
                of("the same error on thirty nodes", 30)
                        .errors(1, 2, "cannot reach the bank, try ")
                        .errors(2, 2, "cannot reach the bank, try ")
                        .errors(3, 2, "cannot reach the bank, try ")
                        .errors(17, 2, "cannot reach the bank, try ")
                        .errors(30, 2, "cannot reach the bank, try "),
                of("three silent of thirty", 30).silentTogether(4, 5, 6),
                of("a silent node and a crash loop", 2).silent(2).crashes(1, "mail.Fetcher", 12, "no route to host"),
                of("a silent node and a leak", 5).silent(3).leaks(1, "web.Visit", 90),
                of("overload at a low rate", 1).overloaded(1, "indexer", 2, 1),
                of("overload at a wild rate", 1).overloaded(1, "indexer", 90_000, 20_000),
                of("two overloaded on two nodes", 5)
                        .overloaded(1, "indexer", 40, 10)
                        .overloaded(4, "mailer", 70, 60),
                of("blocked at a trickle", 2).blocked(2, 1, "tax.Clerk", 1, -30),
                of("zombies of two behaviours", 1).zombies(1, 3, "pdf.Printer").zombies(1, 1, "csv.Export"),
                of("crash loops of two behaviours", 2)
                        .crashes(1, "mail.Fetcher", 12, "lost connection")
                        .crashes(2, "sms.Sender", 12, "quota exceeded"),
                of("loss on one link and a blocked process elsewhere", 5)
                        .losesFrom(1, 2, 200, 0.2)
                        .blocked(4, 1, "tax.Clerk", 9, -25),
                of("loss on one link of thirty nodes", 30).losesFrom(7, 21, 500, 0.1),
                of("loss on three links to one node", 5)
                        .losesFrom(1, 5, 200, 0.3)
                        .losesFrom(2, 5, 200, 0.3)
                        .losesFrom(3, 5, 200, 0.3),
                Mixture.of("odd names", 2, "x%d@10.0.0.7")
                        .blocked(1, 1, "a.b", 4, -20)
                        .overloaded(2, "Übermaß 'x'", 30, 10),
                Mixture.of("names that begin alike", 2, "n%d@h").deadlock(2, "a", "ab", -30));
    }

    static Stream<Mixture> healthy() {
        return Stream.of(
                of("one node", 1),
                of("thirty nodes", 30),
                of("five hundred wait for answers of a second", 2).also(1, node -> {
                    for (int i = 0; i < 500; i++) {
                        node.process(
                                "<A.0." + (5000 + i) + ">",
                                row -> row.set("State", "wait response").set("StateTime", SECOND));
                    }
                }),
                of("deployed just now", 3).also(2, node -> young(node, 400)),
                of("all just started", 1).also(1, node -> young(node, 30)),
                of("idle", 2)
                        .also(
                                1,
                                node -> node.process(
                                        "<A.0.4000>",
                                        row -> row.set("MessagesIn", 10).set("Wakeups", 10))),
                of("a burst at the start", 1)
                        .also(
                                1,
                                node -> node.process(
                                        "<A.0.4000>",
                                        row -> row.set("MessagesMailbox", s -> s == 0 ? 5000 : 0)
                                                .set("MailboxLatency", s -> s == 0 ? SECOND / 2 : 0))),
                of("a batch job that ends", 1)
                        .also(
                                1,
                                node -> node.process(
                                        "<A.0.4000>",
                                        row -> row.set("State", s -> s < 40 ? "running" : "sleep")
                                                .set("StateTime", s -> 20_000_000L)
                                                .presentWhen(s -> s < 40))),
                of("a big steady heap on every node", 5)
                        .also(1, node -> node.stats("heap_alloc", s -> 8_000_000_000L + s % 7 * 9_000_000L))
                        .also(2, node -> node.stats("heap_alloc", s -> 8_100_000_000L + s % 7 * 9_000_000L))
                        .also(3, node -> node.stats("heap_alloc", s -> 7_900_000_000L + s % 7 * 9_000_000L))
                        .also(4, node -> node.stats("heap_alloc", s -> 8_000_000_000L + s % 7 * 8_000_000L))
                        .also(5, node -> node.stats("heap_alloc", s -> 8_050_000_000L + s % 7 * 9_000_000L)),
                of("an event on demand", 1)
                        .also(
                                1,
                                node -> node.event(
                                        "Event#<A:prices>",
                                        row -> row.set("Notify", true)
                                                .set("Subscribers", 0)
                                                .set("MessagesPublished", 40))),
                of("a restart long ago", 5).also(3, node -> node.info("Uptime", s -> 1800 + s)),
                of("workers that end normally", 1).also(1, node -> {
                    for (int i = 0; i < 12; i++) {
                        int born = 5 * i;
                        node.process(
                                "<A.0." + (4000 + i) + ">",
                                row -> row.set("Behavior", "job.Worker")
                                        .set("Uptime", s -> Math.max(0, s - born))
                                        .presentWhen(s -> s >= born && s < born + 9));
                    }
                }),
                of("errors before the window only", 2)
                        .also(2, node -> node.info("LogMessages", s -> List.of(0, 0, 5, 3, 2, 0))),
                of("processes without names of many behaviours", 1).also(1, node -> {
                    for (int i = 0; i < 200; i++) {
                        String behavior = "gen.B" + i;
                        node.process("<A.0." + (4000 + i) + ">", row -> row.set("Behavior", behavior));
                    }
                }),
                of("two applications", 2)
                        .also(1, node -> node.application("billing", row -> row.set("mode", "temporary")))
                        .also(2, node -> node.application("billing", row -> row.set("mode", "temporary"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsAtTheHeadAndNothingElse(Mixture mixture) {
        List<Finding> strong = strong(mixture);

        assertThat(mixture.heads())
                .as(() -> "what was found: " + sentences(strong))
                .allMatch(head -> strong.stream().anyMatch(head::isToldBy));
        assertThat(strong)
                .as("what no fault explains")
                .allMatch(finding -> mixture.heads().stream().anyMatch(head -> head.isToldBy(finding)));
        assertThat(strong)
                .as("one finding a fault")
                .hasSizeLessThanOrEqualTo(mixture.heads().size());
    }

    @Test
    void eachOfTwoHundredZombiesIsNamedInTheOneFinding() {
        List<Finding> strong = strong(of("two hundred zombies", 1).zombies(1, 200, "pdf.Printer"));

        assertThat(strong)
                .singleElement()
                .satisfies(finding -> assertThat(finding.subjects()).hasSize(200));
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void anOddButHealthyClusterHasNoWarning(Mixture mixture) {
        List<Finding> strong = strong(mixture);

        assertThat(sentences(strong)).isEmpty();
    }

    private List<Finding> strong(Mixture mixture) {
        Findings findings = mixture.judge(folder);
        assertThat(findings.verdicts()).noneMatch(verdict -> verdict.state() == Verdict.State.BROKEN);
        if (System.getProperty("scenarios.show") != null) {
            System.out.println("## " + mixture);
            findings.findings()
                    .forEach(it -> System.out.println("   " + it.severity() + " " + it.code() + " "
                            + it.prose().sentence()));
        }
        return findings.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    private static List<String> sentences(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code() + " " + finding.prose().sentence())
                .toList();
    }

    private static Mixture of(String name, int nodes) {
        return Mixture.of(name, nodes, "hub%d@plant");
    }

    private static void young(TestNode node, int seconds) {
        node.info("Uptime", s -> seconds + s)
                .process(
                        "<A.0.1001>",
                        row -> row.set("Name", "front")
                                .set("Uptime", s -> seconds + s)
                                .set("InitTime", 3000));
    }
}
