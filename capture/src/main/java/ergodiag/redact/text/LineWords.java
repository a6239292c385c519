package ergodiag.redact.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The words of a line, looked at once: most lines have none that any dialect begins with, and need no further look.
 *
 * @param strength the most that any of them says about a value beside it
 * @param programs the programs of command lines among them
 * @param scheme whether one is a scheme of credentials, such as {@code Bearer}
 * @param run whether so many signs of tokens stand together as the shortest token has
 */
record LineWords(Strength strength, Set<String> programs, boolean scheme, boolean run) {
    private static final Set<String> SCHEMES =
            KeyWords.words("bearer basic negotiate ntlm apikey geniekey genie_key ssws sharedkey sharedkeylite aws");

    private static final int SHORTEST_RUN = 14;
    private static final String SIGNS = "_-+/~.:=";
    private static final int MOST_KNOWN = 8_192;
    private static final int LONGEST_KNOWN = 64;

    /** What is known about single words. Bounded, and safe for use by several threads. */
    static final class Meanings {
        private final Map<String, LineWords> known = new ConcurrentHashMap<>();
        private final SecretKeys keys;

        Meanings(SecretKeys keys) {
            this.keys = keys;
        }

        /** Looks at all words of a line. */
        LineWords of(String text) {
            Strength strength = Strength.NONE;
            Set<String> programs = Set.of();
            boolean scheme = false;
            int at = 0;
            while (at < text.length()) {
                if (!Key.starts(text.charAt(at))) {
                    at++;
                    continue;
                }
                int end = Key.end(text, at);
                LineWords word = word(text, at, end);
                strength = strength.or(word.strength);
                scheme |= word.scheme;
                if (!word.programs.isEmpty()) {
                    programs = new HashSet<>(programs);
                    programs.addAll(word.programs);
                }
                at = end;
            }
            return new LineWords(strength, programs, scheme, run(text));
        }

        private static boolean run(String text) {
            int length = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean sign = Runs.alphanumeric(c) || SIGNS.indexOf(c) >= 0;
                length = sign ? length + 1 : 0;
                if (length >= SHORTEST_RUN) {
                    return true;
                }
            }
            return false;
        }

        private LineWords word(String text, int from, int end) {
            int start = end - from > LONGEST_KNOWN ? end - LONGEST_KNOWN : from;
            String word = text.substring(start, end);
            LineWords before = known.get(word);
            if (before != null) {
                return before;
            }
            String program = word.endsWith(".exe") ? word.substring(0, word.length() - 4) : word;
            LineWords words = new LineWords(
                    keys.strength(word),
                    Commands.PROGRAMS.contains(program) ? Set.of(program) : Set.of(),
                    SCHEMES.contains(word.toLowerCase(Locale.ROOT)),
                    false);
            if (known.size() < MOST_KNOWN) {
                known.put(word, words);
            }
            return words;
        }
    }
}
