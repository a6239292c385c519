package ergodiag.redact;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What is a secret by the text around it or by its form, in the order in which it is looked for: a constant each, and a row in the page
 * REDACTION.md. All loops are bounded or possessive: a long run of letters must cost neither minutes nor the stack.
 */
enum SecretForm {
    PEM(
            SecretKind.PRIVATE_KEY,
            "PRIVATE KEY",
            0,
            "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END )[\\s\\S])*+(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)"),
    /** The password up to the last @ of the word; a port and a path with an @ in it are no password. */
    PASSWORD_IN_ADDRESS(
            SecretKind.ADDRESS,
            "@",
            2,
            "([A-Za-z][A-Za-z0-9+.-]{0,30}+://[^\\s:/@\"'<>]{0,500}+):(?!\\d{1,5}(?:[/?#\\s\"']|$))([^\\s\"'<>]{1,1000})@"),
    TOKEN_IN_ADDRESS(SecretKind.ADDRESS, "@", 2, "([A-Za-z][A-Za-z0-9+.-]{0,30}+://)([^\\s:/@\"'<>]{20,1000}+)@"),
    PASSWORD_OF_DRIVER(
            SecretKind.ADDRESS,
            "@",
            2,
            "(?<![\\w/])([\\w.%+-]{1,100}+):([^\\s\"'/]{1,1000})@(?=(?:tcp|udp|unix|tls)\\()"),
    AFTER_SCHEME(
            SecretKind.SCHEME,
            "",
            2,
            "(?i)\\b(bearer|basic)\\s+([A-Za-z0-9._~+/=:-]{6,})",
            "(?i)authentication|authorization|authenticated|scheme|tokens|missing|invalid|header|expired|required|rejected"),
    TOKEN(SecretKind.TOKEN, "", 0, TokenForm.any()),
    SAID(
            SecretKind.PAIR,
            "",
            2,
            "(?i)\\b(password|passwd|passphrase|secret|token|api key)\\s+(?:is|was|=|to)\\s+(\\S{4,})",
            "[a-z]+[.,]?");

    /** No value. */
    private static final String NONE = "(?!)";

    private final SecretKind kind;
    private final String holds;
    private final int group;
    private final Pattern pattern;
    private final Pattern harmless;

    /**
     * @param holds a text without it is not searched
     * @param group which group of the regular expression is the secret
     */
    SecretForm(SecretKind kind, String holds, int group, String regex) {
        this(kind, holds, group, regex, NONE);
    }

    /** @param harmless a regular expression for values that are no secrets */
    SecretForm(SecretKind kind, String holds, int group, String regex, String harmless) {
        this.kind = kind;
        this.holds = holds;
        this.group = group;
        this.pattern = Pattern.compile(regex);
        this.harmless = Pattern.compile(harmless);
    }

    SecretKind kind() {
        return kind;
    }

    /** The text with every secret of this form in other words. */
    String replaced(String text, UnaryOperator<String> words) {
        if (!text.contains(holds)) {
            return text;
        }
        UnaryOperator<String> ofSecrets = value -> harmless.matcher(value).matches() ? value : words.apply(value);
        return Matches.replaced(text, pattern.matcher(text), match -> group, ofSecrets);
    }
}
