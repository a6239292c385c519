package ergodiag.playbooks.events;

import static ergodiag.analyze.TestNode.published;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.TestBundles;
import ergodiag.analyze.TestNode;
import ergodiag.findings.Cell;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.Table;
import ergodiag.findings.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the capture's own listeners to events heard, beside what was counted. */
class ListeningTest {
    private static final String EVENT = "Event#<AAAAAAAA:prices>";
    private static final String PRICE = "{\"Symbol\": \"X\", \"cents\": 7}";

    @TempDir
    Path folder;

    private Findings judged(Consumer<TestNode> told) {
        return TestBundles.in(folder.resolve("b" + System.nanoTime()))
                .seconds(0, 30, 60)
                .node("a@host", told)
                .judge(new EventSystem());
    }

    /** A publication each ten seconds, the first of that number. */
    private static String[] six(int first) {
        return IntStream.range(0, 6)
                .mapToObj(i -> published(first + i, 5 + 10 * i, PRICE))
                .toArray(String[]::new);
    }

    private static List<List<String>> rows(Findings findings, String id) {
        return findings.tables().stream()
                .filter(table -> table.id().equals(id))
                .map(Table::rows)
                .flatMap(List::stream)
                .map(row -> row.stream().map(Cell::text).toList())
                .toList();
    }

    private static List<String> codes(Findings findings) {
        return findings.findings().stream().map(Finding::code).toList();
    }

    private static TestNode priceType(TestNode node) {
        return node.reply(
                        1, "message_types", Map.of(), "[\"#ergo.services/ergo/gen/PID\", \"#example.com/shop/Price\"]")
                .reply(1, "message_type_info", Map.of("type_name", "#example.com/shop/Price"), """
                        {"type_name": "example.com/shop/Price", "kind": "struct", "fields": [
                         {"name": "Symbol", "type": "string"}, {"name": "Cents", "type": "int64", "tag": "cents"}]}""");
    }

    @Test
    void whatWasHeardIsShownByTypeWithItsRateAndWhatWasCountedMeanwhile() {
        Findings findings = judged(node -> priceType(node)
                .event(EVENT, row -> row.set("MessagesPublished", s -> 100 + s / 10))
                .hears("prices", six(1)));
        assertThat(rows(findings, "events-heard"))
                .containsExactly(List.of("a@host", "prices", "shop/Price", "6", "0.10", "6", "yes"));
        assertThat(rows(findings, "message-types"))
                .containsExactly(List.of(
                        "example.com/shop/Price",
                        "struct",
                        "Symbol string, cents int64",
                        "all nodes that were asked",
                        "prices"));
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
        assertThat(findings.verdicts().get(0).lookedAt()).contains("1 listener to events heard 6 messages.");
    }

    @Test
    void aMessageThatFitsNoRegisteredTypeIsToldByItsFields() {
        Findings findings = judged(node -> priceType(node)
                .event(EVENT, row -> {})
                .hears("prices", published(1, 5, "{\"id\": 1, \"at\": 2}"), published(2, 6, "\"up\"")));
        assertThat(rows(findings, "events-heard"))
                .extracting(row -> row.get(2))
                .containsExactly("a string", "{at, id}");
    }

