package ergodiag.redact.text;

import ergodiag.redact.text.Extent.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What follows the name of a secret in a sentence or in a directive, with no sign between them. */
final class Sentence {
    private static final Set<String> LINKS = Set.of(
            "is", "was", "are", "be", "been", "to", "of", "as", "equals", "with", "value", "has", "set", "changed",
            "the", "now", "new");
    private static final Set<String> SAYING = Set.of("is", "to", "as", "equals", "value");
    private static final int SHORTEST = 4;
    private static final int SHORTEST_TOKEN = 8;
    private static final int LONGEST_PHRASE = 100;
    private static final int MOST_LINKS = 4;

    private final String text;
    private final Strength strength;
    private final boolean directive;
    private final boolean code;
    private final boolean kept;

    /**
     * @param directive whether the name begins its line
     * @param code whether a short number may be the secret
     * @param kept whether secrets of this kind are kept under names, so that a name is none
     */
    Sentence(String text, Strength strength, boolean directive, boolean code, boolean kept) {
        this.text = text;
        this.strength = strength;
        this.directive = directive;
        this.code = code;
        this.kept = kept;
    }

    /** @return where the text goes on; {@code end} when nothing was taken */
    int after(int from, Found found, int end) {
        int at = from;
        boolean said = false;
        for (int links = 0; links < MOST_LINKS; links++) {
            int stop = Blanks.wordEnd(text, at);
            String word = text.substring(at, stop).toLowerCase(Locale.ROOT);
            if (word.equals("for") || word.equals("of")) {
                int behind = pastWord(past(stop, "user"));
                int link = Blanks.wordEnd(text, behind);
                String is = text.substring(behind, link).toLowerCase(Locale.ROOT);
                if (!SAYING.contains(is) && !is.equals(":") && !is.equals("=")) {
                    return atEnd(from, found, end);
                }
                at = Blanks.after(text, link);
                said = true;
                continue;
            }
            if (!LINKS.contains(word)) {
                break;
            }
            said = SAYING.contains(word) || said && word.equals("the");
            at = Blanks.after(text, stop);
        }
        if (at >= text.length() || "=:".indexOf(text.charAt(at)) >= 0 && at == from) {
            return end;
        }
        if (text.charAt(at) == '=' || text.charAt(at) == ':') {
            at = Blanks.after(text, at + 1);
        }
        Extent extent = Extent.at(text, at, '=', Around.WORD);
        if (extent.isEmpty()) {
            return atEnd(from, found, end);
        }
        if (!goes(extent, said, at == from)) {
            return atEnd(from, found, end);
        }
        found.add(extent.start(), extent.end(), SecretKind.PAIR);
        return extent.next();
    }

    /** {@code new password for bob: x}: the last word of the line, behind a colon. */
    private int atEnd(int from, Found found, int end) {
        int last = Blanks.before(text);
        int begin = last;
        while (begin > from && !Blanks.is(text.charAt(begin - 1)) && last - begin < LONGEST_PHRASE) {
            begin--;
        }
        boolean follows = strength == Strength.SURE
                && begin - from > 1
                && begin - from < LONGEST_PHRASE
                && text.charAt(begin - 2) == ':';
        if (!follows || !Values.telling(text.substring(begin, last))) {
            return end;
        }
        found.add(begin, last, SecretKind.PAIR);
        return last;
    }

    private boolean goes(Extent extent, boolean said, boolean next) {
        String value = extent.of(text);
        if (extent.form() == Form.GROUP || value.indexOf('=') > 0 && Key.before(value, 0, '=')) {
            return false;
        }
        if (code && value.matches(said ? "\\d{4,8}" : "\\d{6,8}")) {
            return true;
        }
        if (Values.placeholder(value.strip()) || Values.state(value) || "<(-:`".indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        if (Values.telling(value)) {
            return strength == Strength.SURE || value.length() >= SHORTEST_TOKEN;
        }
        if (strength != Strength.SURE) {
            return false;
        }
        boolean quoted = extent.form() == Form.QUOTED && !sentence(value) && !(kept && Values.plain(value));
        boolean last = Blanks.after(text, extent.next()) >= text.length() || text.startsWith(";", extent.next());
        return quoted && value.length() >= SHORTEST
                || next && directive && last && value.length() >= SHORTEST && !Values.prose(value)
                || said && !Values.number(value) && !ending(value) && value.length() >= SHORTEST && last;
    }

    private static boolean sentence(String value) {
        return value.length() > LONGEST_PHRASE
                || Arrays.stream(value.split(" ")).anyMatch(word -> Values.prose(word) || Values.state(word));
    }

    /** The password is required, missing, too short. */
    private static boolean ending(String word) {
        return word.endsWith("ed") || word.endsWith("ing") || word.endsWith("able") || word.endsWith("ly");
    }

    private int past(int at, String word) {
        int from = Blanks.after(text, at);
        int stop = Blanks.wordEnd(text, from);
        return text.substring(from, stop).equalsIgnoreCase(word) ? Blanks.after(text, stop) : from;
    }

    private int pastWord(int at) {
        return Blanks.after(text, Blanks.wordEnd(text, Blanks.after(text, at)));
    }
}
