package ergodiag.redact;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Tokens that are known by their form, by who gives them out: a line each, and a row in the page REDACTION.md. All loops are bounded or
 * possessive: a long run of letters must cost neither minutes nor the stack.
 */
enum TokenForm {
    AWS("AWS", "A[KS]IA[0-9A-Z]{16}"),
    GITHUB("GitHub", "gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}"),
    GITLAB("GitLab", "glpat-[A-Za-z0-9_-]{16,}"),
    NPM("npm", "npm_[A-Za-z0-9]{30,}"),
    SLACK("Slack", "xox[abeprs]-[A-Za-z0-9-]{10,}"),
    STRIPE("Stripe", "[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    OPENAI("OpenAI and others", "sk-[A-Za-z0-9_-]{20,}"),
    GOOGLE("Google", "AIza[0-9A-Za-z_-]{35}"),
    SENDGRID("SendGrid", "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"),
    JWT("JSON web tokens", "eyJ[A-Za-z0-9_-]{5,8000}+\\.[A-Za-z0-9_-]{5,8000}+(?:\\.[A-Za-z0-9_-]*+)?");

    private final String issuer;
    private final String regex;

    TokenForm(String issuer, String regex) {
        this.issuer = issuer;
        this.regex = regex;
    }

    /** Who gives them out, in the words of the page. */
    String issuer() {
        return issuer;
    }

    String regex() {
        return regex;
    }

    /** A regular expression for all of them, so that a text is gone through once. */
    static String any() {
        return Arrays.stream(values()).map(TokenForm::regex).collect(Collectors.joining("|", "\\b(?:", ")"));
    }
}
