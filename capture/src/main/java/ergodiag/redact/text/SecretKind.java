package ergodiag.redact.text;

/** How a secret was told from the rest of the text: the words by which the manifest counts, each with its row in the page REDACTION.md. */
public enum SecretKind {
    ENVIRONMENT("environment"),
    KEY("key that names a secret"),
    PAIR("key=value in a text"),
    ADDRESS("password in a URL"),
    SCHEME("bearer token"),
    COOKIE("cookie"),
    COMMAND("option of a command"),
    PRIVATE_KEY("private key"),
    HASH("hash of a password"),
    TOKEN("known form of a token"),
    RANDOM("long random text"),
    ENCODED("secret in another encoding"),
    KNOWN("known secret"),
    UNSEARCHED("text that a pattern could not get through");

    private final String word;

    SecretKind(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
