package ergodiag.cluster;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the capture's own listener to one event heard.
 *
 * @param call the line of the ledger for its series
 * @param covered how long it listened
 * @param entries what it brought, in the order of its numbers
 * @param lost entries that its ring had overwritten before they could be read, or that were not kept
 * @param isWhole whether nothing of its time is known to be missing
 */
public record Heard(Call call, Duration covered, List<Publication> entries, long lost, boolean isWhole) {
    public Heard {
        entries = List.copyOf(entries);
    }

    static Heard of(Call call, Duration covered, List<Publication> entries) {
        Numbering numbers =
                Numbering.of(entries.stream().map(Publication::sequence).toList());
        long told = Math.max(
                0, call.part().expected().orElse(0) - call.part().rows().orElse(0));
        boolean cut = call.part().truncated() || !call.part().complete().orElse(true);
        return new Heard(
                call, covered, entries, Math.max(told, numbers.lost()), numbers.isWhole() && told == 0 && !cut);
    }

    /** The name of the event. */
    public String event() {
        return call.argument("event");
    }

    /** When it began, our clock. */
    public Instant from() {
        return call.started();
    }

    /** When it ended, our clock. */
    public Instant until() {
        return call.started().plus(covered);
    }

    /** What the event published. */
    public List<Publication> published() {
        return entries.stream().filter(Publication::isPublished).toList();
    }

    /** How many publications came each second. */
    public double perSecond() {
        return covered.isZero() ? 0 : published().size() / (covered.toNanos() / 1e9);
    }

    /** The notice that the event was gone. */
    public Optional<Publication> end() {
        return entries.stream()
                .filter(entry -> entry.kind() == Publication.Kind.ENDED)
                .findFirst();
    }
}
