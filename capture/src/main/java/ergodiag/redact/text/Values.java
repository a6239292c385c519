package ergodiag.redact.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the characters of a value alone say: whether it hides nothing, is a word or a number as anybody writes them, or looks random. */
final class Values {
    /**
     * Code that says where a secret comes from: calls that go on, elements of maps, types, files, variables of shells, a string that is put
     * together, what is printed to ask for it.
     */
    private static final String CODE =
            "!?(?=\\w*(?:[._]|::|->|[a-z][A-Z]))[A-Za-z_](?:\\w|\\.|::|->)*+\\([\\w\"'.,(:\\[]*|![A-Za-z_]+(?:\\.\\w+)+\\(.*\\)"
                    + "|[a-z_]+(?:\\.[a-z_]+)*(?:\\[[\\w\"':.-]+])+"
                    + "|(?:typing\\.)?(?:Union|Optional|List|Dict|Tuple|Sequence|Iterable|Callable|Type|Mapping|Set)\\[.*"
                    + "|[\\w./~-]+\\.(?:pem|key|crt|cer|p12|pfx|jks|json|ya?ml|txt|conf|ini|toml|properties|py|go|java|pypirc|netrc)"
                    + "|\\$[A-Z_]+/.*|~/.*|\\$\\w+(?:->)?[\\[{].*|\\$(?:[a-z]+_)*(?:token|password|passwd|pass|pwd|secret|key|value)"
                    + "|[+,.&|] [^\"']*|https?://[\\w.-]+(?::\\d+)?(?:/[a-z0-9.#-]{0,20})*|@(?:code|link) .*|[a-z_]+\\[[\"'][\\w.-]+|[\"']?%s[\"'),;]*|#[0-9a-fA-F]{6}|(?i:[a-z ]{0,40}pass(?:word|phrase)[a-z ]{0,40}:)";

    /** In place of a secret, or where there is none. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            CODE
                    + "|[A-Za-z_]\\w*(?:(?:\\.|::|->)\\w+)*\\(.*\\)|(?:this|self|cfg|conf|config|args|opts|options|os|process|req|request|env)(?:\\.\\w+)+|PKCS#\\d+|[$#@]?\\{.*}|<%.*%>|%\\w+%|__\\w+__|@[A-Za-z_.]+@|\\$env:\\w+|\\$\\d|:[a-z_]{2,40}|\\$\\(.*\\)|\\$[A-Z][A-Z0-9_]*|\\{\\{.*}}|%[-+#]?[a-zA-Z]|%\\(\\w+\\)s"
                    + "|<[^<>]*>|\\[?(?i:redacted|masked|hidden|filtered|removed|sensitive|omitted|secret)]?|\\((?i:redacted|masked|hidden|filtered|sensitive(?: value)?)\\)"
                    + "|[*xX.•?-]+|[{}\\[\\]()<>'\", ]*|0x[0-9a-f]+|(?i:vault|ssm|op|awssm|gcpsm|azurekv|keyvault|secretref|file|env|k8s|kms|sops|arn|ref)(?::|/|\\+).{3,}|(?:projects|secrets?|kv)/[\\w./#:-]+|[A-Z0-9]{1,40}/\\d{8}/[\\w-]+/\\w+/aws4_request|\\*+.*\\*+");

    /** What a program says about a secret, and does not say it. */
    private static final Set<String> STATES = KeyWords.words(
            "true false yes no on off ok null nil none undefined unset set empty missing required optional"
                    + " invalid incorrect wrong expired option options argument arguments parameter parameters setting settings field fields flags rejected accepted denied failed valid verified changed updated"
                    + " reset created deleted removed hidden redacted masked disabled enabled unknown unsupported"
                    + " provided given present absent found not is was were are be been must should may can could will would"
                    + " has have had does do did for from in into at of to by the a an and or with without this that it its if"
                    + " when while after before because too cannot needs never authentication auth authenticated"
                    + " authorization granted refused mismatch default prompt flag option value string text int bool"
                    + " boolean file stringarray bytes object array token password basic bearer digest negotiate ntlm"
                    + " forbidden unauthorized ignored skipped loaded stored saved generated rotated revoked refresh"
                    + " refreshed decoded error errors attempt attempts n/a na new str unicode they these those each both any some all"
                    + " we you our your their which what");

