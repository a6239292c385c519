package ergodiag.redact.names;

import ergodiag.ergo.NameKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts pseudonyms into texts, in one walk over each. A full node name, a host and a name that is no ordinary word are known wherever they
 * stand; an ordinary word is a name only in quotes. Code stays: {@code main.(*orders).Handle} and {@code orders.go} are no names.
 */
public final class NameText {
    /** What stands for a process, an event or an alias: the checksum of its node, and its number or name. */
    static final Pattern IDENTITY = Pattern.compile("<([0-9A-Fa-f]{8})([.:])([^<>\n]{1,255})>");

    /** What an Observer calls its processes and events, before what they look at (ERGO33.md 4). */
    private static final Pattern OWN = Pattern.compile("(?:inspect|observer)_(?:\\w+_)?");

    private static final String OWN_EVENT = "inspect_event_";

    private static final Pattern WORD = Pattern.compile("[a-z]+|[A-Z][a-z]*|[A-Z]+");

    private final Pseudonyms pseudonyms;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> crcs;
    private final Step root = new Step();
    private final Step hosts = new Step();
    private final Recent recent = new Recent();

    /** A step on the way through the letters of the names. */
    private static final class Step {
        final Map<Character, Step> next = new HashMap<>();
        String instead = "";
        boolean node;
        boolean host;
        boolean anywhere;
    }

    NameText(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
        this.crcs = pseudonyms.crcs();
        for (NameKind kind : NameKind.values()) {
            if (kind != NameKind.NODE && kind != NameKind.HOST) {
                pseudonyms.of(kind).forEach(names::putIfAbsent);
            }
        }
        names.forEach(
                (name, instead) -> add(root, name, instead, !WORD.matcher(name).matches()));
        pseudonyms.of(NameKind.NODE).forEach((name, instead) -> {
            if (!names.containsKey(name)) {
                add(root, name, instead, !WORD.matcher(name).matches());
            }
        });
        pseudonyms.of(NameKind.HOST).forEach((host, instead) -> host(host, instead, Hosts.isDistinct(host)));
        pseudonyms.of(NameKind.HOST).forEach(this::beginnings);
        crcs.forEach((crc, instead) -> add(root, crc, instead, true).node = true);
        pseudonyms.nodes().forEach((node, instead) -> add(root, node, instead, true).node = true);
    }

