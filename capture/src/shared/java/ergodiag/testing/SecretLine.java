package ergodiag.testing;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line, or a text of several, and the secrets in it.
 *
 * @param form the way of writing it is an example of
 * @param secrets none where nothing may be taken out
 * @param either parts of the line that may go as a whole, most with a secret in them
 */
public record SecretLine(String form, String line, List<String> secrets, List<String> either) {
    /** So many characters of a secret in a row are a secret still. */
    private static final int MOST_LEFT = 4;

    private static final Pattern MARK = Pattern.compile("\\[removed:[0-9a-f]{8}]");

    /** A shorter word is none. */
    private static final int SHORTEST_WORD = 3;

    public SecretLine {
        secrets = List.copyOf(secrets);
        either = List.copyOf(either);
    }

    /** Where nothing but the secrets is to go. */
    public SecretLine(String form, String line, List<String> secrets) {
        this(form, line, secrets, List.of());
    }

    public boolean isHarmless() {
        return secrets.isEmpty();
    }

    /** The secrets of which something is left in what became of the line; that the digest in a mark has digits in common with one says nothing. */
    public List<String> leftIn(String redacted) {
        String unmarked = MARK.matcher(redacted).replaceAll("[]");
        return secrets.stream().filter(secret -> isIn(unmarked, secret)).toList();
    }

    private static boolean isIn(String text, String secret) {
        for (int i = 0; i == 0 || i + MOST_LEFT < secret.length(); i++) {
            if (text.contains(secret.substring(i, Math.min(secret.length(), i + MOST_LEFT + 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The other words of the line, without what divides a key from its value. */
    public List<String> words() {
        String rest = line;
        for (String part : either) {
            rest = rest.replace(part, " ");
        }
        for (String secret : secrets) {
            rest = rest.replace(secret, " ");
        }
        return Stream.of(rest.replace('=', ' ').replace(':', ' ').trim().split("\\s+"))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .toList();
    }
}
