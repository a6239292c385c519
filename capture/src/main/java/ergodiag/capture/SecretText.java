package ergodiag.capture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
    /** Tokens that are known by their form, by who gives them out. */
    static final Map<String, String> FORMS = forms();

    private static final Pattern FORM = Pattern.compile("\\b(?:" + String.join("|", FORMS.values()) + ")");
    /** What a value follows. */
    private static final Pattern KEY =
            Pattern.compile("([A-Za-z][\\w.-]{0,80}+)(?:\\\\{0,8}+[\"'])?\\s{0,3}(?:=>|:=|[=:])\\s{0,3}");

    private static final Pattern VALUE =
            Pattern.compile("(\\\\{0,8}+[\"'])(.*?)(?:\\1|$)|((?=[^\\s&\"'\\\\])[^\\s&\"',;\\\\]*+"
                    + "(?:[,;](?!\\s|$|[\\w.-]{1,80}[=:])[^\\s&\"',;\\\\]*+)*+)");
    private static final Pattern SAID = Pattern.compile(
            "(?i)\\b(password|passwd|passphrase|secret|token|api key)(\\s+(?:is|was|=|to)\\s+)(\\S{4,})");

    private final Secrets secrets;
    private final SecretKeys keys;
    private final List<SecretPattern> patterns;
    private final Harmless harmless = new Harmless();

    SecretText(Secrets secrets, SecretKeys keys, List<SecretPattern> patterns) {
        this.secrets = secrets;
        this.keys = keys;
        this.patterns = patterns;
    }

    /** The same, for a text that goes as a whole: what is found in it is remembered and not counted. */
    SecretText uncounted() {
        return new SecretText(secrets.uncounted(), keys, patterns);
    }

    SecretKeys keys() {
        return keys;
    }

    private static Map<String, String> forms() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("AWS", "A[KS]IA[0-9A-Z]{16}");
        forms.put("GitHub", "gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}");
        forms.put("GitLab", "glpat-[A-Za-z0-9_-]{16,}");
        forms.put("npm", "npm_[A-Za-z0-9]{30,}");
        forms.put("Slack", "xox[abeprs]-[A-Za-z0-9-]{10,}");
        forms.put("Stripe", "[rs]k_(?:live|test)_[A-Za-z0-9]{16,}");
        forms.put("OpenAI and others", "sk-[A-Za-z0-9_-]{20,}");
        forms.put("Google", "AIza[0-9A-Za-z_-]{35}");
        forms.put("SendGrid", "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}");
        forms.put("JSON web tokens", "eyJ[A-Za-z0-9_-]{5,8000}+\\.[A-Za-z0-9_-]{5,8000}+(?:\\.[A-Za-z0-9_-]*+)?");
        return Collections.unmodifiableMap(forms);
    }

    /** The text without secrets; the same object when there are none. */
    String clean(String text) {
        int then = secrets.version();
        if (harmless.knows(text, then)) {
            return text;
        }
        String clean = searched(text);
        if (clean.equals(text)) {
            harmless.keep(text, then);
        }
        return clean;
    }

    private String searched(String text) {
        String clean = byPattern(text);
        if (clean.length() < 6) {
            return clean;
        }
        clean = forms(clean);
        if (clean.indexOf('=') >= 0 || clean.indexOf(':') >= 0) {
            clean = pairs(clean);
        }
        return replace(SAID, clean, this::said);
    }

    /** The same for the name of a process, an event, a behaviour: {@code token:session} is a name there, and no pair of key and value. */
    String cleanName(String name) {
        boolean plain = name.indexOf('=') < 0 && name.indexOf(' ') < 0;
        return plain ? forms(byPattern(name)) : clean(name);
    }

    /** The user's own patterns. A text that one of them cannot be looked for in goes as a whole. */
    String byPattern(String text) {
        String clean = text;
        try {
            for (SecretPattern pattern : patterns) {
                clean = pattern.replace(clean, match -> gone(match, "pattern " + pattern.name()));
            }
            return clean;
        } catch (SecretPattern.TooSlow e) {
            return secrets.remove(text, "text that a pattern could not get through");
        }
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
        return replace(FORM, clean, m -> gone(m.group(), "known form of a token"));
    }

    private String scheme(MatchResult m) {
        boolean word = NOT_A_TOKEN.contains(m.group(3).toLowerCase(Locale.ROOT));
        return word ? m.group() : m.group(1) + m.group(2) + gone(m.group(3), "bearer token");
    }

    /** Only the value of a key that names a secret is taken as a whole: in that of another, such as a URL, further keys may stand. */
    private String pairs(String text) {
        Matcher key = KEY.matcher(text);
        Matcher value = VALUE.matcher(text);
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int from = 0; key.find(from); from = Math.max(done, key.end())) {
            boolean named = keys.secretName(key.group(1));
            if (named && value.region(key.end(), text.length()).lookingAt()) {
                int group = value.group(2) != null ? 2 : 3;
                String said = value.group(group);
                String tail = group == 2 ? "" : closers(said);
                String bare = said.substring(0, said.length() - tail.length());
                boolean harmless = bare.chars().noneMatch(Character::isLetterOrDigit) || isScheme(bare);
                if (!harmless && keys.secret(key.group(1), bare)) {
                    out.append(text, done, value.start(group))
                            .append(gone(bare, "key=value in a text"))
                            .append(tail);
                    done = value.end(group);
                }
            }
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
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
