package ergodiag.bundle.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The kind of endpoint through which a question was asked: which tools it has, and how its replies look. */
public enum Dialect {
    /** The MCP application of Ergo 3.2 and before, which nodes of 3.3 may run too (ERGO.md). */
    MCP_APPLICATION("mcp-application", "2025-06-18"),
    /** The Observer application of Ergo 3.3 (ERGO33.md). */
    OBSERVER("observer", "2026-07-28");

    private final String word;
    private final String protocol;

    Dialect(String word, String protocol) {
        this.word = word;
        this.protocol = protocol;
    }

    /** Its word in ledger and manifest. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Its word, which is what users write as well. */
    @Override
    public String toString() {
        return word;
    }

    /** The version of MCP that it speaks. */
    public String protocol() {
        return protocol;
    }

    /**
     * The dialect of that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Dialect of(String word) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no dialect is called '" + word + "'"));
    }
}
