package ergodiag.incident.log;

import static ergodiag.incident.source.Event.Kind.ERROR;
import static ergodiag.incident.source.Event.Kind.PANIC;
import static ergodiag.incident.source.Event.Kind.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.incident.source.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages put together. */
class MessageKindsTest {
    private final MessageKinds kinds = new MessageKinds();
    private final Instant start = Instant.parse("2026-11-27T23:59:50Z");
    private int line;

    private void add(Event.Kind kind, String text) {
        line++;
        kinds.add(kind, "", text, start.plusSeconds(line), "token=hunter2hunter2 " + text, line);
    }

    private List<Event> events() {
        return kinds.events("x.log", at -> at, new WithoutSecrets(List.of()));
    }

    @Test
    void messagesThatDifferInNumbersAndQuotedNamesAreOneEvent() {
        add(ERROR, "\n  order 7 of 'anna' lost in 3ms\n\tstack 1");
        add(ERROR, "order 8 of 'bert' lost in 12.5s");
        add(WARNING, "order 9 of 'bert' lost in 1s");
        assertThat(events())
                .extracting(Event::text)
                .containsExactly(
                        "order 7 of 'anna' lost in 3ms (2 times until 23:59:52 UTC)", "order 9 of 'bert' lost in 1s");
        assertThat(events()).first().satisfies(event -> {
            assertThat(event.length()).hasSeconds(1);
            assertThat(event.line()).isEqualTo(1);
        });
    }

    @Test
    void theGravestAndTheMostFrequentAreTold() {
        for (int kind = 0; kind < 3 * MessageKinds.KEPT; kind++) {
            add(ERROR, "rare " + word(kind));
            add(WARNING, "often");
        }
        add(PANIC, "once");
        assertThat(events()).hasSize(MessageKinds.SHOWN).extracting(Event::text).contains("once");
        assertThat(events())
                .filteredOn(event -> event.kind() == WARNING)
                .singleElement()
                .satisfies(event -> assertThat(event.text()).startsWith("often (6,000 times until 2026-11-28 "));
        assertThat(kinds.remarks())
                .singleElement()
                .asString()
                .startsWith("5,962 messages of level warning and above that are less grave or less frequent");
    }

    /** A word of letters only, another for each number. */
    private static String word(int number) {
        return Integer.toString(number, 5)
                .chars()
                .mapToObj(c -> String.valueOf((char) (c - '0' + 'p')))
                .reduce("", String::concat);
    }

    @Test
    void secretsAreTakenOutAlsoWhereOnlyTheLineTellsThem() {
        add(ERROR, "cannot log in with hunter2hunter2");
        add(ERROR, "password=correcthorse9 refused");
        assertThat(events())
                .extracting(Event::text)
                .noneMatch(text -> text.contains("hunter2") || text.contains("correcthorse9"))
                .allMatch(text -> text.contains("refused") || text.contains("cannot log in"));
    }

    @Test
    void whatWouldDoSomethingIsShown() {
        add(ERROR, "a\u202eb\u001b[2J " + "x".repeat(2000));
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.text())
                        .startsWith("a□b□[2J xxx")
                        .hasSizeLessThan(310)
                        .endsWith("…"));
    }
}
