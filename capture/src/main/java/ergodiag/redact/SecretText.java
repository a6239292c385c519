package ergodiag.redact;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds secrets in free text: log lines, error texts, values of JSON strings, command lines. */
final class SecretText {
    /** In a shorter text nothing is a secret but what the user says. */
    private static final int SHORTEST = 6;

    /** Those that are looked for in names, too: in prose a name would be taken for what it is not. */
    private static final Set<SecretForm> IN_NAMES = EnumSet.complementOf(EnumSet.of(SecretForm.SAID));

    private final Secrets secrets;
    private final SecretKeys keys;
    private final List<SecretPattern> patterns;
    private final KeyValuePairs pairs;
    private final Harmless harmless = new Harmless();

    SecretText(Secrets secrets, SecretKeys keys, List<SecretPattern> patterns) {
        this.secrets = secrets;
        this.keys = keys;
        this.patterns = patterns;
        this.pairs = new KeyValuePairs(keys);
    }

    /** The same, for a text that goes as a whole: what is found in it is remembered and not counted. */
    SecretText uncounted() {
        return new SecretText(secrets.uncounted(), keys, patterns);
    }

    SecretKeys keys() {
        return keys;
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
        if (clean.length() < SHORTEST) {
            return clean;
        }
        clean = byForm(clean, IN_NAMES);
        clean = pairs.replaced(clean, value -> secrets.removeEverywhere(value, SecretKind.PAIR));
        return byForm(clean, SecretForm.SAID);
    }

    /** The same for the name of a process, an event, a behaviour: {@code token:session} is a name there, and no pair of key and value. */
    String cleanName(String name) {
        boolean plain = name.indexOf('=') < 0 && name.indexOf(' ') < 0;
        return plain ? byForm(byPattern(name), IN_NAMES) : clean(name);
    }

    /** The user's own patterns. A text that one of them cannot be looked for in goes as a whole. */
    String byPattern(String text) {
        String clean = text;
        try {
            for (SecretPattern pattern : patterns) {
                clean = pattern.replaced(clean, value -> secrets.removeEverywhere(value, pattern));
            }
            return clean;
        } catch (SecretPattern.TooSlow e) {
            return secrets.remove(text, SecretKind.UNSEARCHED);
        }
    }

    /** What is a secret wherever it stands: one that is known, or has one of these forms. */
    private String byForm(String text, Set<SecretForm> forms) {
        String clean = secrets.sweep(text);
        for (SecretForm form : forms) {
            clean = byForm(clean, form);
        }
        return clean;
    }

    private String byForm(String text, SecretForm form) {
        return form.replaced(text, value -> secrets.removeEverywhere(value, form.kind()));
    }
}
