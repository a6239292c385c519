package ergodiag.redact.text;

import ergodiag.redact.text.Extent.Form;
import java.util.Arrays;
import java.util.Locale;

/** Decides whether what stands beside a key is a secret. */
record PairValue(KeyPlace place, Strength strength) {
    /** So much of a number may be a count. */
    private static final int LONGEST_COUNT = 3;

    private static final int SHORTEST_TOKEN = 4;
    private static final int SHORTEST_NUMBERED = 8;
    private static final int FEWEST_DIGITS = 3;
    private static final int SHORTEST_FAINT = 12;

    /** Whether secrets with such a key are kept under names, so that a name beside it is none. */
    static boolean keptUnderNames(KeyPlace place) {
        return place.endsLike("secret", "secrets", "credential", "credentials", "creds");
    }

    /**
     * Whether it is one.
     *
     * @param tight whether it stands at its key without a blank, as machines write it
     */
    boolean goes(String value, Extent extent, boolean tight) {
        boolean quoted = extent.form() == Form.QUOTED;
        String bare = value.strip();
        if (Values.placeholder(bare)) {
            return false;
        }
        if (extent.form() == Form.BARE && code(bare)) {
            return false;
        }
        boolean cookies = bare.contains("=") && (extent.form() == Form.GROUP || !quoted && !struct(extent));
        if (cookies && place.endsLike("cookie")) {
            return false;
        }
        if (extent.form() == Form.GROUP && !strength.atLeast(Strength.LIKELY) && bare.indexOf(' ') >= 0) {
            return false;
        }
        String first = bare.split("[\\s,;:)]", 2)[0];
        return switch (strength) {
            case SURE ->
                !Values.state(quoted ? bare : first)
                        && !(count(first) && extent.form() == Form.BARE)
                        && (tight || quoted || !reference(bare));
            case LIKELY ->
                bare.length() >= SHORTEST_TOKEN
                        && !(Values.number(first) && first.length() < bare.length())
                        && (tight || quoted
                                ? !Values.state(bare) && !Values.number(bare) && !process(bare)
                                : !(words(bare) && !numbered(bare)) && !Values.state(first));
            case MAYBE -> Values.digest(bare.substring(bare.indexOf('=') + 1)) || shortNumber(bare) || signature(bare);
            case FAINT ->
                Values.random(bare)
                        || quoted
                                && place.endsLike("key", "keys")
                                && bare.length() >= SHORTEST_FAINT
                                && Values.telling(bare);
            case NONE -> false;
        };
    }

    /** {@code this.secrets = secrets}, {@code this.secret = parsed.secret}, {@code old_token=new_token}. */
    private boolean code(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        int dot = lower.lastIndexOf('.');
        int underscore = strength == Strength.LIKELY ? lower.lastIndexOf('_') : -1;
        return place.endsLike(lower)
                || dot > 0 && lower.length() > dot + SHORTEST_TOKEN && place.endsLike(lower.substring(dot + 1))
                || underscore > 0
                        && lower.length() > underscore + SHORTEST_TOKEN
                        && place.endsLike(lower.substring(underscore + 1));
    }

    private boolean struct(Extent extent) {
        return extent.start() == place.end() + 1 && place.charAt(place.end()) == ':' && place.inBrackets();
    }

    /** {@code secret: orders-tls}, the name under which it is kept. */
    private boolean reference(String value) {
        boolean composed = value.chars().anyMatch(c -> c == '-' || c == '/' || c == '.');
        return keptUnderNames(place) && composed && Values.plain(value);
    }

    /** Plain words, one or several, as in a sentence. */
    private static boolean words(String value) {
        return Arrays.stream(value.split("\\s+")).allMatch(word -> Values.plain(word.replaceAll("[.,:;!]+$", "")));
    }

    /** One word with many digits, as nothing is called beside a token. */
    private static boolean numbered(String value) {
        return value.length() >= SHORTEST_NUMBERED
                && value.chars().allMatch(Character::isLetterOrDigit)
                && value.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS
                && value.chars().anyMatch(Character::isLetter);
    }

    private static boolean count(String value) {
        return value.length() <= LONGEST_COUNT && Values.number(value);
    }

    private static boolean process(String value) {
        return value.startsWith("<");
    }

    /** {@code ?sig=x}: whoever has the address is let in. */
    private boolean signature(String value) {
        char before = place.charAt(place.start() - 1);
        return (before == '?' || before == '&') && place.endsLike("sig", "signature") && Values.telling(value);
    }

    /** {@code pin=4711}. */
    private boolean shortNumber(String value) {
        return place.endsLike("pin", "cvv", "cvc") && value.matches("\\d{4,8}");
    }
}
