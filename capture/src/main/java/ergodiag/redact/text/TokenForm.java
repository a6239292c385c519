package ergodiag.redact.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tokens that are known by their form, by who gives them out: a line each, and a row in the page REDACTION.md. All loops are bounded or
 * possessive: a long run of letters must cost neither minutes nor the stack.
 */
public enum TokenForm {
    AWS("AWS", "AKIA ASKA ABSA ACCA ASIA", "A(?:KI|SK|SI|BS|CC)A[0-9A-Z]{12,}+"),
    GITHUB(
            "GitHub",
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            "gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+"),
    GITLAB(
            "GitLab",
            "glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glimt- glagent- glsoat- glffct-",
            "gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_-]{16,}+"),
    GRAFANA("Grafana", "glsa_ glc_", "gl(?:sa|c)_[A-Za-z0-9_=+/-]{20,}+"),
    NPM("npm", "npm_", "npm_[A-Za-z0-9]{30,}+"),
    PYPI("PyPI", "pypi-", "pypi-[A-Za-z0-9_-]{16,}+"),
    RUBYGEMS("RubyGems", "rubygems_", "rubygems_[a-f0-9]{32,}+"),
    CRATES("crates.io", "cio", "cio[A-Za-z0-9]{32}"),
    DOCKER("Docker", "dckr_", "dckr_(?:pat|oat)_[A-Za-z0-9_-]{16,}+"),
    SLACK("Slack", "xox xapp-", "xox[abceoprs](?:\\.xox[abp])?-[A-Za-z0-9-]{10,}+|xapp-[A-Za-z0-9-]{10,}+"),
    STRIPE("Stripe", "sk_ rk_ whsec_", "[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,}+|whsec_[A-Za-z0-9+/=]{16,}+"),
    OPENAI("OpenAI and others", "sk-", "sk-[A-Za-z0-9_-]{20,}+"),
    HUGGING_FACE("Hugging Face", "hf_", "hf_[A-Za-z]{30,}+|hf_[A-Za-z0-9]{30,}+"),
    GOOGLE(
            "Google",
            "AIza ya29. GOCSPX- 1//0",
            "AIza[0-9A-Za-z_-]{35}|ya29\\.[0-9A-Za-z_.-]{16,}+|GOCSPX-[A-Za-z0-9_-]{16,}+|1//0[A-Za-z0-9_-]{20,}+"),
    VAULT("Vault", "hvs. hvb. hvr. s.", "hv[sbr]\\.[A-Za-z0-9_-]{16,}+|s\\.[A-Za-z0-9]{24}(?![A-Za-z0-9])"),
    SENDGRID("SendGrid", "SG.", "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}+"),
    MAILGUN("Mailgun", "key-", "key-[a-f0-9]{32}"),
    TWILIO("Twilio", "SK", "SK[a-f0-9]{32}"),
    DIGITAL_OCEAN("DigitalOcean", "dop_ doo_ dor_", "do[por]_v1_[a-f0-9]{32,}+"),
    DATABRICKS("Databricks", "dapi", "dapi[a-f0-9]{32}(?:-\\d)?"),
    DOPPLER("Doppler", "dp.", "dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{16,}+"),
    DYNATRACE("Dynatrace", "dt0", "dt0[a-z]\\d\\d\\.[A-Z0-9]{8,}+\\.[A-Z0-9]{16,}+"),
    SHOPIFY("Shopify", "shpat_ shpca_ shppa_ shpss_", "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{16,}+"),
    SUPABASE("Supabase", "sbp_ sb_secret_", "sb(?:p|_secret)_[A-Za-z0-9_]{20,}+"),
    SENTRY("Sentry", "sntrys_ sntryu_", "sntry[su]_[A-Za-z0-9+/=_-]{16,}+"),
    SQUARE("Square", "sq0 EAAA", "sq0(?:atp|csp)-[A-Za-z0-9_-]{16,}+|EAAA[A-Za-z0-9_-]{40,}+"),
    FACEBOOK("Facebook", "EAA", "EAA[A-Z][A-Za-z0-9]{40,}+"),
    NEW_RELIC("New Relic", "NRAK- NRII- NRJS- NRRA-", "NR(?:AK|II|JS|RA)-[A-Za-z0-9_-]{16,}+"),
    ATLASSIAN(
            "Atlassian",
            "ATATT3 ATCTT3 ATBB",
            "ATATT3[A-Za-z0-9_=-]{20,}+|ATCTT3[A-Za-z0-9_=-]{20,}+|ATBB[A-Za-z0-9_=]{20,}+"),
    LINEAR("Linear", "lin_", "lin_(?:api|oauth)_[A-Za-z0-9]{16,}+"),
    NOTION("Notion", "ntn_ secret_", "ntn_[A-Za-z0-9]{30,}+|secret_[A-Za-z0-9]{40,}+"),
    POSTMAN("Postman", "PMAK-", "PMAK-[a-f0-9]{16,}+-[a-f0-9]{16,}+"),
    PLANET_SCALE("PlanetScale", "pscale_", "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{16,}+"),
    PULUMI("Pulumi", "pul-", "pul-[a-f0-9]{32,}+"),
    JFROG("JFrog", "AKC", "AKC[a-zA-Z0-9]{40,}+"),
    FLY("Fly.io", "fo1_ fm1 fm2", "fo1_[A-Za-z0-9_-]{16,}+|fm[12][ar]?_[A-Za-z0-9+/=]{40,}+"),
    HEROKU("Heroku", "HRKU-", "HRKU-[A-Za-z0-9_-]{16,}+"),
    AIRTABLE("Airtable", "pat", "pat[A-Za-z0-9]{14}\\.[a-f0-9]{32,}+"),
    FIGMA("Figma", "figd_ figo_ figu_", "fig[dou]_[A-Za-z0-9_-]{16,}+"),
    AGE("age", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1[A-Z0-9]{20,}+"),
    NATS("NATS", "SA SU SN SO SC SX", "S[AUONXC][A-Z2-7]{54,58}+(?![A-Za-z0-9])"),
    PASETO("PASETO", "v1. v2. v3. v4.", "v[1-4]\\.(?:local|public)\\.[A-Za-z0-9_-]{20,}+(?:\\.[A-Za-z0-9_-]++)?"),
    TERRAFORM("Terraform", false, ".atlasv1.", "(?<![A-Za-z0-9])[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{20,}+"),
    AZURE("Azure", false, "Q~", "(?<![A-Za-z0-9])[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}"),
    TELEGRAM("Telegram", false, ":AA", "(?<![A-Za-z0-9])\\d{8,10}:AA[A-Za-z0-9_-]{30,}+"),
    JWT("JSON web tokens", "eyJ", "eyJ[A-Za-z0-9_-]{5,8000}+\\.[A-Za-z0-9_-]{2,8000}+(?:\\.[A-Za-z0-9_-]*+){0,3}+");

    private final String issuer;
    private final List<String> marks;
    private final boolean begins;
    private final Pattern pattern;

    /** @param prefixes with one of which it begins */
    TokenForm(String issuer, String prefixes, String regex) {
        this(issuer, true, prefixes, regex);
    }

    /** @param begins whether the marks stand at its beginning; else the one stands inside */
    TokenForm(String issuer, boolean begins, String marks, String regex) {
        this.issuer = issuer;
        this.begins = begins;
        this.marks = List.of(marks.split(" "));
        this.pattern = Pattern.compile(regex);
    }

    /** Who gives them out, in the words of the page. */
    public String issuer() {
        return issuer;
    }

    /** With what it begins; nothing when that may be anything. */
    List<String> prefixes() {
        return begins ? marks : List.of();
    }

    /** Whether it may stand in a text at all, by what stands inside of it. */
    boolean within(String text) {
        return !begins && text.contains(marks.get(0));
    }

    Pattern pattern() {
        return pattern;
    }
}
