package ergodiag.redact.text;

import ergodiag.redact.text.Extent.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/** A key that names a secret, and its value: the sign between them, or the place of the two, says how the value is written. */
final class Pair {
    private static final int LONGEST_PAIR = 200;
    private static final int FAR_LOOK = 200;
    private static final int SHORTEST_IN_LIST = 6;

    /** An option of a command line, which has a value of its own. */
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*+[=\\s]");

    /** Several words in the cell of a table. */
    private static final Pattern CELL_OF_PROSE = Pattern.compile("\\p{L}{1,30} \\p{L}{1,30} [^|]{0,300}+(?:\\||$)");

    private static final String CDATA = "<![CDATA[";

    private final KeyPlace place;
    private final String text;
    private final int start;
    private final int end;
    private final Strength strength;

    Pair(KeyPlace place, Strength strength) {
        this.place = place;
        this.text = place.text();
        this.start = place.start();
        this.end = place.end();
        this.strength = strength;
    }

    /** Takes the value. @return where the text goes on */
    int value(Found found) {
        if (place.endsLike("authorization")) {
            return end;
        }
        int at = place.closers(end);
        int separator = place.blanks(at);
        char c = place.charAt(separator);
        int element = place.elementContent(separator);
        if (element > 0) {
            return element(element, found);
        }
        if (c == '=' || c == ':' && !text.startsWith("://", separator)) {
            return paired(separator, found);
        }
        if (c == '-' && place.charAt(separator + 1) == '>' || c == '→' || c == '⇒' || c == '|' && separator > at) {
            int from = place.blanks(separator + (c == '-' ? 2 : 1));
            if (c == '|'
                    && CELL_OF_PROSE.matcher(text).region(from, text.length()).lookingAt()) {
                return end;
            }
            return take(Extent.at(text, from, c, Around.WORD), false, found);
        }
        if (c == '?' && strength == Strength.SURE && Blanks.is(place.charAt(separator + 1))) {
            return take(Extent.at(text, place.blanks(separator + 1), ':', Around.WORD), false, found);
        }
        if (c == '(' && separator == end && strength.atLeast(Strength.LIKELY)) {
            return called(separator + 1, found);
        }
        if (c == ',' && (at > end || place.inTuple()) && !place.option()) {
            return listed(separator, found);
        }
        if (place.option()) {
            return optional(at, separator, found);
        }
        return said(separator, found);
    }

    private int paired(int separator, Found found) {
        char c = place.charAt(separator);
        int from = separator + 1;
        while ("=>:~".indexOf(place.charAt(from)) > -1 && from < text.length() && from < separator + 3) {
            from++;
        }
        if (c == ':' && from > separator + 1 && place.charAt(separator + 1) == ':') {
            return end;
        }
        boolean tight = separator == end || place.charAt(separator - 1) != ' ' && c == '=';
        int value = place.blanks(from);
        if (value > from
                && (c == '=' && Key.before(text, value, '=')
                        || c == ':' && Key.before(text, value, ':') && place.inBrackets())) {
            return end;
        }
        if (value > from && OPTION.matcher(text).region(value, text.length()).lookingAt()) {
            return end;
        }
        Around around = around(c, separator, value);
        int quote = quotedPair(c, separator, value);
        if (quote > value) {
            return take(new Extent(value, quote, quote, Form.BARE), tight, found);
        }
        boolean close = c == '=' && value == from && tight;
        int limit = limit(around, value);
        if (around != Around.LINE && limit > value + Extent.LONGEST_TOLD) {
            Extent begun = Extent.at(text, value, c, around, value + Extent.LONGEST_TOLD);
            if (begun.form() == Form.BARE && !goes(begun, close)) {
                return end;
            }
        }
        return take(Extent.at(text, value, c, around, limit), close, found);
    }

    /** What only goes when it looks random shows that soon; the quote that closes a line is not of the value if one opens it before the key. */
    private int limit(Around around, int from) {
        if (!strength.atLeast(Strength.LIKELY)) {
            return Math.min(text.length(), from + FAR_LOOK);
        }
        char open = place.charAt(start - 1);
        if (around != Around.LINE || !Quotes.is(open) || place.charAt(end) == open) {
            return text.length();
        }
        int last = Blanks.before(text) - 1;
        return last > from && text.charAt(last) == Quotes.closing(open) ? last : text.length();
    }

    /** Where the quote ends that begins before the key: {@code "PGPASSWORD=x y"}; not behind the value when there is none. */
    private int quotedPair(char separator, int at, int value) {
        char open = place.charAt(start - 1);
        boolean quote = separator == '=' && at == end && value == at + 1 && (open == '"' || open == '\'');
        int close = quote ? text.indexOf(open, value) : -1;
        boolean alone = close > value && close - value < LONGEST_PAIR && text.charAt(close - 1) != '\\';
        for (int i = value; alone && i < close; i++) {
            alone = text.charAt(i) != ' ' || !Key.before(text, i + 1, '=');
        }
        return alone ? close : -1;
    }