    /** A host is also called by its first labels, unless another one has just that name. */
    private void beginnings(String host, String instead) {
        if (!Hosts.isAddress(host)) {
            for (int dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1)) {
                host(host.substring(0, dot), instead, Hosts.isDistinct(host.substring(0, dot)));
            }
        }
    }

    private void host(String host, String instead, boolean anywhere) {
        Step step = hosts;
        for (int i = 0; i < host.length(); i++) {
            step = step.next.computeIfAbsent(host.charAt(i), c -> new Step());
        }
        if (step.instead.isEmpty()) {
            step.instead = instead;
            step.anywhere = anywhere;
            step.host = true;
        }
    }

    private static Step add(Step root, String name, String instead, boolean anywhere) {
        Step step = root;
        for (int i = 0; i < name.length(); i++) {
            step = step.next.computeIfAbsent(name.charAt(i), c -> new Step());
        }
        step.instead = instead;
        step.anywhere = anywhere;
        return step;
    }

    /** The pseudonym of a text that is a name as a whole; empty when it is none that we know. */
    Optional<String> name(String text) {
        return Optional.ofNullable(names.get(text))
                .or(() -> Optional.ofNullable(pseudonyms.nodes().get(text)))
                .or(() -> Optional.ofNullable(pseudonyms.of(NameKind.HOST).get(text)));
    }

    /** The text with pseudonyms. */
    public String text(String text) {
        return recent.of(text, unknown -> reworded(unknown, false));
    }

    /** The same for stacks and profiles: only nodes and pids are looked for. */
    String code(String text) {
        return reworded(text, true);
    }

    private String reworded(String text, boolean code) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int end = text.charAt(i) == '<'
                    ? identity(text, i, out)
                    : startsWord(text, i) || isBehindOwn(text, i) ? known(text, i, code, out) : i;
            if (end == i) {
                out.append(text.charAt(i++));
            }
            i = Math.max(i, end);
        }
        return out.toString();
    }

    /** {@code <CRC.0.1005>}, {@code <CRC:event>}, {@code <CRC.name>}. */
    private int identity(String text, int at, StringBuilder out) {
        Matcher identity = IDENTITY.matcher(text).region(at, text.length());
        if (!identity.lookingAt()) {
            return at;
        }
        String crc = identity.group(1);
        String what = identity.group(3);
        out.append('<')
                .append(crcs.containsKey(crc) ? crcs.get(crc) : pseudonyms.crc(crc))
                .append(identity.group(2));
        out.append(names.getOrDefault(what, what)).append('>');
        return identity.end();
    }

    private int known(String text, int at, boolean code, StringBuilder out) {
        Match name = longest(root, text, at, code, text.startsWith(OWN_EVENT, at - OWN_EVENT.length()));
        Match host = longest(hosts, text, at, code, false);
        Match best = host.end > name.end ? host : name;
        out.append(best.instead);
        return best.node ? behindNode(text, best.end, out) : best.end;
    }

    /** {@code orders1@db7:ticks}: an event, or a process by its name. */
    private int behindNode(String text, int at, StringBuilder out) {
        Match name = at < text.length() && text.charAt(at) == ':'
                ? longest(root, text, at + 1, false, true)
                : new Match("", at, false);
        if (name.end <= at + 1) {
            return at;
        }
        out.append(':').append(name.instead);
        return name.end;
    }

    /**
     * What stands in the place of a text up to there.
     *
     * @param node whether it stands for a node
     */
    private record Match(String instead, int end, boolean node) {}

    /**
     * Names are told from others by the case of letters, hosts are not.
     *
     * @param surely whether nothing but a name can stand there
     */
    private Match longest(Step from, String text, int at, boolean code, boolean surely) {
        Step step = from;
        Match best = new Match("", at, false);
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            step = step.next.get(from == hosts ? Character.toLowerCase(c) : c);
            if (step == null) {
                break;
            }
            if (!step.instead.isEmpty() && endsWord(text, i + 1) && (surely || counts(step, text, at, i + 1, code))) {
                best = new Match(step.instead, i + 1, step.node);
            }
        }
        return best;
    }

    private static boolean counts(Step step, String text, int from, int to, boolean code) {
        if (step.node || code) {
            return step.node;
        }
        char before = from > 0 ? text.charAt(from - 1) : ' ';
        char after = to < text.length() ? text.charAt(to) : ' ';
        if (step.host) {
            boolean port = after == ':' && to + 1 < text.length() && Character.isDigit(text.charAt(to + 1));
            boolean place = before == '@' || port || from > 1 && before == '/' && text.charAt(from - 2) == '/';
            return before != '.' && (step.anywhere || place);
        }
        boolean quoted = (before == '\'' || before == '"') && after == before;
        boolean codeHere = before == '.' && from > 1 && isWord(text.charAt(from - 2))
                || before == '*'
                || text.startsWith(".go:", to)
                || text.startsWith(".go\n", to);
        return quoted || step.anywhere && !codeHere;
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !isWord(text.charAt(at - 1)) || !isWord(text.charAt(at));
    }

    /** {@code inspect_event_ticks}, {@code observer_watcher_orders1@db7}: what an Observer starts is called after what it looks at. */
    private static boolean isBehindOwn(String text, int at) {
        if (text.charAt(at - 1) != '_') {
            return false;
        }
        int start = at;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        return OWN.matcher(text).region(start, at).matches();
    }

    private static boolean endsWord(String text, int end) {
        return end == text.length() || !isWord(text.charAt(end - 1)) || !isWord(text.charAt(end));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
