package ergodiag.redact.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Tokens of well-known issuers, wherever a word begins. */
final class Tokens implements Notation {
    private static final int ASCII = 128;

    /** A shorter word is none of them. */
    private static final int SHORTEST = 14;

    /** A prefix of a form. */
    private record Prefix(String text, TokenForm form) {}

    /** The prefixes by their first character. */
    private static final List<List<Prefix>> BY_FIRST = byFirst();

    private static final List<TokenForm> OF_ANY_BEGINNING = Stream.of(TokenForm.values())
            .filter(form -> form.prefixes().isEmpty())
            .toList();

    private static List<List<Prefix>> byFirst() {
        List<List<Prefix>> all = new ArrayList<>();
        for (int c = 0; c < ASCII; c++) {
            all.add(new ArrayList<>());
        }
        for (TokenForm form : TokenForm.values()) {
            form.prefixes().forEach(prefix -> all.get(prefix.charAt(0)).add(new Prefix(prefix, form)));
        }
        return all;
    }

    @Override
    public void find(String text, LineWords words, Found found) {
        if (!words.run()) {
            return;
        }
        for (TokenForm form : OF_ANY_BEGINNING) {
            if (form.within(text)) {
                Matcher matcher = form.pattern().matcher(text);
                while (matcher.find()) {
                    found.add(matcher.start(), matcher.end(), SecretKind.TOKEN);
                }
            }
        }
        Runs.each(
                text,
                Tokens::isPart,
                (at, end) -> end - at < SHORTEST ? end : Math.max(end, token(text, at, end, found)));
    }

    /** What belongs to the words of a token; some have a colon, or a slash, inside. */
    private static boolean isPart(char c) {
        return Runs.alphanumeric(c) || "_-.~:/+=".indexOf(c) >= 0;
    }

    /** Looks at each place in the run at which a word begins. */
    private static int token(String text, int from, int to, Found found) {
        int at = from;
        while (at <= to - SHORTEST) {
            char c = text.charAt(at);
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int end = begins && c < ASCII && !BY_FIRST.get(c).isEmpty() ? longest(text, at) : -1;
            if (end > 0) {
                found.add(at, end, SecretKind.TOKEN);
                at = end;
            } else {
                at++;
            }
        }
        return at;
    }

    private static int longest(String text, int at) {
        int end = -1;
        for (Prefix prefix : BY_FIRST.get(text.charAt(at))) {
            if (!text.startsWith(prefix.text(), at)) {
                continue;
            }
            Matcher matcher = prefix.form().pattern().matcher(text).region(at, text.length());
            if (matcher.lookingAt()) {
                end = Math.max(end, matcher.end());
            }
        }
        return end;
    }
}
