package ergodiag.redact.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in a text that goes on: what one line opens (a key in PEM, a block of YAML, a quote, a name whose value stands in the next
 * line) is known in the lines after it. One for each text; not safe for use by several threads.
 */
public final class SecretLines {
    private static final Pattern VALUE = Pattern.compile(
            "(?i)^\\s{0,200}(?:-\\s{1,20})?[\"']?(?:values?|val|content)[\"']?\\s{0,20}[:=]\\s{0,20}(?=\\S)");

    /** What var_dump of PHP says before a text. */
    private static final Pattern TYPE = Pattern.compile("string\\(\\d{1,9}\\)\\s{1,9}");

    /** What a server of SMTP says before the client sends its password: {@code Password:} in Base64. */
    private static final String ASKS_FOR_PASSWORD = "334 UGFzc3dvcmQ6";

    /** After so many lines a quote or a name is taken for a slip. */
    private static final int PATIENCE = 60;

    private static final int NEAR = 4;

    /** Escaped more often, nothing is read by anybody. */
    private static final int DEEPEST = 6;

    private final LineSearch search;
    private final Armor armor = new Armor();

    private int blockIndent = -1;
    private String quote = "";
    private int patience;
    private boolean valueNext;
    private boolean answerNext;
    private int nameNear;

    /** How far the value has to be indented that goes on from the line before; nothing does when negative. */
    private int goesOn = -1;

    SecretLines(LineSearch search) {
        this.search = search;
    }

    /** Adds what the next piece of the text holds: whole lines, the last one with or without its end. */
    public Found next(String piece) {
        Found found = new Found();
        find(piece, found, 0);
        return found;
    }

    private void find(String text, Found found, int depth) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            line(text, start, stop > start && text.charAt(stop - 1) == '\r' ? stop - 1 : stop, found, depth);
            start = stop + 1;
        }
    }

    private void line(String text, int start, int end, Found found, int depth) {
        if (armor.find(text, start, end, found)) {
            return;
        }
        String line = start == 0 && end == text.length() ? text : text.substring(start, end);
        if (inBlock(line, start, found) || continued(line, start, found) || inQuote(line, start, found)) {
            return;
        }
        if (!valueNext && !answerNext && nameNear == 0 && search.isHarmless(line)) {
            return;
        }
        Found here = new Found();
        waitedFor(line, here);
        LineWords words = search.words(line);
        search.find(line, words, here);
        escaped(line, here, depth);
        answerNext = line.contains(ASKS_FOR_PASSWORD);
        found.add(here, start);
        if (here.isEmpty() && !answerNext && !words.strength().atLeast(Strength.LIKELY)) {
            search.keepHarmless(line);
        }
        if (words.strength().atLeast(Strength.LIKELY)) {
            opens(line, !here.isEmpty());
        }
    }

    /** Adds what the line holds when its escapes are undone, again and again. */
    private void escaped(String line, Found found, int depth) {
        if (depth >= DEEPEST || !Unescaped.hasEscapes(line)) {
            return;
        }
        Unescaped read = Unescaped.of(line);
        if (read.changed()) {
            Found inside = new Found();
            new SecretLines(search).find(read.text(), inside, depth + 1);
            inside.addTo(found, read::from, read::to);
        }
    }

    private boolean inBlock(String line, int start, Found found) {
        if (blockIndent < 0) {
            return false;
        }
        if (line.isBlank()) {
            return true;
        }
        if (Blanks.after(line, 0) <= blockIndent) {
            blockIndent = -1;
            return false;
        }
        found.add(start + Blanks.after(line, 0), start + line.stripTrailing().length(), SecretKind.PAIR);
        return true;
    }

    /** A plain value of YAML over several lines. */
    private boolean continued(String line, int start, Found found) {
        int indent = Blanks.after(line, 0);
        boolean more = goesOn >= 0
                && indent < line.length()
                && indent > goesOn
                && !line.isBlank()
                && line.indexOf('\t') < 0
                && line.charAt(indent) != '-'
                && line.charAt(indent) != '#'
                && !line.contains(": ")
                && !line.stripTrailing().endsWith(":");
        if (more) {
            found.add(start + indent, start + line.stripTrailing().length(), SecretKind.PAIR);
        } else {
            goesOn = -1;
        }
        return more;
    }

    /**
     * What stands in a quote that an earlier line opened. The line that closes it is looked at like any other: more may follow there, and where
     * the quote was a slip, what closes it opens a value.
     *
     * @return whether the quote takes the whole line
     */
    private boolean inQuote(String line, int start, Found found) {
        if (quote.isEmpty()) {
            return false;
        }
        int close = line.indexOf(quote);
        int end = close < 0 ? line.length() : close;
        found.add(start + Blanks.after(line.substring(0, end), 0), start + end, SecretKind.PAIR);
        patience--;
        if (close >= 0 || patience <= 0) {
            quote = "";
        }
        return close < 0;
    }

    /** The value of a key in the line before, or of a name a few lines before. */
    private void waitedFor(String line, Found found) {
        if (line.isBlank()) {
            return;
        }
        if (nameNear > 0) {
            nameNear--;
            Matcher value = VALUE.matcher(line);
            if (value.find()) {
                nameNear = 0;
                if (LineOpening.opensBlock(line, value.end())) {
                    blockIndent = Blanks.after(line, 0);
                } else {
                    take(line, value.end(), found);
                }
            }
        }
        if (answerNext) {
            answerNext = false;
            int last = line.stripTrailing().lastIndexOf(' ') + 1;
            found.add(last, line.stripTrailing().length(), SecretKind.PAIR);
        }
        if (valueNext) {
            valueNext = false;
            int at = Blanks.after(line, 0);
            if (line.startsWith("- ", at)) {
                at += 2;
            }
            Matcher type = TYPE.matcher(line).region(at, line.length());
            if (type.lookingAt()) {
                at = type.end();
            }
            String rest = line.substring(at).strip();
            boolean single = !rest.contains(" ") || rest.startsWith("\"") || rest.startsWith("'");
            if (single
                    && !rest.endsWith(":")
                    && !rest.endsWith("{")
                    && !rest.endsWith("[")
                    && !Key.before(line, at, ':')
                    && !Key.before(line, at, '=')
                    && !rest.startsWith("<")
                    && !rest.startsWith("-")) {
                take(line, at, found);
            }
        }
    }

    private static void take(String line, int at, Found found) {
        Extent extent = Extent.at(line, at, ':', Around.WORD);
        if (!extent.isEmpty() && Values.hides(extent.of(line))) {
            found.add(extent.start(), extent.end(), SecretKind.PAIR);
        }
    }

    private void opens(String line, boolean taken) {
        LineOpening opening = LineOpening.of(line, search.keys());
        switch (opening.kind()) {
            case BLOCK -> blockIndent = opening.indent();
            case PLAIN -> goesOn = taken ? opening.indent() : -1;
            case NAME -> nameNear = NEAR;
            case QUOTE -> {
                quote = opening.quote();
                patience = PATIENCE;
            }
            case VALUE_NEXT -> valueNext = true;
            case NOTHING -> {
                // the line stands for itself
            }
        }
    }
}
