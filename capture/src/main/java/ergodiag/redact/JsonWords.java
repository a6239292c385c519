package ergodiag.redact;

import java.io.IOException;
import java.util.Optional;

/** What of a JSON text is said in other words: keys, strings and numbers, never its structure. */
interface JsonWords {
    /** @param place the object in which the key stands */
    String key(JsonPlace place, String key) throws IOException;

    /** @param place where the string stands as a value */
    String string(JsonPlace place, String value) throws IOException;

    /** A string that came before the name of its key, which names a secret: {@code {"value": "x", "name": "DB_PASSWORD"}}. */
    String named(String value);

    /** What stands beside the {@code null} in the place of a number, true or false; empty where it stays. */
    Optional<String> word(JsonPlace place, String value) throws IOException;

    /** Whether all below the next value is secret. */
    boolean secretBelow(JsonPlace place);
}