    /** LineWords that stand in sentences, and seldom in a pass phrase. */
    private static final Set<String> PROSE = KeyWords.words(
            "is was were are be been not for from in at of to by the an and or with without has have had does did"
                    + " can could will would must should may after before while when because until unless using than then"
                    + " rejected accepted invalid incorrect expired required missing failed refused retry retrying attempt"
                    + " attempts reason error host user port code status");

    /** A word, several in the way of camels, a number, or words with a number at the end. */
    private static final String PIECE = "(?:(?:[A-Z]{1,10}+[a-z]{0,20}+|[a-z]{1,20}+){1,8}+\\d{0,4}+|\\d{1,10}+)";

    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{Ll}']*|\\p{Lu}+");
    private static final Pattern NUMBER = Pattern.compile("[-+~]?\\d[\\d.,:_]*(?:[a-zA-Zµ%]{1,4}(?:/[a-z]{1,3})?)?");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:[T ].*)?");
    private static final Pattern PID = Pattern.compile("(?:\\w{1,6}#)?<[0-9A-Fa-f.]+>?");

    /** LineWords and numbers, put together as names are. */
    private static final Pattern NAME =
            Pattern.compile("[(*&/]{0,3}+" + PIECE + "(?:[._:/@()*-]{1,3}+" + PIECE + ")*+[)/]?");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern HEX = Pattern.compile("(?:0x)?[0-9a-fA-F]+");

    /** A shorter text is no key of anybody. */
    private static final int SHORTEST_RANDOM = 16;

    /** Of what is put together with dashes and slashes, one piece at least is random by itself. */
    private static final Pattern PIECES = Pattern.compile("[^A-Za-z0-9]+");

    private static final int SHORTEST_PIECE = 10;

    /** Names of functions of C++, as compilers write them. */
    private static final String MANGLED = "_Z";

    /** In so long a text the kinds change about as often as is to be expected. */
    private static final int LONG = 32;

    private static final int LONGEST_NAME = 200;

    private Values() {}

    /** Whether the value hides nothing: a mark, a place to fill in, dots and stars. */
    static boolean placeholder(String value) {
        return value.isEmpty()
                || value.startsWith(Found.MARK_BEGINS)
                || value.chars().noneMatch(Character::isLetterOrDigit) && value.length() < 4
                || value.length() <= LONGEST_NAME && PLACEHOLDER.matcher(value).matches();
    }

    /** Whether there is anything in the value that could be secret: it is no placeholder, and says nothing about a secret. */
    static boolean hides(String value) {
        return !placeholder(value) && !state(value);
    }

    /** Whether the value is a word by which programs speak about secrets. */
    static boolean state(String value) {
        return STATES.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether a word stands in sentences. */
    static boolean prose(String word) {
        return PROSE.contains(word.toLowerCase(Locale.ROOT));
    }

    static boolean number(String value) {
        return NUMBER.matcher(value).matches();
    }

    /** Whether the value is an ordinary word, a number, a moment, a process, or a name put together from words. */
    static boolean plain(String value) {
        return value.length() <= LONGEST_NAME
                && (WORD.matcher(value).matches()
                        || number(value)
                        || PID.matcher(value).matches()
                        || MOMENT.matcher(value).matches()
                        || UUID.matcher(value).matches()
                        || NAME.matcher(value).matches() && !random(value));
    }

    /** Whether the value has what passwords have and words have not: letters and digits among each other, or signs. */
    static boolean telling(String value) {
        if (value.length() < 6 || plain(value) || placeholder(value)) {
            return false;
        }
        boolean letters = value.chars().anyMatch(Character::isLetter);
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean signs = value.chars().anyMatch(c -> "!#$%^&*+~?{}|".indexOf(c) >= 0);
        return letters && (digits || signs)
                || value.length() >= SHORTEST_RANDOM
                        && letters
                        && Shape.of(value).random();
    }

    /** Whether the value can be a signature or the number of a session: many hexadecimal digits, or random. */
    static boolean digest(String value) {
        return value.length() >= SHORTEST_RANDOM
                && (random(value)
                        || HEX.matcher(value).matches()
                        || UUID.matcher(value).matches()
                        || mixed(value));
    }

    private static boolean mixed(String value) {
        return !plain(value)
                && value.indexOf(' ') < 0
                && value.chars().filter(Character::isDigit).count() >= 3
                && value.chars().filter(Character::isLetter).count() >= 3;
    }

    /** Whether the value looks as if its letters and digits had been drawn: they change between kinds much more often than in words. */
    static boolean random(String value) {
        return value.length() >= SHORTEST_RANDOM
                && !value.startsWith(MANGLED)
                && Shape.of(value).random()
                && PIECES.splitAsStream(value)
                        .anyMatch(piece -> piece.length() >= SHORTEST_PIECE
                                && Shape.of(piece).changing());
    }

    /** How a value is mixed. */
    private record Shape(
            int lower,
            int upper,
            int digits,
            int others,
            int changes,
            int digitGroups,
            int lowerRuns,
            int acronyms,
            int vowels) {
        static Shape of(String value) {
            int[] counts = new int[4];
            int changes = 0;
            int groups = 0;
            int lowerRuns = 0;
            int acronyms = 0;
            int vowels = 0;
            int before = -1;
            for (int i = 0; i < value.length(); i++) {
                int kind = kind(value.charAt(i));
                counts[kind]++;
                vowels += "aeiouyAEIOUY".indexOf(value.charAt(i)) >= 0 ? 1 : 0;
                if (kind != before) {
                    changes += before < 0 ? 0 : 1;
                    groups += kind == 2 ? 1 : 0;
                    lowerRuns += kind == 0 ? 1 : 0;
                } else if (kind == 1 && (i < 2 || kind(value.charAt(i - 2)) != 1)) {
                    acronyms++;
                }
                before = kind;
            }
            return new Shape(counts[0], counts[1], counts[2], counts[3], changes, groups, lowerRuns, acronyms, vowels);
        }

        private static int kind(char c) {
            if (c >= 'a' && c <= 'z') {
                return 0;
            }
            if (c >= 'A' && c <= 'Z') {
                return 1;
            }
            return c >= '0' && c <= '9' ? 2 : 3;
        }

        /** Whether neighbours differ in kind more often than in words. */
        boolean changing() {
            int length = lower + upper + digits + others;
            return (length >= SHORTEST_RANDOM || digitGroups >= 2) && changes * 100 >= 28 * (length - 1);
        }

        /**
         * Words in the way of camels: small letters stand together, capitals alone but for an abbreviation. Of 24 drawn letters not two
         * capitals side by side has one in eighty, and of these few have small letters in such runs. Of the letters of words more than a
         * third are vowels, of drawn ones less than a quarter; so words as short as "a" may stand among them.
         */
        private boolean camel() {
            return vowels * 4 >= lower + upper
                            && digitGroups <= 2
                            && (lower * 10 >= 22 * lowerRuns && acronyms == 0
                                    || lower >= 3 * lowerRuns && acronyms <= 2)
                    || lower * 10 >= 18 * lowerRuns
                            && acronyms * 16 <= lower + upper
                            && digitGroups <= 1
                            && vowels * 3 >= lower + upper;
        }

        /** Drawn from 62 letters and digits, neighbours differ in kind in 62 of 100 cases; in names of words in fewer than 35, and there digits stand together. */
        boolean random() {
            int length = lower + upper + digits + others;
            return lower >= 3
                    && upper >= 3
                    && !camel()
                    && (digits >= 1 || length >= 24)
                    && (lower + upper) * 2 >= length
                    && (digitGroups >= 2 || length >= 24)
                    && others * 5 <= length
                    && changes * 100 >= (digitGroups > 2 ? 28 : length >= LONG && digits >= 1 ? 32 : 40) * (length - 1);
        }
    }
}
