package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Gap;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Replies that the ledger names and the bundle does not hold: it was cut or altered after it was written. What they said is not known, so no
 * playbook that reads such replies calls anything healthy.
 */
final class LostReplies {
    private final Map<List<String>, List<String>> files =
            new TreeMap<>(Comparator.comparing(key -> String.join(" ", key)));
    private int count;

    private LostReplies() {}

    static LostReplies of(Bundle bundle) {
        LostReplies lost = new LostReplies();
        for (Call call : bundle.calls()) {
            Optional<String> file = call.file().filter(name -> !bundle.files().contains(name));
            if (call.outcome().answered() && file.isPresent()) {
                lost.count++;
                lost.files
                        .computeIfAbsent(List.of(call.node(), call.tool()), key -> new ArrayList<>())
                        .add(file.get());
            }
        }
        return lost;
    }

    /** What a playbook would have read. */
    List<Gap> of(PlaybookName playbook) {
        return files.entrySet().stream()
                .filter(one ->
                        Tool.named(one.getKey().get(1)).filter(playbook::reads).isPresent())
                .map(one -> new Gap(
                        Words.many(one.getValue().size(), "reply")
                                + " that the ledger names " + (one.getValue().size() == 1 ? "is" : "are")
                                + " not in the bundle, " + one.getValue().get(0),
                        one.getKey().get(0),
                        one.getKey().get(1),
                        "the whole bundle, as it was written: 'ergodiag verify' names what was altered"))
                .toList();
    }

    /** A sentence about all of them; empty where nothing is lost. */
    Optional<String> note() {
        return count == 0
                ? Optional.empty()
                : Optional.of("Of the replies that the ledger names " + Numbers.count(count)
                        + (count == 1 ? " is" : " are")
                        + " not in the bundle: it was cut or altered after it was written.");
    }
}
