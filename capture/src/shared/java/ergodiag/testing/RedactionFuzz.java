package ergodiag.testing;

import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has to hold of redaction whatever comes: an input of any bytes chooses one of the properties and what it is tried with. The fuzz target of
 * {@code .ci/fuzz}; a test tries it with random bytes.
 */
public final class RedactionFuzz {
    /** Ways to write a secret that hold wherever a word may begin. */
    private static final List<String> PLANTED = List.of(
            "password=%s",
            "password: %s",
            "api_key=\"%s\"",
            "DB_PASSWORD='%s'",
            "{\"clientSecret\":\"%s\"}",
            "--password %s",
            "--auth-token=%s",
            "Authorization: Bearer %s",
            "postgres://bob:%s@db.internal:5432/orders",
            "<password>%s</password>",
            "Passwd:\"%s\"");

    private static final List<String> HARMLESS = harmless();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEEPEST = 5;

    /** Time takes a thousand times as long to tell as anything else, so that of so many inputs one is about it. */
    private static final int WITHOUT_TIME = 60;

    private final byte[] input;
    private final Choices choices;

    private RedactionFuzz(byte[] input) {
        this.input = input.clone();
        this.choices = new Choices(this.input);
    }

    /** @throws AssertionError when something does not hold */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        RedactionFuzz fuzz = new RedactionFuzz(input);
        int property = fuzz.choices.choice(WITHOUT_TIME + 1);
        switch (property == WITHOUT_TIME ? 3 : property % 3) {
            case 0 -> fuzz.noSecretSurvives();
            case 1 -> fuzz.jsonStaysJson();
            case 2 -> fuzz.whatIsHarmlessStays();
            default -> fuzz.timeIsLinear();
        }
    }

    /** The secret is none of the noise: it comes of all of the input. */
    private void noSecretSurvives() throws IOException {
        String form = PLANTED.get(choices.choice(PLANTED.size()));
        SecretCarrier carrier = SecretCarrier.values()[choices.choice(SecretCarrier.values().length)];
        String between = choices.choice(3) == 0 && carrier.carries("\n") ? "\n" : " ";
        String secret = letters(UUID.nameUUIDFromBytes(input));
        String planted = String.format(Locale.ROOT, form, secret);
        String text = choices.noise(60) + between + planted + between + choices.noise(60);
        String one = carrier.carries(text) ? text : text.replace('\n', ' ').replace('\r', ' ');
        String now;
        try {
            now = carrier.carried(new Redaction(), one);
        } catch (SecretCarrier.NotWhole e) {
            throw new AssertionError("In " + carrier + " the text " + shown(one) + " broke its carrier", e);
        } catch (IOException e) {
            return; // left out
        }
        if (!new SecretLine("planted", planted, List.of(secret)).leftIn(now).isEmpty()) {
            throw new AssertionError("In " + carrier + " the text " + shown(one) + " became " + shown(now));
        }
    }

    /** What stands in the place of a secret is of digits, with which letters have nothing in common; large and small ones in turns are in no word around it. */
    private static String letters(UUID of) {
        StringBuilder letters = new StringBuilder();
        for (char c : of.toString().replace("-", "").toCharArray()) {
            letters.append((char) ((letters.length() % 2 == 0 ? 'g' : 'G') + Character.digit(c, 16)));
        }
        return letters.toString();
    }

    /** Lines that hold no secret, in any order and around one that does. */
    private void whatIsHarmlessStays() throws IOException {
        SecretCarrier carrier = SecretCarrier.ATTACHED;
        List<String> lines = new ArrayList<>();
        for (int i = 2 + choices.choice(3); i > 0; i--) {
            lines.add(HARMLESS.get(choices.choice(256) % HARMLESS.size()));
        }
        List<String> all = new ArrayList<>(lines);
        String planted = String.format(
                Locale.ROOT, PLANTED.get(choices.choice(PLANTED.size())), letters(UUID.nameUUIDFromBytes(input)));
        all.add(choices.choice(all.size()), planted);
        String now = carrier.carried(new Redaction(), String.join("\n", all));
        for (String line : lines) {
            if (!now.contains(line)) {
                throw new AssertionError("Of " + shown(String.join("\n", all)) + " is left " + shown(now));
            }
        }
    }

    private static List<String> harmless() {
        try {
            Path tables = Path.of(Objects.requireNonNull(RedactionFuzz.class.getResource("/ergodiag/redact/forms.tsv"))
                            .toURI())
                    .getParent();
            List<SecretLine> lines = new ArrayList<>(SecretForms.lines(tables.resolve("forms.tsv"), 7, 1));
            lines.addAll(SecretForms.lines(tables.resolve("forms-unseen.tsv"), 7, 1));
            return lines.stream()
                    .filter(SecretLine::isHarmless)
                    .map(SecretLine::line)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("Reading lines that hold no secret", e);
        }
    }

    private void jsonStaysJson() throws IOException {
        JsonNode before = new MadeUpJson(choices).tree(DEEPEST);
        String text = JSON.writeValueAsString(before);
        String now = copied(text);
        JsonNode after;
        try {
            after = JSON.readTree(now);
        } catch (tools.jackson.core.JacksonException e) {
            throw new AssertionError(shown(text) + " became " + shown(now), e);
        }
        if (!MadeUpJson.sameShape(before, after)) {
            throw new AssertionError(shown(text) + " became of another shape: " + shown(now));
        }
    }

    private static String copied(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Redaction().copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.APPLICATION);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void timeIsLinear() throws IOException {
        String key = MadeUpJson.KEYS.get(choices.choice(MadeUpJson.KEYS.size())) + "=";
        String begin = List.of("", choices.noise(10), key, key + "\"").get(choices.choice(4));
        String unit = choices.choice(3) == 0
                ? MadeUpJson.KEYS.get(choices.choice(MadeUpJson.KEYS.size())) + "=" + choices.noise(10)
                : choices.noise(20);
        LinearTime.check(begin, unit, RedactionFuzz::copiedByLines);
    }

    private static void copiedByLines(String text) throws IOException {
        new Redaction()
                .copyLines(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        Carrier.APPLICATION);
    }

    private static String shown(String text) {
        return JSON.writeValueAsString(text);
    }
}
