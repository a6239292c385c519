package ergodiag.redact.names;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.NameKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of replies with pseudonyms: that of the node, and that of whatever a reply is about. */
final class RenamedPaths {
    private static final Pattern FILE =
            Pattern.compile("([a-z_]+(?:\\.sample_listen)?)\\.(.+?)((?:-p\\d+)?(?:\\.\\d{3,})?\\.(?:json|jsonl|txt))");
    private static final Pattern SAFE_PID = Pattern.compile("_([0-9A-F]{8})((?:\\.[0-9]+)+_)");
    private static final Pattern SHORTENED = Pattern.compile("_.*_[0-9a-f]{8}");

    private final Pseudonyms pseudonyms;
    private final NameText text;

    /** Safe forms of names, with those of their pseudonyms. */
    private final Map<String, String> parts = new LinkedHashMap<>();

    RenamedPaths(Pseudonyms pseudonyms, NameText text) {
        this.pseudonyms = pseudonyms;
        this.text = text;
        pseudonyms.nodes().forEach((name, other) -> parts.put(SafePath.part(name), SafePath.part(other)));
        for (NameKind kind : NameKind.values()) {
            pseudonyms.of(kind).forEach((name, other) -> parts.putIfAbsent(SafePath.part(name), SafePath.part(other)));
        }
    }

    /** The path of a call's reply. */
    String of(Call call, String file) {
        String[] steps = file.split("/");
        String node = SafePath.part(call.node());
        for (int i = 0; i < steps.length - 1; i++) {
            steps[i] = steps[i].equals(node) ? SafePath.part(pseudonyms.node(call.node())) : part(steps[i]);
        }
        String last = steps[steps.length - 1];
        Matcher name = FILE.matcher(last);
        if (file.startsWith("attached/")) {
            steps[steps.length - 1] = text.text(last);
        } else if (name.matches() && call.part().list().isEmpty()) {
            steps[steps.length - 1] = name.group(1) + "." + part(name.group(2)) + name.group(3);
        }
        return String.join("/", steps);
    }

    /** The safe form of a name, as the safe form of its pseudonym. */
    private String part(String part) {
        Matcher pid = SAFE_PID.matcher(part);
        if (pid.lookingAt()) {
            return "_" + pseudonyms.crc(pid.group(1)) + pid.group(2) + part.substring(pid.end());
        }
        if (!parts.containsKey(part) && SHORTENED.matcher(part).matches()) {
            return "_" + pseudonyms.mark(part);
        }
        return parts.getOrDefault(part, text.text(part));
    }
}
