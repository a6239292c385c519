package ergodiag.redact.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts and addresses in values and texts. */
final class Hosts {
    static final Pattern IPV4 = Pattern.compile(
            "(?<![\\w.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![\\w]|\\.\\d)");
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final String GROUPS = "(?:" + GROUP + "(?::" + GROUP + "){0,6})?";
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![\\w:.])(?:(?:" + GROUP + ":){7}" + GROUP + "|" + GROUPS + "::" + GROUPS + ")(?![\\w:])");
    /** What follows {@code ergo://} is a node, or a word of the Observer's. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:(?<!\\bergo:)//(?:[^\\s/@\"']{1,200}@)?|\\b(?:(?:tcp|udp|lookup) |host=|server=))([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?=[:/\\s,;\"')]|$)");

    private static final String LABELS = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,10}";

    /** A name of labels before a port or the address that it has, and the domain of a mail address. */
    private static final Pattern PLACED = Pattern.compile("(?<![\\w./@-])(" + LABELS
            + "(?:[a-z]{2,24}|[A-Z]{2,24}))(?=:\\d{1,5}(?![\\w.:])|/\\d{1,3}(?:\\.\\d{1,3}){3})");

    private static final Pattern MAIL =
            Pattern.compile("[\\w+-]{1,64}@(" + LABELS + "(?:[a-z]{2,24}|[A-Z]{2,24}))(?![\\w-])");

    /** Ends of file names and not of hosts: {@code act.go:17}. */
    private static final Set<String> FILES = Set.of(
            "go", "c", "h", "s", "cc", "cpp", "py", "js", "ts", "java", "rb", "rs", "sh", "log", "json", "yaml", "yml",
            "txt", "conf", "toml", "proto");

    private static final Pattern BARE = Pattern.compile(
            "(?:\\(\\w+\\) ?)?(?:\\w+://)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::\\d+)?(?:/.*)?");

    private Hosts() {}

    /** What a value that is an address with or without a port names. */
    static List<String> inValue(String value) {
        var bare = BARE.matcher(value);
        return bare.matches() ? List.of(bare.group(1)) : inText(value);
    }

    /** Addresses anywhere in a text, and hosts where the words around say that they are some. */
    static List<String> inText(String text) {
        List<String> hosts = new ArrayList<>();
        if (text.indexOf('.') >= 0) {
            IPV4.matcher(text).results().forEach(m -> hosts.add(m.group()));
        }
        if (text.indexOf(':') >= 0) {
            IPV6.matcher(text).results().filter(m -> m.group().length() > 5).forEach(m -> hosts.add(m.group()));
        }
        NAMED.matcher(text)
                .results()
                .filter(m -> m.group().startsWith("//") || isDistinct(m.group(1)))
                .forEach(m -> hosts.add(m.group(1)));
        if (text.indexOf(':') >= 0 || text.indexOf('/') >= 0) {
            PLACED.matcher(text)
                    .results()
                    .map(m -> m.group(1))
                    .filter(Hosts::isNoFile)
                    .forEach(hosts::add);
        }
        if (text.indexOf('@') >= 0) {
            MAIL.matcher(text).results().forEach(m -> hosts.add(m.group(1)));
        }
        return hosts;
    }

    private static boolean isNoFile(String name) {
        return !FILES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
    }

    /** Every machine calls itself these; they say nothing of the site. */
    static boolean isTelling(String host) {
        return !host.isEmpty()
                && !host.equals("localhost")
                && !host.startsWith("127.")
                && !host.equals("0.0.0.0")
                && !host.equals("::1")
                && !host.equals("::")
                && !host.matches("[0-9]{1,5}")
                && !host.startsWith("removed");
    }

    /** Whether a host can be told from a word wherever it stands. */
    static boolean isDistinct(String host) {
        return host.chars().anyMatch(c -> c == '.' || c == '-' || c == ':' || Character.isDigit(c));
    }
}
