package ergodiag.replay.recording;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded answer of a tool, in one part or several, or its recorded error.
 *
 * @param node node that answered
 * @param arguments what was asked, without node and time-out, in one spelling
 * @param parts the calls that brought it, in their order; never empty
 * @param from from when on it stands, in recorded time
 */
public record RecordedReply(String node, String arguments, List<Call> parts, Instant from) {

    public Call call() {
        return parts.get(parts.size() - 1);
    }

    public boolean failed() {
        return !call().outcome().answered();
    }

    /** Whether it is the whole list: asked without filter, and not cut by a limit as far as anything says. */
    boolean whole() {
        Optional<Boolean> complete = call().part().complete();
        if (failed() || complete.isPresent()) {
            return !failed() && complete.get();
        }
        if (parts.size() > 1 || call().part().truncated()) {
            return false;
        }
        Map<String, Object> asked = call().asked().arguments();
        boolean filtered = asked.keySet().stream()
                .anyMatch(name -> !name.equals(Tool.NODE.name())
                        && !name.equals(Tool.TIMEOUT.name())
                        && !name.equals("limit")
                        && !name.equals("sort_by"));
        return !filtered && withinLimit();
    }

    private boolean withinLimit() {
        boolean hasLimit = Tool.of(call())
                .filter(tool ->
                        tool.form() == Tool.Form.LIST && tool.argument("limit").isPresent())
                .isPresent();
        if (!hasLimit) {
            return true;
        }
        long limit = call().asked().arguments().get("limit") instanceof Number number ? number.longValue() : 0;
        long most = limit == 0 ? 100 : limit;
        return most < 0 || call().part().rows().orElse(Long.MAX_VALUE) < most;
    }
}
