package ergodiag.redact.text;

import java.util.List;
import java.util.regex.Pattern;

/** Passwords in addresses: in URLs of any scheme, in the ways of the drivers of databases, and in those that receive messages for whoever knows them. */
final class Addresses implements Notation {
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int COLONS_OF_PGPASS = 4;
    private static final int LONGEST_USER_OF_NO_SECRET = 19;
    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9a-fA-F:.%]{2,60}]|[\\w.%-]{0,250})(?::\\d{1,5})?(?=[/?#,;)\\]}\\\\]|$).*");

    /** What stands before the path when no password does: a host, with a user and a port or without. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:[^@]*@)?(?:[\\w-]+(?:\\.[\\w.-]*)?:\\d{1,5}|[\\w-]+\\.[\\w.-]+|localhost|\\[[^\\]]*](?::\\d{1,5})?|[^@:]*)");

    private static final List<Rule> DRIVERS = List.of(
            Rule.of(
                    SecretKind.ADDRESS,
                    "(?<![\\w/])[\\w.%+-]{1,100}+:(?!//)(?<s>[^\\s\"']{1,400}?)@(?:[a-z][a-z0-9]{1,20}\\(|/[\\w?])"),
            Rule.of(
                    SecretKind.ADDRESS,
                    "(?<![\\w/@.:=])[\\w.+-]{1,64}+:(?<s>[^\\s\"'@/:<>(){}\\[\\],;]{6,200}+)@"
                            + "(?:[\\w-]{1,60}+(?:\\.[\\w-]{1,60}+){1,9}|[\\w-]{1,60}:\\d{1,5}|localhost)",
                    Values::telling),
            Rule.of(
                    SecretKind.ADDRESS,
                    "(?:\\bthin:|\\boci:|\\bsqlplus\\s{1,5}(?:-\\w{1,3}\\s{1,5}){0,3}|\\b(?:expdp|impdp|rman|exp|imp|sqlldr)\\s{1,5})"
                            + "[\\w$.\"-]{1,60}/(?<s>\"[^\"]{1,200}\"|[^\\s\"'@]{1,200}+)(?=@)"),
            Rule.of(SecretKind.ADDRESS, "(?<![\\w/:])[\\w$.-]{1,60}/(?<s>[^\\s\"'@/]{1,200}+)(?=@//)"));

    /** Whoever knows such an address may send to it. */
    private static final List<Rule> HOOKS = List.of(
            Rule.of(
                    SecretKind.ADDRESS,
                    "(?i)https?://[^\\s\"'<>]{0,200}?hook[^\\s\"'<>/]{0,60}/(?:[^\\s\"'<>]{0,300}?/)?(?<s>[A-Za-z0-9_-]{16,200}(?:/[A-Za-z0-9_-]{16,200})*+)(?=[\\s\"'<>?#)\\]},.;]|$)",
                    Values::digest),
            Rule.of(SecretKind.ADDRESS, "hook[^\\s\"'<>/]{0,60}/(?<s>[0-9a-f-]{36}@[^\\s\"'<>]{16,300})"),
            Rule.of(SecretKind.ADDRESS, "/bot(?<s>\\d{6,12}:[A-Za-z0-9_-]{20,80})"));

    /** A line of .pgpass: host, port, database, user and password. */
    private static final Rule PGPASS = Rule.of(
            SecretKind.ADDRESS,
            "^(?:#\\s{0,3})?(?:[\\w.-]{1,250}|\\*):(?:\\d{1,5}|\\*):[^:\\s]{1,100}:[^:\\s]{1,100}:(?<s>(?:[^:\\s\\\\]|\\\\.){4,200}+)$");

    @Override
    public void find(String text, LineWords words, Found found) {
        boolean any = false;
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
            any = true;
            if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
                address(text, at + 3, found);
            }
        }
        if (any) {
            HOOKS.forEach(rule -> rule.find(text, found));
        }
        if (pairBeforeAt(text)) {
            DRIVERS.forEach(rule -> rule.find(text, found));
        }
        if (mayBePgpass(text)) {
            PGPASS.find(text, found);
        }
    }

    /** Whether a word with an @ has a colon or a slash before it. */
    private static boolean pairBeforeAt(String text) {
        boolean pair = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' && pair) {
                return true;
            }
            pair = !Blanks.is(c) && (pair || c == ':' || c == '/');
        }
        return false;
    }

    private static boolean mayBePgpass(String text) {
        int colons = 0;
        for (int i = 0; i < text.length() && i < LONGEST_ADDRESS; i++) {
            char c = text.charAt(i);
            if (c == ' ' && i > 2 || c == '"') {
                return false;
            }
            colons += c == ':' ? 1 : 0;
        }
        return colons >= COLONS_OF_PGPASS && text.length() < LONGEST_ADDRESS;
    }

    private static void address(String text, int from, Found found) {
        int end = end(text, from);
        String address = text.substring(from, end);
        int path = path(address);
        int colon = address.indexOf(':');
        int at = lastHost(address, path);
        if (at <= 0) {
            return;
        }
        boolean hasPassword = colon >= 0 && colon < at;
        if (hasPassword) {
            String password = address.substring(colon + 1, at);
            if (!Values.placeholder(password)) {
                found.add(from + colon + 1, from + at, SecretKind.ADDRESS);
            }
        } else if (at < path || path == address.length()) {
            String user = address.substring(0, at);
            if (user.length() > LONGEST_USER_OF_NO_SECRET
                    && !Values.plain(user)
                    && user.indexOf('/') < 0
                    && user.indexOf(':') < 0) {
                found.add(from, from + at, SecretKind.ADDRESS);
            }
        }
    }

    /** The last @ behind which a host stands; one in a path or a query is none, unless the password holds the sign with which they begin. */
    private static int lastHost(String address, int path) {
        boolean within = PLAIN.matcher(address.substring(0, path)).matches();
        for (int at = address.lastIndexOf('@'); at > 0; at = address.lastIndexOf('@', at - 1)) {
            if ((at < path || !within)
                    && HOST.matcher(address.substring(at + 1)).matches()) {
                return at;
            }
        }
        return -1;
    }

    private static int path(String address) {
        for (int i = 0; i < address.length(); i++) {
            if ("/?#".indexOf(address.charAt(i)) >= 0) {
                return i;
            }
        }
        return address.length();
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length()
                && end < from + LONGEST_ADDRESS
                && !Blanks.is(text.charAt(end))
                && "\"<>`".indexOf(text.charAt(end)) < 0
                && !text.startsWith("://", end)) {
            end++;
        }
        return end;
    }
}
