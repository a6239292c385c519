package ergodiag.capture;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds secrets in free text: log lines, error texts, values of JSON strings, command lines. */
final class SecretText {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END )[\\s\\S])*+(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)");
    // All loops below are bounded or possessive: a long run of letters must cost neither minutes nor the stack.
    /** The password up to the last @ of the word; a port and a path with an @ in it are no password. */
    private static final Pattern URL_PASSWORD =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}+://[^\\s:/@\"'<>]{0,500}+):(?!\\d{1,5}(?:[/?#\\s\"']|$))"
                    + "([^\\s\"'<>]{1,1000})@");

    private static final Pattern URL_TOKEN =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}+://)([^\\s:/@\"'<>]{20,1000}+)@");
    private static final Pattern DSN_PASSWORD =
            Pattern.compile("(?<![\\w/])([\\w.%+-]{1,100}+):([^\\s\"'/]{1,1000})@(?=(?:tcp|udp|unix|tls)\\()");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)(\\s+)([A-Za-z0-9._~+/=:-]{6,})");
    private static final Set<String> NOT_A_TOKEN = Set.of(
            "authentication",
            "authorization",
            "authenticated",
            "scheme",
            "tokens",
            "missing",
            "invalid",
            "header",
            "expired",
            "required",
            "rejected");
    private static final Pattern FORMS = Pattern.compile("\\b(?:A[KS]IA[0-9A-Z]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}"
            + "|xox[abeprs]-[A-Za-z0-9-]{10,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{20,}|AIza[0-9A-Za-z_-]{35}"
            + "|SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"
            + "|eyJ[A-Za-z0-9_-]{5,8000}+\\.[A-Za-z0-9_-]{5,8000}+(?:\\.[A-Za-z0-9_-]*+)?)");
    private static final Pattern PAIR =
            Pattern.compile("([A-Za-z][\\w.-]{0,80}+)(\\\\{0,8}+[\"'])?(\\s{0,3}(?:=>|:=|[=:])\\s{0,3})"
                    + "(?:(\\\\{0,8}+[\"'])(.*?)(?:\\4|$)|((?=[^\\s&\"'\\\\])[^\\s&\"',;\\\\]*+"
                    + "(?:[,;](?!\\s|$|[\\w.-]{1,80}[=:])[^\\s&\"',;\\\\]*+)*+))");
    private static final Pattern SAID = Pattern.compile(
            "(?i)\\b(password|passwd|passphrase|secret|token|api key)(\\s+(?:is|was|=|to)\\s+)(\\S{4,})");

    private final Secrets secrets;

    SecretText(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The text without secrets; the same object when there are none. */
    String clean(String text) {
        if (text.length() < 6) {
            return text;
        }
        String clean = forms(text);
        if (clean.indexOf('=') >= 0 || clean.indexOf(':') >= 0) {
            clean = replace(PAIR, clean, this::pair);
        }
        return replace(SAID, clean, this::said);
    }

    /** The same for the name of a process, an event, a behaviour: {@code token:session} is a name there, and no pair of key and value. */
    String cleanName(String name) {
        boolean plain = name.indexOf('=') < 0 && name.indexOf(' ') < 0;
        return plain ? forms(name) : clean(name);
    }

    /** What is a secret by its form, wherever it stands. */
    private String forms(String text) {
        String clean = secrets.sweep(text);
        if (clean.contains("PRIVATE KEY")) {
            clean = replace(PEM, clean, m -> secrets.removeEverywhere(m.group(), "private key"));
        }
        if (clean.indexOf('@') >= 0) {
            clean = replace(URL_PASSWORD, clean, m -> m.group(1) + ":" + gone(m.group(2), "password in a URL") + "@");
            clean = replace(URL_TOKEN, clean, m -> m.group(1) + gone(m.group(2), "password in a URL") + "@");
            clean = replace(DSN_PASSWORD, clean, m -> m.group(1) + ":" + gone(m.group(2), "password in a URL") + "@");
        }
        clean = replace(SCHEME, clean, this::scheme);
        return replace(FORMS, clean, m -> gone(m.group(), "known form of a token"));
    }

    private String scheme(MatchResult m) {
        boolean word = NOT_A_TOKEN.contains(m.group(3).toLowerCase(Locale.ROOT));
        return word ? m.group() : m.group(1) + m.group(2) + gone(m.group(3), "bearer token");
    }

    private String pair(MatchResult m) {
        String value = m.group(5) != null ? m.group(5) : m.group(6);
        String tail = m.group(5) != null ? "" : closers(value);
        String bare = value.substring(0, value.length() - tail.length());
        if (bare.chars().noneMatch(Character::isLetterOrDigit)
                || isScheme(bare)
                || !SecretKeys.secret(m.group(1), bare)) {
            return m.group();
        }
        int start = (m.group(5) != null ? m.start(5) : m.start(6)) - m.start();
        String end = m.group().substring(start + value.length());
        return m.group().substring(0, start) + gone(bare, "key=value in a text") + tail + end;
    }

    private String said(MatchResult m) {
        boolean plain = m.group(3).matches("[a-z]+[.,]?") || m.group(3).startsWith("[removed:");
        return plain ? m.group() : m.group(1) + m.group(2) + gone(m.group(3), "key=value in a text");
    }

    /** "Authorization: Bearer x": the word Bearer is not the secret, the next word was dealt with already. */
    private static boolean isScheme(String value) {
        return value.equalsIgnoreCase("bearer") || value.equalsIgnoreCase("basic");
    }

    private static String closers(String value) {
        int end = value.length();
        while (end > 0 && "]})>.".indexOf(value.charAt(end - 1)) >= 0) {
            end--;
        }
        return value.startsWith("[removed:") ? "" : value.substring(end);
    }

    private String gone(String value, String kind) {
        return secrets.removeEverywhere(value, kind);
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> with) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        do {
            out.append(text, done, matcher.start()).append(with.apply(matcher.toMatchResult()));
            done = matcher.end();
        } while (matcher.find());
        out.append(text, done, text.length());
        return out.toString();
    }
}
