package ergodiag.redact.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pair of which the key is itself a value: {@code name="DbPassword" value="x"}, in either order, in XML, JSON, YAML or what Go prints; and
 * {@code <entry key="password">x</entry>}, {@code <key>password</key><string>x</string>}.
 */
final class Named implements Notation {
    private static final String NAME = "(?i:\\b(?:name|key|field|property|param|parameter|id|variable|header|option))";
    private static final String SIGN = "[\"']?\\s{0,5}[=:]\\s{0,5}[\\[\"']{0,2}";
    private static final Pattern KEY = Pattern.compile(
            "(?:" + NAME + SIGN + "|\\b(?:variable|secret|output)\\s{1,5}\")([\\w.-]{2,80})(?![\\w.-])");
    private static final Pattern VALUE =
            Pattern.compile("(?i:\\b(?:values?|val|content|default))[\"']?\\s{0,5}[=:]\\s{0,5}\\[?");
    private static final Pattern ELEMENT = Pattern.compile("[\"'][^<>]{0,200}>(?=[^<\\s])");
    /** The beginning of a block of HCL behind its name. */
    private static final Pattern BLOCK = Pattern.compile("\"\\s{0,5}\\{");

    private static final Pattern PLIST = Pattern.compile("<key>([\\w. -]{2,80})</key>\\s{0,20}<(?:string|data)>");
    private static final int NEAR = 200;

    private final SecretKeys keys;

    Named(SecretKeys keys) {
        this.keys = keys;
    }

    @Override
    public void find(String text, LineWords words, Found found) {
        if (words.strength() == Strength.NONE) {
            return;
        }
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            Strength strength = keys.strength(key.group(1));
            if (strength != Strength.NONE) {
                named(text, key.start(), key.end(1), strength, found);
            }
        }
        if (text.contains("</key>")) {
            Matcher plist = PLIST.matcher(text);
            while (plist.find()) {
                if (keys.secretName(plist.group(1))) {
                    element(text, plist.end(), Strength.SURE, found);
                }
            }
        }
    }

    private void named(String text, int start, int end, Strength strength, Found found) {
        Matcher element = ELEMENT.matcher(text).region(end, text.length());
        if (element.lookingAt()) {
            element(text, element.end(), strength, found);
            return;
        }
        boolean block = BLOCK.matcher(text).region(end, text.length()).lookingAt();
        int from = block ? text.indexOf('{', end) + 1 : end;
        int stop = Math.min(text.length(), boundary(text, from, 1));
        Matcher value = VALUE.matcher(text).region(end, stop);
        if (value.find()) {
            take(text, value.end(), strength, found);
            return;
        }
        Matcher before = VALUE.matcher(text).region(Math.max(0, boundary(text, start, -1)), start);
        if (before.find()) {
            take(text, before.end(), strength, found);
        }
    }

    /** The end of the object, element or map around a place, in one direction. */
    private static int boundary(String text, int from, int step) {
        int at = from;
        while (at >= 0 && at < text.length() && Math.abs(at - from) < NEAR) {
            char c = text.charAt(at);
            if (c == '{' || c == '}' || c == '<' || c == '>') {
                return at;
            }
            at += step;
        }
        return at;
    }

    private static void take(String text, int from, Strength strength, Found found) {
        Extent extent = Extent.at(text, Blanks.after(text, from), ':', Around.WORD);
        if (extent.isEmpty()) {
            return;
        }
        String value = extent.of(text);
        if (goes(value, strength) && !Values.state(value)) {
            found.add(extent.start(), extent.end(), SecretKind.PAIR);
        }
    }

    private static boolean goes(String value, Strength strength) {
        return switch (strength) {
            case SURE, LIKELY -> !Values.placeholder(value);
            case MAYBE -> Values.digest(value);
            case FAINT -> Values.random(value);
            case NONE -> false;
        };
    }

    private static void element(String text, int from, Strength strength, Found found) {
        int end = text.indexOf('<', from);
        int stop = end < 0 ? text.length() : end;
        if (goes(text.substring(from, stop), strength)) {
            found.add(from, stop, SecretKind.PAIR);
        }
    }
}
