package ergodiag.redact;

import ergodiag.redact.text.Found;
import ergodiag.redact.text.SecretFinder;
import ergodiag.redact.text.SecretKeys;
import ergodiag.redact.text.SecretKind;
import ergodiag.redact.text.SecretLines;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Takes secrets out of free text: log lines, error texts, values of JSON strings, command lines. */
final class SecretText {
    private final Secrets secrets;
    private final SecretKeys keys;
    private final List<SecretPattern> patterns;
    private final SecretFinder finder;
    private final Harmless harmless = new Harmless();

    SecretText(Secrets secrets, SecretKeys keys, List<SecretPattern> patterns) {
        this(secrets, keys, patterns, new SecretFinder(keys));
    }

    private SecretText(Secrets secrets, SecretKeys keys, List<SecretPattern> patterns, SecretFinder finder) {
        this.secrets = secrets;
        this.keys = keys;
        this.patterns = patterns;
        this.finder = finder;
    }

    /** The same, for a text that goes as a whole: what is found in it is remembered and not counted. */
    SecretText uncounted() {
        return new SecretText(secrets.uncounted(), keys, patterns, finder);
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
        String clean = searched(byPattern(text), finder::in);
        if (clean.equals(text)) {
            harmless.keep(text, then);
        }
        return clean;
    }

    /** The same for a text that goes on: takes its lines one after another, and what one opens is known in the next. Not safe for use by several threads. */
    UnaryOperator<String> lines() {
        SecretLines open = finder.lines();
        return piece -> searched(byPattern(piece), open::next);
    }

    /** The same for one of the words of a command line, which stand in a list. */
    String cleanArgument(List<String> before, String word) {
        return searched(word, text -> finder.inArgument(before, text));
    }

    /** The same for the name of a process, an event, a behaviour: {@code token:session} is a name there, and no pair of key and value. */
    String cleanName(String name) {
        boolean plain = name.indexOf('=') < 0 && name.indexOf(' ') < 0 && !name.contains("</");
        return plain ? searched(byPattern(name), finder::inName) : clean(name);
    }

    private String searched(String text, Function<String, Found> find) {
        return secrets.sweep(find.apply(text).replaced(text, this::removed));
    }

    /** What has blanks inside, or looks like a path, may stand elsewhere for another reason. */
    private String removed(String secret, SecretKind kind) {
        boolean alone = secret.chars().noneMatch(c -> c <= ' ') && secret.charAt(0) != '/';
        return alone ? secrets.removeEverywhere(secret, kind) : secrets.remove(secret, kind);
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
}