    @Test
    void publishedForNobodyButOurListenerSaysWhatItHeard() {
        Findings findings = TestBundles.in(folder.resolve("own"))
                .seconds(0, 30, 60)
                .node(
                        "a@host",
                        node -> node.event(
                                        EVENT, row -> row.set("Subscribers", 1).set("MessagesPublished", s -> 100 + s))
                                .hears("prices", six(1)))
                .listening("a@host", "prices")
                .judge(new EventSystem());
        assertThat(findings.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("ED0901");
            assertThat(finding.prose().sentence())
                    .contains("no subscriber but our own listener, which heard 6 of them");
        });
    }

    @Test
    void anEventThatIsHeardIsNeitherAwaitedInVainNorHealthyWhenItsCounterStandsStill() {
        Consumer<TestNode> awaited = node -> node.event(
                EVENT,
                row -> row.set("MessagesPublished", 0)
                        .set("MessagesLocalSent", 0)
                        .set("LastPublishedAt", 0));
        assertThat(codes(judged(awaited))).containsExactly("ED0902");
        Findings findings = judged(awaited.andThen(node -> node.hears("prices", six(1))));
        assertThat(codes(findings)).containsExactly("ED0906");
        assertThat(findings.findings().get(0).prose().sentence())
                .contains("was heard 6 times while its node counted no publication");
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
    }

    /** One that came just at a reading may have been counted by it. */
    @Test
    void aPublicationBesideAReadingDoesNotContradictTheCounter() {
        Findings findings = judged(node ->
                node.event(EVENT, row -> row.set("MessagesPublished", 500)).hears("prices", published(1, 60, PRICE)));
        assertThat(codes(findings)).isEmpty();
    }

    @Test
    void fiveCountedAndNoneHeardCannotBeToldAndFourMayBeChance() {
        assertThat(codes(counted(5))).containsExactly("ED0906");
        assertThat(counted(5).findings().get(0).prose().sentence()).contains("published 5 times", "heard nothing");
        assertThat(counted(5).verdicts().get(0).state()).isEqualTo(Verdict.State.CANNOT_TELL);
        assertThat(codes(counted(4))).isEmpty();
        assertThat(rows(counted(4), "events-heard"))
                .containsExactly(List.of("a@host", "prices", "nothing", "0", "0", "4", "yes"));
    }

    private Findings counted(int published) {
        return judged(node -> node.event(EVENT, row -> row.set("MessagesPublished", s -> 100 + s * published / 60))
                .hears("prices"));
    }

    @Test
    void ofARingThatOverflowedItIsSaidHowMuchWasLostAndNothingIsConcludedFromIt() {
        Findings findings = judged(node -> node.event(EVENT, row -> row.set("MessagesPublished", s -> 100 + s))
                .hears("prices", six(15)));
        assertThat(findings.verdicts().get(0).lookedAt())
                .contains("Not all of prices on a@host was heard: 14 of 20 were overwritten");
        assertThat(rows(findings, "events-heard"))
                .containsExactly(
                        List.of("a@host", "prices", "{Symbol, cents}", "≥ 6", "0.10", "60", "no: 14 of 20 were lost"));
        assertThat(codes(findings)).isEmpty();
    }

    @Test
    void aListenerThatBeganAgainHeardNotAll() {
        Findings findings = judged(node -> node.event(EVENT, row -> {})
                .hears("prices", published(1, 5, PRICE), published(2, 15, PRICE), published(1, 45, PRICE)));
        assertThat(findings.verdicts().get(0).lookedAt()).contains("its listener was interrupted");
    }

    @Test
    void anEventThatEndedIsInformationAndNoDisagreement() {
        String end = "{\"sequence\": 1, \"timestamp\": \"%s\", \"data\": {\"from\": \"<A.0.1>\", \"type\":"
                        .formatted(TestBundles.START.plusSeconds(3))
                + " \"gen.MessageDownEvent\", \"message\": {}}}";
        Findings findings = judged(node -> node.event(EVENT, row -> {}).hears("prices", end));
        assertThat(findings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("ED0907");
            assertThat(finding.since()).contains(TestBundles.START.plusSeconds(3));
        });
        assertThat(findings.verdicts().get(0).state()).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void aListenerThatCouldNotBeStartedIsSaidWithItsReason() {
        Findings findings = judged(node -> node.event(EVENT, row -> {}).cannotHear("prices", "cannot monitor event"));
        assertThat(rows(findings, "events-heard").get(0).get(2)).contains("not listened to", "cannot monitor event");
        assertThat(findings.verdicts().get(0).lookedAt()).contains("1 could not be started");
    }

    @Test
    void withoutAListenerItIsSaidThatNothingWasListenedTo() {
        assertThat(judged(node -> node.event(EVENT, row -> {}))
                        .verdicts()
                        .get(0)
                        .lookedAt())
                .contains("No event was listened to");
    }
}
