package ergodiag.redact.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Statements of SQL that hold a password: of accounts, in rows, and in functions that encrypt. */
final class Sql implements Notation {
    private static final String TEXT = "[NEUneux]?(?:'(?<s>(?:[^'\\\\]|''|\\\\.){1,4000}+)'|\"(?<t>[^\"]{1,4000}+)\")";

    private static final List<Pattern> RULES = List.of(
            Pattern.compile(
                    "(?i)\\bidentified\\s{1,9}(?:with\\s{1,9}\\S{1,60}\\s{1,9})?(?:by|as|using)\\s{1,9}(?:password\\s{1,9}|values\\s{1,9}|random\\s{1,9})?"
                            + TEXT),
            Pattern.compile("(?i)(?<![\"'\\w`])password(?:\\s{1,9}|\\s{0,9}[(=]\\s{0,9})" + TEXT),
            Pattern.compile(
                    "(?i)\\b(?:\\w{1,20}_)?(?:encrypt|decrypt|crypt|hmac)(?:_?\\w{1,20})?\\s{0,3}\\([^()']{0,200},\\s{0,5}"
                            + TEXT),
            Pattern.compile(
                    "(?i)\\b(?:\\w{1,20}_)?(?:encrypt|decrypt|crypt|hmac)(?:_?\\w{1,20})?\\s{0,3}\\([^()]{0,200}'\\s{0,5},\\s{0,5}"
                            + TEXT),
            Pattern.compile("(?i)\\bcreate\\s{1,9}login\\b[^;]{0,200}?password\\s{0,5}=\\s{0,5}" + TEXT));

    /** Without quotes, as Oracle has it. */
    private static final Rule BARE = Rule.of(
            SecretKind.PAIR,
            "(?i)\\bidentified\\s{1,9}by\\s{1,9}(?!values|'|\")(?<s>[^\\s;'\"]{1,200}+)",
            Values::hides);

    private static final Pattern ROWS = Pattern.compile(
            "(?i)\\binto\\s{1,9}[\\w.\"`\\[\\]]{1,120}\\s{0,9}\\(([^()]{1,2000})\\)\\s{0,9}values\\s{0,9}");

    private final SecretKeys keys;

    Sql(SecretKeys keys) {
        this.keys = keys;
    }

    @Override
    public void find(String text, LineWords words, Found found) {
        if (words.strength() == Strength.NONE
                && !text.contains("dentified")
                && !text.contains("DENTIFIED")
                && !text.contains("rypt(")) {
            return;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean account =
                Stream.of("create", "alter", "grant", "set", "user", "role").anyMatch(lower::contains);
        boolean function = lower.contains("crypt") || lower.contains("hmac");
        if (function || account && (lower.contains("password") || lower.contains("identified"))) {
            for (Pattern rule : RULES) {
                Matcher matcher = rule.matcher(text);
                while (matcher.find()) {
                    String group = matcher.group("s") != null ? "s" : "t";
                    if (Values.hides(matcher.group(group))) {
                        found.add(matcher.start(group), matcher.end(group), SecretKind.PAIR);
                    }
                }
            }
            BARE.find(text, found);
        }
        if (lower.contains("insert") || lower.contains("replace")) {
            Matcher rows = ROWS.matcher(text);
            while (rows.find()) {
                rows(text, rows.group(1).split(","), rows.end(), found);
            }
        }
    }

    /** The values of the columns that name a secret, in every row. */
    private void rows(String text, String[] columns, int from, Found found) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '(') {
            List<int[]> values = new ArrayList<>();
            at = row(text, at + 1, values);
            for (int i = 0; i < Math.min(columns.length, values.size()); i++) {
                int[] value = values.get(i);
                if (keys.secretName(columns[i].strip()) && !Values.placeholder(text.substring(value[0], value[1]))) {
                    found.add(value[0], value[1], SecretKind.PAIR);
                }
            }
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) {
                at++;
            }
        }
    }

    private static int row(String text, int from, List<int[]> values) {
        int start = from;
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                int end = i + 1;
                while (end < text.length() && (text.charAt(end) != '\'' || text.startsWith("''", end))) {
                    end += text.startsWith("''", end) ? 2 : 1;
                }
                i = Math.min(end, text.length() - 1);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                values.add(bare(text, start, i));
                return i + 1;
            } else if (c == ',' && depth == 0) {
                values.add(bare(text, start, i));
                start = i + 1;
            }
        }
        return text.length();
    }

    private static int[] bare(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && (Blanks.is(text.charAt(from)) || text.charAt(from) == '\'')) {
            from++;
        }
        while (to > from && (Blanks.is(text.charAt(to - 1)) || text.charAt(to - 1) == '\'')) {
            to--;
        }
        return new int[] {from, to};
    }
}
