package ergodiag.redact.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headers of HTTP that let somebody in: credentials of any scheme, and each cookie. */
final class Headers implements Notation {
    /** The name of the header, what closes it, and what opens its value. */
    private static final String TO_VALUE = "[\"']?\\]?\\s{0,20}[:=]\\s{0,20}[\\[{\"'(]{0,3}\\s{0,5}";

    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)authorization" + TO_VALUE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{1,40}(?=\\s)");
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z_][\\w-]{0,40})=(?!=)\\s{0,3}(\"[^\"]{0,4000}+\"?|[^\\s,;\"'\\]})]+)");
    private static final Pattern CREDENTIALS = Pattern.compile("[^\\s\"'\\]})>,;]+");

    /** In what schemes with parameters send beside the secret. */
    private static final Set<String> OPEN = KeyWords.words(
            "username realm nonce uri algorithm qop opaque nc cnonce signedheaders credential headers keyid created expires"
                    + " version oauth_consumer_key oauth_nonce oauth_signature_method oauth_timestamp oauth_version id ts mac_version charset stale domain");

    private static final Pattern LOOSE = Pattern.compile(
            "(?i)(?<![\\w-])(bearer|basic|negotiate|ntlm|apikey|genie_?key|ssws|sharedkey|sharedkeylite|aws)\\s{1,5}(?<s>[A-Za-z0-9._~+/=:|-]{6,8000}+)");

    /** Schemes that send one word and no parameters. */
    private static final Set<String> WHOLE = KeyWords.words("basic bearer negotiate ntlm");

    /** What a server asks with. */
    private static final Pattern CHALLENGE =
            Pattern.compile("(?i)(?:realm|scope|error|charset|title|authorization_uri|resource_metadata)=|--");

    private static final Pattern COOKIES =
            Pattern.compile("(?i)cookies?2?[\"']?\\]?(?:\\s{0,20}[:=]\\s{1,20}|=|:(?=\\[))\\[?\\s{0,5}");
    private static final Pattern COOKIE = Pattern.compile(
            "[\\s,;]{0,10}+(?:(?i:set-cookie|cookie)\\s{0,3}:\\s{0,3})?([^\\s=;,\\[\\]\"'{}:]{1,200})(?:=(\"[^\"]*+\"|[^;\\s,\\]\"'}\\\\]*+))?(?=[;,\\s\\]\"'}\\\\]|$)");

    private static final Set<String> ATTRIBUTES = Set.of(
            "path",
            "domain",
            "expires",
            "max-age",
            "samesite",
            "version",
            "comment",
            "priority",
            "httponly",
            "secure",
            "partitioned",
            "lang",
            "theme",
            "locale");

    private static final Pattern SETTING = Pattern.compile("[a-z]{1,8}(?:[-_][A-Za-z]{2})?|\\d{1,4}|");

    @Override
    public void find(String text, LineWords words, Found found) {
        if (words.strength().atLeast(Strength.LIKELY)) {
            Matcher header = AUTHORIZATION.matcher(text);
            for (int from = 0; header.find(from); ) {
                from = Math.max(header.end(), authorization(text, header.end(), found));
            }
            Matcher cookies = COOKIES.matcher(text);
            for (int from = 0; cookies.find(from); ) {
                from = Math.max(cookies.end(), cookies(text, cookies.end(), found));
            }
        }
        if (!words.scheme()) {
            return;
        }
        Matcher loose = LOOSE.matcher(text);
        while (loose.find()) {
            String value = loose.group("s").replaceAll("[.,;:]+$", "");
            if (!Values.plain(value)
                    && Values.hides(value)
                    && !CHALLENGE.matcher(value).lookingAt()) {
                found.add(loose.start("s"), loose.start("s") + value.length(), SecretKind.SCHEME);
            }
        }
    }

    /** @return where the text goes on */
    private static int authorization(String text, int from, Found found) {
        Matcher scheme = SCHEME.matcher(text).region(from, text.length());
        boolean named = scheme.lookingAt();
        int at = Blanks.after(text, named ? scheme.end() : from);
        Matcher parameter = PARAMETER.matcher(text).region(at, text.length());
        boolean whole = named && WHOLE.contains(lower(scheme.group()));
        if (named && !whole && parameter.lookingAt()) {
            return parameters(text, parameter, found);
        }
        Matcher credentials = CREDENTIALS.matcher(text).region(at, text.length());
        if (credentials.lookingAt()) {
            String value = credentials.group();
            boolean secret = !Values.plain(value) || named && value.length() > 24;
            if (secret && Values.hides(value)) {
                found.add(at, credentials.end(), SecretKind.SCHEME);
            }
            return credentials.end();
        }
        return at;
    }

    private static int parameters(String text, Matcher parameter, Found found) {
        int end;
        do {
            String value = parameter.group(2);
            boolean quoted = value.startsWith("\"");
            if (!OPEN.contains(lower(parameter.group(1))) && !Values.placeholder(value)) {
                int close = quoted && value.length() > 1 && value.endsWith("\"") ? 1 : 0;
                found.add(parameter.start(2) + (quoted ? 1 : 0), parameter.end(2) - close, SecretKind.SCHEME);
            }
            end = parameter.end();
            while (end < text.length() && (text.charAt(end) == ',' || text.charAt(end) == ' ')) {
                end++;
            }
            parameter.region(end, text.length());
        } while (parameter.lookingAt());
        return end;
    }

    /** @return where the text goes on */
    private static int cookies(String text, int from, Found found) {
        Matcher cookie = COOKIE.matcher(text).region(from, text.length());
        int end = from;
        for (; cookie.lookingAt(); cookie.region(end, text.length())) {
            end = cookie.end();
            String name = cookie.group(1);
            String value = cookie.group(2);
            if (value == null) {
                if (cookie.start() == from && Values.telling(name)) {
                    found.add(cookie.start(1), cookie.end(1), SecretKind.COOKIE);
                }
                continue;
            }
            if (!ATTRIBUTES.contains(lower(name)) && !SETTING.matcher(value).matches() && !Values.placeholder(value)) {
                found.add(cookie.start(2), cookie.end(2), SecretKind.COOKIE);
            }
        }
        return end;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
