package ergodiag.redact.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line that names a secret says about the lines after it.
 *
 * @param indent how far the line is indented, where the next ones go on by their indentation
 * @param quote the quote that is open, where one is
 */
record LineOpening(Kind kind, int indent, String quote) {
    /** How the next lines go on. */
    enum Kind {
        NOTHING,
        /** A block of YAML: all that is indented further. */
        BLOCK,
        /** A plain value of YAML: what is indented further, and no key. */
        PLAIN,
        /** {@code name: DB_PASSWORD}: a value in one of the next lines belongs to it. */
        NAME,
        /** A quote is open. */
        QUOTE,
        /** The value stands in the next line. */
        VALUE_NEXT
    }

    private static final int LONGEST_LINE = 2_000;

    /** What stands behind a key of YAML whose value begins in the next line. */
    private static final String BLOCK_SIGN = "(?:[!&][\\w!]{1,40}\\s{1,9})?[|>][+-]?\\d?[+-]?\\s{0,20}(?:#.*)?$";

    private static final Pattern BLOCK_BEGINS = Pattern.compile(BLOCK_SIGN);

    private static final Pattern BLOCK = Pattern.compile(
            "^(\\s{0,200})(?:-\\s{1,20})?[\"']?([\\w./-]{1,200})[\"']?\\s{0,20}:\\s{0,20}" + BLOCK_SIGN);

    private static final Pattern PLAIN = Pattern.compile(
            "^(\\s{0,200})(?:-\\s{1,20})?[\"']?([\\w./-]{1,200})[\"']?\\s{0,20}:\\s{1,20}[^\\s\"'|>{\\[#&].*");

    private static final Pattern KEY_AT_END = Pattern.compile(
            "(?:^|[\\s,{(\\[<>])[\"'`]?(-{0,2})((?:[\\w-]{1,40}:)?[A-Za-z][\\w.-]{0,100})[\"'`]?\\]?\\s{0,20}([:=,>]{0,2})\\s{0,20}\\\\?\\s{0,20}$");

    private static final Pattern NAME = Pattern.compile(
            "(?i)^\\s{0,200}(?:-\\s{1,20})?[\"']?(?:name|key|variable|id)[\"']?\\s{0,20}[:=]\\s{0,20}[\"']?([\\w.-]{2,100})[\"']?,?\\s{0,20}$");

    private static final Pattern OPEN_QUOTE =
            Pattern.compile("([\\w.-]{1,100})[\"']?\\s{0,20}[:=]\\s{0,20}(\"\"\"|'''|[\"'`])([^\"'`]*+)$");

    private static final Pattern CLOSERS = Pattern.compile("[)\\]};,]++");

    private static final LineOpening NOTHING = new LineOpening(Kind.NOTHING, 0, "");

    static LineOpening of(String line, SecretKeys keys) {
        String bare = line.length() > LONGEST_LINE ? "" : line.stripTrailing();
        if (bare.isEmpty()) {
            return NOTHING;
        }
        Matcher block = BLOCK.matcher(bare);
        if (block.matches() && keys.secretName(block.group(2))) {
            return new LineOpening(Kind.BLOCK, block.group(1).length(), "");
        }
        Matcher plain = PLAIN.matcher(bare);
        if (plain.matches() && keys.strength(plain.group(2)) == Strength.SURE) {
            return new LineOpening(Kind.PLAIN, plain.group(1).length(), "");
        }
        Matcher name = NAME.matcher(bare);
        if (name.find() && keys.secretName(name.group(1))) {
            return new LineOpening(Kind.NAME, 0, "");
        }
        Matcher open = OPEN_QUOTE.matcher(bare);
        if (open.find() && keys.secretName(open.group(1)) && opensValue(open.group(2), open.group(3))) {
            return new LineOpening(Kind.QUOTE, 0, open.group(2));
        }
        Matcher last = KEY_AT_END.matcher(bare);
        return last.find() && valueNext(last, keys) ? new LineOpening(Kind.VALUE_NEXT, 0, "") : NOTHING;
    }

    /** Whether a block of YAML is all that stands from here on. */
    static boolean opensBlock(String line, int from) {
        return BLOCK_BEGINS.matcher(line).region(from, line.length()).lookingAt();
    }

    /** A single quote before words may be an apostrophe; before nothing but brackets it closes a text that asks for the secret. */
    private static boolean opensValue(String quote, String begun) {
        return quote.length() == 3
                || !begun.contains(" ") && !CLOSERS.matcher(begun).matches();
    }

    private static boolean valueNext(Matcher last, SecretKeys keys) {
        boolean option = !last.group(1).isEmpty();
        boolean ends = !last.group(3).isEmpty() && (!last.group(3).equals(",") || option);
        String key = last.group(2).substring(last.group(2).indexOf(':') + 1);
        return (ends || option) && keys.secretName(key);
    }
}
