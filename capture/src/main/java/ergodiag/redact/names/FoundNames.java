package ergodiag.redact.names;

import ergodiag.ergo.Ids;
import ergodiag.ergo.NameKind;
import ergodiag.redact.Privacy.Pseudonymised;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes note of the names that occur in a bundle: in the fields that hold some, in pids, events and aliases, and of hosts in all texts. */
final class FoundNames {
    private static final Pattern CHILD = Pattern.compile("child:'(.+)'");
    /** As an Observer writes an event or a process by its name, and a sentence a mail address before a remark. */
    private static final Pattern BEHIND_NODE =
            Pattern.compile("([^\\s@:<>\"'/]+@[^\\s@:<>\"'/]+):([^\\s@:<>\"',;()\\[\\]]+)");

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    private final Pseudonyms pseudonyms;
    private final boolean hosts;
    private final Recent seen = new Recent();

    /** {@code orders1@db7:ticks}: names behind what may be nodes, by these. */
    private final Map<String, Set<String>> behind = new TreeMap<>();

    FoundNames(Pseudonyms pseudonyms, Set<Pseudonymised> asked) {
        this.pseudonyms = pseudonyms;
        this.hosts = asked.contains(Pseudonymised.HOSTS);
    }

    /**
     * In a string of a reply, which stays as it is.
     *
     * @param kind whose name stands in its place, if one stands there
     * @param key whether it is a key
     */
    String string(Optional<NameKind> kind, boolean key, String text) {
        if (key && kind.isPresent()) {
            value(kind, text);
        } else if (key) {
            Matcher child = CHILD.matcher(text);
            if (child.matches()) {
                pseudonyms.add(NameKind.PROCESS, child.group(1));
            }
        } else {
            value(kind, text);
        }
        text(text);
        return text;
    }

    private void value(Optional<NameKind> kind, String text) {
        if (kind.filter(NameKind.HOST::equals).isPresent()) {
            Hosts.inValue(text).forEach(host -> pseudonyms.add(NameKind.HOST, host));
        } else if (kind.filter(NameKind.NODE::equals).isPresent()
                || Ids.of(text).isEmpty()) {
            // an id holds a name at most, and is none
            kind.ifPresent(known -> pseudonyms.add(known, text));
        }
    }

    /** In a text of which nothing is known. */
    void text(String text) {
        seen.of(text, unseen -> {
            code(unseen);
            if (hosts) {
                Hosts.inText(unseen).forEach(host -> pseudonyms.add(NameKind.HOST, host));
            }
            return unseen;
        });
    }

    /** All was looked at, so that it is known who is a node: what stood behind one and a colon is the name of an event or a process. */
    void settle() {
        behind.forEach((node, names) -> {
            if (pseudonyms.knows(node)) {
                names.forEach(name -> pseudonyms.add(NameKind.EVENT, name));
            }
        });
    }

    /** In a line of a stack or a profile, which stays as it is. */
    String code(String line) {
        if (line.indexOf('@') >= 0) {
            BEHIND_NODE
                    .matcher(line)
                    .results()
                    .filter(id -> !NUMBERS.matcher(id.group(2)).matches())
                    .forEach(id -> behind.computeIfAbsent(id.group(1), node -> new TreeSet<>())
                            .add(id.group(2)));
        }
        if (line.indexOf('<') >= 0) {
            Matcher identity = NameText.IDENTITY.matcher(line);
            while (identity.find()) {
                if (!NUMBERS.matcher(identity.group(3)).matches()) {
                    NameKind kind = identity.group(2).equals(":") ? NameKind.EVENT : NameKind.PROCESS;
                    pseudonyms.add(kind, identity.group(3));
                }
            }
        }
        return line;
    }
}