    private Around around(char separator, int at, int value) {
        char before = place.charAt(start - 1);
        if (separator == '=' && (before == '?' || before == '&')) {
            return Around.QUERY;
        }
        if (separator == ':' && value == at + 1 && place.inBrackets()) {
            return Around.STRUCT;
        }
        boolean spaced = value > at + 1 && strength.atLeast(Strength.LIKELY);
        boolean variable = place.key().chars().noneMatch(Character::isLowerCase);
        boolean whole = spaced || separator == '=' && strength == Strength.SURE && !variable;
        return whole && place.alone() ? Around.LINE : Around.WORD;
    }

    /** {@code --password x}, {@code ["--password","x"]}. */
    private int optional(int at, int from, Found found) {
        int value = from;
        if (place.charAt(value) == ',') {
            value = place.blanks(value + 1);
        }
        boolean follows = value > at && place.charAt(value) != '-';
        if (!follows) {
            return end;
        }
        Extent extent = Extent.at(text, value, '=', Around.WORD);
        String said = extent.of(text);
        boolean hint = said.equals(said.toUpperCase(Locale.ROOT))
                && said.chars().allMatch(c -> c == '_' || c >= 'A' && c <= 'Z');
        if (hint || said.startsWith("-") || strength.atLeast(Strength.LIKELY) && Values.state(said)) {
            return end;
        }
        Strength sure = strength == Strength.LIKELY ? Strength.SURE : strength;
        return new Pair(place, sure).take(extent, true, found);
    }

    /** {@code setPassword("x")}. */
    private int called(int from, Found found) {
        Extent extent = Extent.at(text, from, '=', Around.WORD, from);
        boolean telling = extent.form() == Form.QUOTED && Values.telling(extent.of(text));
        return telling ? take(extent, true, found) : end;
    }

    /** {@code ["password", "x"]}, {@code ('password', 'x')}: a list of names of columns looks the same, but for the value. */
    private int listed(int comma, Found found) {
        int value = place.blanks(comma + 1);
        Extent extent = Extent.at(text, value, '=', Around.WORD, value);
        boolean tuple = place.inTuple();
        boolean telling = extent.form() == Form.QUOTED && (tuple || Values.telling(extent.of(text)));
        return telling ? take(extent, true, found) : end;
    }

    /** {@code <password>x</password>}. */
    private int element(int from, Found found) {
        boolean cdata = text.startsWith(CDATA, from);
        int begin = cdata ? from + CDATA.length() : from;
        int close = text.indexOf(cdata ? "]]>" : "<", begin);
        boolean closed = close >= 0 && (cdata || text.startsWith("</", close));
        boolean opensLine = close < 0 && text.stripLeading().startsWith("<");
        int stop = close < 0 ? text.length() : close;
        return closed || opensLine ? take(new Extent(begin, stop, stop, Form.BARE), true, found) : end;
    }

    /** With no sign between: {@code with password x}, {@code the password is x}, {@code login bob password x}. */
    private int said(int from, Found found) {
        if (from == end
                || place.charAt(start - 1) == '<'
                || !Blanks.is(text.charAt(from - 1))
                || !strength.atLeast(Strength.LIKELY)) {
            return end;
        }
        return new Sentence(
                        text,
                        strength,
                        place.alone(),
                        place.endsLike("code", "otp", "pin", "puk"),
                        PairValue.keptUnderNames(place))
                .after(from, found, end);
    }

    /** Adds the value if it is a secret. @param tight whether it stands at its key without a blank, as machines write it */
    int take(Extent extent, boolean tight, Found found) {
        if (extent.isEmpty()) {
            return end;
        }
        if (goes(extent, tight)) {
            Extent inner = extent.unquoted(text);
            found.add(inner.start(), inner.end(), SecretKind.PAIR);
            return more(extent, found);
        }
        return extent.isClosed() && extent.of(text).chars().noneMatch(c -> c == '=' || c == ':' || c == '<')
                ? extent.next()
                : end;
    }

    private boolean goes(Extent extent, boolean tight) {
        return new PairValue(place, strength).goes(extent.of(text), extent, tight);
    }

    /** Further ones in a list: {@code recovery codes: abcd-efgh, ijkl-mnop}. */
    private int more(Extent first, Found found) {
        boolean several = first.form() == Form.BARE && place.charAt(end - 1) == 's';
        int at = first.next();
        while (several && place.charAt(at) == ',' && place.charAt(at + 1) == ' ') {
            Extent next = Extent.at(text, at + 2, ',', Around.WORD);
            several = next.form() == Form.BARE
                    && next.end() - next.start() >= SHORTEST_IN_LIST
                    && !Values.prose(next.of(text))
                    && !Key.before(text, at + 2, '=')
                    && !Key.before(text, at + 2, ':');
            if (several) {
                found.add(next.start(), next.end(), SecretKind.PAIR);
                at = next.next();
            }
        }
        return at;
    }
}
