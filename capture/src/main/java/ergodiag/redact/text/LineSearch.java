package ergodiag.redact.text;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Finds the secrets of one line in every dialect. Safe for use by several threads. */
final class LineSearch {
    private static final int MOST_HARMLESS = 20_000;
    private static final int LONGEST_HARMLESS = 300;

    /** A shorter text holds no secret. */
    private static final int SHORTEST = 6;

    private final SecretKeys keys;
    private final LineWords.Meanings meanings;
    private final List<Notation> dialects;
    private final List<Notation> inNames;
    private final Set<String> harmless = ConcurrentHashMap.newKeySet();

    /** @param holdsSecret whether a text that was decoded holds one */
    LineSearch(SecretKeys keys, Predicate<String> holdsSecret) {
        this.keys = keys;
        this.meanings = new LineWords.Meanings(keys);
        Notation tokens = new Tokens();
        Notation addresses = new Addresses();
        Notation hashes = new Hashes();
        inNames = List.of(addresses, tokens, hashes);
        dialects = List.of(
                addresses,
                tokens,
                hashes,
                new Headers(),
                new Pairs(keys),
                new Named(keys),
                new Logins(),
                new Sql(keys),
                new RandomText(),
                new Encoded(holdsSecret));
    }

    SecretKeys keys() {
        return keys;
    }

    /** What the words of a line say. */
    LineWords words(String line) {
        return meanings.of(line);
    }

    /** Whether the line was found to hold nothing, and to say nothing about the lines after it; such lines come again and again. */
    boolean isHarmless(String line) {
        return harmless.contains(line);
    }

    void keepHarmless(String line) {
        if (line.length() <= LONGEST_HARMLESS && harmless.size() < MOST_HARMLESS) {
            harmless.add(line);
        }
    }

    /** Adds what one line holds. */
    void find(String line, LineWords words, Found found) {
        if (line.length() < SHORTEST) {
            return;
        }
        dialects.forEach(dialect -> dialect.find(line, words, found));
        Commands.find(line, words.programs(), found);
    }

    /** Adds what a name holds. */
    void findInName(String name, Found found) {
        LineWords words = meanings.of(name);
        inNames.forEach(dialect -> dialect.find(name, words, found));
    }
}
