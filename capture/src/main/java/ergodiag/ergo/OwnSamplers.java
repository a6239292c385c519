package ergodiag.ergo;

import ergodiag.bundle.Own;
import ergodiag.bundle.ledger.Call;
import java.time.Instant;
import java.util.List;

/**
 * The processes that ran on a node for the capture: they count among its processes while they run (ERGO.md 3).
 *
 * @param lives from when to when each ran, our clock; {@link Instant#MAX} where it was never stopped
 */
public record OwnSamplers(List<Life> lives) {
    public OwnSamplers {
        lives = List.copyOf(lives);
    }

    /** One of them. */
    public record Life(Instant from, Instant until) {}

    /** @param calls every call to the node */
    public static OwnSamplers of(Own own, String node, List<Call> calls) {
        return new OwnSamplers(own.samplers().stream()
                .filter(sampler -> sampler.node().equals(node))
                .map(sampler -> new Life(sampler.started(), stopped(sampler.id(), calls)))
                .toList());
    }

    private static Instant stopped(String sampler, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.tool().equals(Tool.SAMPLE_STOP.toolName())
                        && call.argument("sampler_id").equals(sampler))
                .map(Call::ended)
                .findFirst()
                .orElse(Instant.MAX);
    }

    /** How many had been started up to a moment. */
    public long until(Instant moment) {
        return lives.stream().filter(life -> !moment.isBefore(life.from())).count();
    }

    /** How many ran at a moment. */
    public long at(Instant moment) {
        return lives.stream()
                .filter(life -> !moment.isBefore(life.from()) && moment.isBefore(life.until()))
                .count();
    }
}
