package ergodiag.redact.text;

import java.util.List;

/** Finds secrets in texts, in every dialect in which programs write them. Safe for use by several threads. */
public final class SecretFinder {
    private static final int LONGEST_ARGUMENT = 300;

    private final SecretKeys keys;
    private final LineSearch search;

    /** @param keys the names of keys whose values are secrets */
    public SecretFinder(SecretKeys keys) {
        this.keys = keys;
        this.search = new LineSearch(keys, text -> !in(text).isEmpty());
    }

    /** What is found in a text, line by line. */
    public Found in(String text) {
        return lines().next(text);
    }

    /** For a text that goes on, of which nothing was seen yet. */
    public SecretLines lines() {
        return new SecretLines(search);
    }

    /** What is found in the name of a process, an event, a behaviour: {@code token:session} is a name there, and no pair of key and value. */
    public Found inName(String name) {
        Found found = new Found();
        search.findInName(name, found);
        return found;
    }

    /**
     * What is found in one of the words of a command line, of which each stands for itself.
     *
     * @param before the words before it
     */
    public Found inArgument(List<String> before, String word) {
        Found found = new Found();
        if (!before.isEmpty() && keys.listed(before.get(before.size() - 1), word)) {
            found.add(0, word.length(), SecretKind.COMMAND);
        }
        String line = String.join(" ", before) + " ";
        LineWords words = search.words(line);
        if (!words.programs().isEmpty() && word.length() <= LONGEST_ARGUMENT) {
            Found all = new Found();
            Commands.find(line + word, words.programs(), all);
            found.addAfter(all, line.length());
        }
        return found;
    }
}
