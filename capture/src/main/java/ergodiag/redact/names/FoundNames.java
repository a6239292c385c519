package ergodiag.redact.names;

import ergodiag.ergo.NameKind;
import ergodiag.redact.Privacy.Pseudonymised;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes note of the names that occur in a bundle: in the fields that hold some, in pids, events and aliases, and of hosts in all texts. */
final class FoundNames {
    private static final Pattern CHILD = Pattern.compile("child:'(.+)'");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    private final Pseudonyms pseudonyms;
    private final boolean hosts;
    private final Recent seen = new Recent();

    FoundNames(Pseudonyms pseudonyms, Set<Pseudonymised> asked) {
        this.pseudonyms = pseudonyms;
        this.hosts = asked.contains(Pseudonymised.HOSTS);
    }

    /**
     * In a string of a reply, which stays as it is.
     *
     * @param kind whose name stands in its place, if it is no key and one stands there
     */
    String string(Optional<NameKind> kind, boolean key, String text) {
        if (key) {
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
        } else {
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

    /** In a line of a stack or a profile, which stays as it is. */
    String code(String line) {
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
