package ergodiag.capture.lists;

import static ergodiag.capture.BigNode.ENTRY;
import static ergodiag.capture.BigNode.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.ledger.Call;
import ergodiag.capture.BigNode;
import ergodiag.capture.BigNode.Event;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entries;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.ask.Limits;
import ergodiag.capture.ask.Progress;
import ergodiag.capture.ask.Wall;
import ergodiag.ergo.EventInfo;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole lists of events of a node behind the wall, of which about 130 fit into a reply. */
class EventPagesTest {
    @TempDir
    private Path folder;

    private List<EventInfo> found = List.of();
    private List<Call> calls = List.of();
    private long hits;

    @Test
    void whatFitsIntoOneReplyIsOneQuestion() {
        reads(39, i -> event("ticks_" + i, i));

        isComplete(39, 1);
    }

    @Test
    void eventsOfAllStatesAreAskedForByState() {
        reads(300, i -> new Event("topic_" + i, i, i % 3, i % 5, i % 7 == 0));

        isComplete(300, 50);
    }

    @Test
    void eventsOfOneStateAreSplitByHowTheirNamesBegin() {
        reads(500, i -> event("market_" + (char) ('a' + i % 20) + "_ticks_" + i, i));

        isComplete(500, 60);
    }

    @Test
    void numberedEventsOfOneProducerComeAll() {
        reads(400, i -> event("channel%04d".formatted(i), 7));

        isComplete(400, 60);
    }

    @Test
    void longNamesRunIntoTheWallOnceAtMost() {
        reads(200, i -> event((i % 2 == 0 ? "a" : "b".repeat(200) + "<&>".repeat(40)) + "_" + i, i));

        isComplete(200, 100);
    }

    @Test
    void whatTheNodeCountsAndDoesNotListMakesTheListIncomplete() {
        reads(300, 400, i -> event("topic_" + i, i));

        assertThat(found).hasSize(300);
        assertThat(calls.stream().flatMap(call -> call.part().complete().stream()))
                .containsExactly(false);
        assertThat(calls.get(calls.size() - 1).part().expected()).hasValue(400);
    }

    private static Event event(String name, int producer) {
        return new Event(name, producer, 0, 0, false);
    }

    private void reads(int count, IntFunction<Event> event) {
        reads(count, count, event);
    }

    private void reads(int count, int registered, IntFunction<Event> event) {
        BundleWriter writer = BundleWriter.create(folder.resolve("bundle.zip"));
        try (BigNode node = new BigNode(1, false);
                Entry entry = new Entry(
                        Endpoint.of(node.url(), Optional.empty()), System::nanoTime, UnaryOperator.identity())) {
            IntStream.range(0, count).mapToObj(event).forEach(node.events::add);
            Redaction redaction = new Redaction();
            Ledger ledger = new Ledger(writer, redaction);
            Asker asker = new Asker(
                    new Entries(List.of(entry)),
                    writer,
                    redaction,
                    ledger,
                    Progress.SILENT,
                    Limits.OF_THE_QUESTION,
                    new CountDownLatch(1));
            entry.node(ENTRY);
            found = EventPages.read(asker, ledger, NODE, new Wall(40, 400), OptionalLong.of(registered));
            calls = writer.calls().stream()
                    .filter(call -> call.tool().equals("event_list"))
                    .toList();
            hits = node.hits.stream().filter(hit -> hit).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void isComplete(int events, int most) {
        assertThat(found.stream().map(EventInfo::event).distinct()).hasSize(events);
        assertThat(calls.stream().flatMap(call -> call.part().complete().stream()))
                .as("exactly one part says that the list is whole")
                .containsExactly(true);
        assertThat(calls).hasSizeLessThanOrEqualTo(most);
        assertThat(hits).as("replies above the wall").isLessThanOrEqualTo(1);
    }
}
