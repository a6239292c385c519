package ergodiag.redact.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the name of a key says of the value below it, told once: keys repeat row by row.
 *
 * @param environment all values below are those of an environment
 * @param name the value is a name
 * @param names the values in the list are names
 * @param pairName the value may be the key of the value beside it
 * @param pairValue the value belongs to the key that is named beside it
 */
public record KeyTraits(boolean environment, boolean name, boolean names, boolean pairName, boolean pairValue) {
    private static final int MOST_KNOWN = 4_096;
    private static final int LONGEST_KNOWN = 64;
    private static final Map<String, KeyTraits> KNOWN = new ConcurrentHashMap<>();

    /** Those of a key. */
    public static KeyTraits of(String key) {
        KeyTraits before = KNOWN.get(key);
        return before != null ? before : judged(key);
    }

    private static KeyTraits judged(String key) {
        KeyTraits traits = new KeyTraits(
                SecretKeys.environment(key),
                SecretKeys.name(key),
                SecretKeys.names(key),
                SecretKeys.pairName(key),
                SecretKeys.pairValue(key));
        if (key.length() <= LONGEST_KNOWN && KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(key, traits);
        }
        return traits;
    }
}
