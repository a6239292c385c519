package ergodiag.redact;

import ergodiag.redact.text.SecretKind;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of JSON on its way into the bundle: by the key, by the place, by the text. */
final class SecretValues implements JsonWords {
    /** In a shorter key nothing is looked for but what is known, and what the user says. */
    private static final int SHORTEST_KEY = 16;

    /** Longer words are of no format. */
    private static final int LONGEST_STRUCTURE = 40;

    private static final Pattern GO_ESCAPE = Pattern.compile("\\\\([\"\\\\])");
    private static final Pattern EVENT = Pattern.compile("Event#<[0-9A-F]{8}:(.+)>");

    /** The checksum of a node, which stands in every pid, and what is told of a process besides. */
    private static final Pattern PID = Pattern.compile("<(([0-9A-F]{8})\\.[0-9]+\\.[0-9]+)>");

    private final Secrets secrets;
    private final SecretText text;

    /** For names: what is known is taken out of them only where it cannot stand there by chance. */
    private final SecretText names;

    private final Carrier carrier;
    private final boolean hasNames;
    private final Harmless harmlessNames = new Harmless();
    private final JsonInText inside;
    private final JsonInText inNames;

    SecretValues(Secrets secrets, SecretText text, SecretText names, Carrier carrier) {
        this.secrets = secrets;
        this.text = text;
        this.names = names;
        this.carrier = carrier;
        this.hasNames = carrier == Carrier.NODE;
        SecretValues application = hasNames ? new SecretValues(secrets, text, names, Carrier.APPLICATION) : this;
        this.inside = new JsonInText(application, secrets, text::clean);
        this.inNames = new JsonInText(application, secrets, names::cleanName);
    }

    /** Whether a key looks like a word of a format, letters and at most two digits behind them: structure, also where it equals a secret. */
    static boolean isStructure(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            boolean digit = c >= '0' && c <= '9' && i >= key.length() - 2;
            boolean behind = i == key.length() - 1 || !digit || Character.isDigit(key.charAt(i + 1));
            if (!letter && !digit || !behind) {
                return false;
            }
        }
        return key.length() <= LONGEST_STRUCTURE;
    }

    @Override
    public String key(JsonPlace place, String key) {
        if (isStructure(key)) {
            return carrier == Carrier.APPLICATION && secrets.knows(key) ? secrets.sweep(key) : text.byPattern(key);
        }
        if (place.isSecret()) {
            return secrets.removeEverywhere(key, SecretKind.KEY);
        }
        return key.length() < SHORTEST_KEY ? names.cleanName(key) : text.clean(key);
    }

    @Override
    public String string(JsonPlace place, String value) throws IOException {
        String clean = cleaned(place, value);
        if (place.namesPair()) {
            place.namesSecret(text.keys().secretName(value));
        }
        place.element(value);
        return clean;
    }

    private String cleaned(JsonPlace place, String value) throws IOException {
        if (place.isEnvironment()) {
            String plain = ofGo(value);
            // the text is looked at first, so that a secret inside is known and found elsewhere too
            text.uncounted().clean(plain);
            return place.key().isEmpty() || !place.isObject() || !text.keys().secret(place.key(), plain)
                    ? secrets.remove(plain, SecretKind.ENVIRONMENT)
                    : secrets.removeEverywhere(plain, SecretKind.ENVIRONMENT);
        }
        if (isSecret(place, value)) {
            return secrets.removeEverywhere(value, SecretKind.KEY);
        }
        if (hasNames && place.isName()) {
            return name(value);
        }
        if (!place.isObject() && !place.before().isEmpty()) {
            String argument = text.cleanArgument(place.before(), value);
            if (!argument.equals(value)) {
                return argument;
            }
        }
        boolean named = place.isNamed() && !JsonText.looksLikeJson(value);
        return named ? text.cleanName(value) : inside.clean(value);
    }

    /** A text as it is, where the lens of an Observer has it as Go writes it, in quotes (ERGO33.md 4): it is the same secret elsewhere. */
    private static String ofGo(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted
                ? GO_ESCAPE.matcher(value.substring(1, value.length() - 1)).replaceAll("$1")
                : value;
    }

    /** A name stays, even if some text takes it for a secret. */
    private String name(String value) throws IOException {
        Matcher event = EVENT.matcher(value);
        if (event.matches()) {
            String clean = name(event.group(1));
            return clean.equals(event.group(1)) ? value : value.substring(0, event.start(1)) + clean + ">";
        }
        int then = secrets.version();
        if (value.isEmpty() || harmlessNames.knows(value, then)) {
            return value;
        }
        if (secrets.forbids(value)) {
            return secrets.sweep(value);
        }
        if (secrets.knows(value)) {
            secrets.spare(value);
        }
        String clean = value.contains("{\"") || value.contains("[\"") || value.contains("[{")
                ? inNames.clean(value)
                : names.cleanName(value);
        if (clean.equals(value)) {
            secrets.spare(value);
            PID.matcher(value).results().forEach(pid -> {
                secrets.spare(pid.group(1));
                secrets.spare(pid.group(2));
            });
            harmlessNames.keep(value, then);
        }
        return clean;
    }

    @Override
    public String named(String value) {
        return secrets.removeEverywhere(value, SecretKind.KEY);
    }

    @Override
    public Optional<String> word(JsonPlace place, String value) {
        if (place.isEnvironment()) {
            return Optional.of(secrets.remove(value, SecretKind.ENVIRONMENT));
        }
        if (value.equals("true") || value.equals("false")) {
            return Optional.empty();
        }
        if (isSecret(place, value)) {
            return Optional.of(secrets.removeEverywhere(value, SecretKind.KEY));
        }
        // what a node counts and measures is no secret, and may equal one by chance
        String clean =
                !hasNames && secrets.knows(value) ? secrets.remove(value, SecretKind.KNOWN) : text.byPattern(value);
        return clean.equals(value) ? Optional.empty() : Optional.of(clean);
    }

    private boolean isSecret(JsonPlace place, String value) {
        return place.isSecret()
                || place.isObject() && text.keys().secret(place.key(), value)
                || place.isValueOfSecretPair();
    }

    @Override
    public boolean secretBelow(JsonPlace place) {
        return place.isSecret()
                || place.isValueOfSecretPair()
                || place.isObject() && text.keys().secretName(place.key());
    }
}
