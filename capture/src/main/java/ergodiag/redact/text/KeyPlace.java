package ergodiag.redact.text;

import java.util.Locale;
import java.util.stream.Stream;

/** A key in a text, and what stands around it. */
record KeyPlace(String text, int start, int end) {
    /** So far between a key and its separator, and between that and the value: tables are aligned with blanks. */
    private static final int WIDEST_GAP = 200;

    private static final int LONGEST_KEY = 200;
    private static final int FAR_BRACKET = 400;
    private static final int LONGEST_WORD_BEFORE = 12;

    String key() {
        return text.substring(start, end);
    }

    /** Whether the key ends like one of these, in any case. */
    boolean endsLike(String... words) {
        String key = key().toLowerCase(Locale.ROOT);
        return Stream.of(words).anyMatch(key::endsWith);
    }

    /** A character; {@code \0} before the beginning and behind the end. */
    char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : '\0';
    }

    /** Whether it is the first of a tuple: <code>{password, "x"}</code>, <code>{:password, "x"}</code>. */
    boolean inTuple() {
        return charAt(start - 1) == '{' || charAt(start - 1) == ':' && charAt(start - 2) == '{';
    }

    /** Where the text goes on after blanks. */
    int blanks(int from) {
        return Blanks.after(text, from, from + WIDEST_GAP);
    }

    /** Past the quote and the bracket that close the key, if such open it. */
    int closers(int from) {
        int at = from;
        int before = start - 1;
        while (charAt(before) == '-') {
            before--;
        }
        char open = charAt(before);
        if (open == '"' || open == '\'' || open == '`' || open == ':') {
            int quote = at;
            while (charAt(quote) == '\\') {
                quote++;
            }
            char close = charAt(quote);
            if (close == '"' || close == '\'' || close == '`') {
                at = quote + 1;
            }
        }
        if (charAt(start - 1) == '[' || charAt(start - 2) == '[') {
            at = visibility(at);
        }
        return charAt(at) == ']' || charAt(at) == ')' && charAt(start - 1) != '(' ? at + 1 : at;
    }

    /** Past what PHP says of a property: {@code ["password":protected]}. */
    int visibility(int from) {
        int at = from;
        while (at < from + LONGEST_KEY
                && (charAt(at) == ':'
                        || charAt(at) == '\\'
                        || charAt(at) == '"'
                        || Character.isLetterOrDigit(charAt(at)))) {
            at++;
        }
        String said = text.substring(from, at);
        return said.endsWith(":protected") || said.endsWith(":private") ? at : from;
    }

    /** Where the content of the element begins whose name the key is; 0 when it is none. */
    int elementContent(int from) {
        int name = start;
        while (name > 0
                && start - name < LONGEST_KEY
                && (charAt(name - 1) == ':' || Character.isLetterOrDigit(charAt(name - 1)))) {
            name--;
        }
        if (charAt(name - 1) != '<') {
            return 0;
        }
        int at = from;
        while (at < text.length() && at < from + FAR_BRACKET && charAt(at) != '>' && charAt(at) != '<') {
            at++;
        }
        return charAt(at) == '>' && charAt(at - 1) != '/' ? at + 1 : 0;
    }

    /** Whether a bracket is open here, as in what Go prints with %+v. */
    boolean inBrackets() {
        int depth = 0;
        for (int i = start - 1; i >= 0 && i > start - FAR_BRACKET; i--) {
            char c = text.charAt(i);
            if (c == '}' || c == ']') {
                depth++;
            } else if (c == '{' || c == '[') {
                depth--;
                if (depth < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the key begins its line: nothing but signs and words of configurations stands before it. */
    boolean alone() {
        int at = start;
        while (at > 0 && "\"'`-+*#;/> \t".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at == 0
                || at <= LONGEST_WORD_BEFORE
                        && text.substring(0, at).strip().matches("export|set|setx|ENV|ARG|\\$env:");
    }

    boolean option() {
        int at = start;
        while (at > 0 && text.charAt(at - 1) == '-') {
            at--;
        }
        return at < start && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }
}
