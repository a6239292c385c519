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
    private static final Pattern FILE = Pattern.compile(
            "([a-z_]+(?:\\.(?:sample_listen|sample_start|lens_log))?)\\.(.+?)((?:-p\\d+)?(?:\\.\\d{3,})?\\.(?:json|jsonl|txt))");
    private static final Pattern SAFE_PID = Pattern.compile("_([0-9A-F]{8})((?:\\.[0-9]+)+_)");
    private static final Pattern SHORTENED = Pattern.compile("_.*_[0-9a-f]{8}");

    /** Before the name of the event that was listened to, in the name of a list. */
    private static final String EVENT = "event-";

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
        for (int i = 1; i < steps.length - 1; i++) {
            steps[i] = steps[i].equals(node) ? SafePath.part(pseudonyms.node(call.node())) : part(steps[i]);
        }
        String last = steps[steps.length - 1];
        Matcher name = FILE.matcher(last);
        if (file.startsWith("attached/")) {
            steps[steps.length - 1] = text.text(last);
        } else if (name.matches()) {
            String list = listIn(name.group(2), call.part().list());
            String what = name.group(2).substring(list.length());
            steps[steps.length - 1] = name.group(1) + "." + list + (what.isEmpty() ? "" : part(what)) + name.group(3);
        }
        return String.join("/", steps);
    }

    /** The name of a list with the pseudonym of the event that it is of. */
    String list(String list) {
        return list.startsWith(EVENT) ? EVENT + named(list.substring(EVENT.length())) : list;
    }

    private String named(String name) {
        return text.name(name).orElseGet(() -> text.text(name));
    }

    /** The word for a list, which is ours, at the beginning of what a reply is about. */
    private static String listIn(String what, String list) {
        if (list.startsWith(EVENT)) {
            return EVENT;
        }
        return what.equals(list) ? list : what.startsWith(list + ".") ? list + "." : "";
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
