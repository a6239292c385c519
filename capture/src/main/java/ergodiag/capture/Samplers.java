package ergodiag.capture;

import ergodiag.bundle.WorldError;
import ergodiag.ergo.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The samplers we started and have not stopped yet. What we start is in this list before anything else happens. */
final class Samplers {
    static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Asker asker;
    private final Ledger ledger;
    private final Map<String, String> running = new ConcurrentHashMap<>();

    Samplers(Asker asker, Ledger ledger) {
        this.asker = asker;
        this.ledger = ledger;
    }

    /** Starts one. @return its id; empty when the node refused */
    Optional<String> start(Question question) {
        Optional<String> id = asker.ask(question)
                .read((in, file) -> JSON.readTree(in).path("sampler_id").asString(""))
                .filter(text -> !text.isEmpty());
        id.ifPresent(sampler -> {
            running.put(sampler, question.node());
            ledger.log("started " + sampler + " at " + question.node() + " ("
                    + question.tool().toolName() + ")");
        });
        return id;
    }

    /** What a sampler has gathered after {@code since}; empty when it did not answer. */
    Optional<JsonNode> read(String node, String sampler, long since, String why) {
        Question question = Question.of(node, Tool.SAMPLE_READ, why)
                .with("sampler_id", sampler)
                .with("since", since)
                .large()
                .passing();
        return asker.ask(question).read((in, file) -> JSON.readTree(in));
    }

    void stop(String node, String sampler) {
        Answer answer = asker.ask(Question.of(node, Tool.SAMPLE_STOP, "stop what we started")
                .with("sampler_id", sampler)
                .passing());
        boolean gone = answer.call().error().contains("not found");
        if (answer.came() || gone) {
            running.remove(sampler);
        }
    }

    /** Stops everything that is still running, and says what could not be stopped. */
    List<String> stopAll() {
        Map.copyOf(running).forEach((sampler, node) -> {
            try {
                stop(node, sampler);
            } catch (WorldError e) {
                // it was asked to stop; only writing that down failed, and that is said where it happened first
            }
        });
        List<String> left = running.entrySet().stream()
                .map(entry -> entry.getKey() + " at " + entry.getValue())
                .sorted()
                .toList();
        left.forEach(sampler -> ledger.log("could not be stopped, ends by itself: " + sampler));
        return left;
    }
}
