package ergodiag.testing;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines with made-up secrets, in the forms in which programs of many languages write them, and lines that only look so. A table names the forms; its
 * first lines say how it is written. Every seed fills the forms with other values.
 */
public final class SecretForms {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecretValues values;
    private String rest = "";

    private SecretForms(long seed) {
        values = new SecretValues(new Random(seed));
    }

    /** So many lines of each form that holds a secret, and one of each that holds none. */
    public static List<SecretLine> lines(Path table, long seed, int ofEach) throws IOException {
        SecretForms forms = new SecretForms(seed);
        List<SecretLine> lines = new ArrayList<>();
        for (String row : Files.readAllLines(table)) {
            if (!row.startsWith("#")) {
                int tab = row.indexOf('\t');
                boolean keep = row.startsWith("keep");
                for (int i = 0; i < (keep ? 1 : ofEach); i++) {
                    lines.add(forms.line(row.substring(0, tab), row.substring(tab + 1)));
                }
            }
        }
        return lines;
    }

    private SecretLine line(String form, String template) {
        rest = template;
        Filled filled = text();
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("Reading the form " + form + ": a » too much");
        }
        return new SecretLine(form, filled.text, filled.secrets, filled.either);
    }

    /** A part of a line, and the secrets and what may go with them as they stand there. */
    private record Filled(String text, List<String> secrets, List<String> either) {
        static Filled secret(String value) {
            return new Filled(value, List.of(value), List.of());
        }

        static Filled plain(String value) {
            return new Filled(value, List.of(), List.of());
        }

        Filled encoded(UnaryOperator<String> how) {
            return new Filled(
                    how.apply(text),
                    secrets.stream().map(how).toList(),
                    either.stream().map(how).toList());
        }

        /** The same, of which nothing has to stay. */
        Filled asWhole() {
            return new Filled(text, secrets, List.of(text));
        }
    }

    /** Up to the end or a closing ». */
    private Filled text() {
        StringBuilder text = new StringBuilder();
        List<String> secrets = new ArrayList<>();
        List<String> either = new ArrayList<>();
        while (!rest.isEmpty() && rest.charAt(0) != '»') {
            char c = take();
            switch (c) {
                case '«' -> {
                    Filled value = value();
                    text.append(value.text);
                    secrets.addAll(value.secrets);
                    either.addAll(value.either);
                }
                case '⏎' -> text.append('\n');
                case '␉' -> text.append('\t');
                case '␛' -> text.append('\u001b');
                default -> text.append(c);
            }
        }
        return new Filled(text.toString(), secrets, either);
    }

    private char take() {
        char c = rest.charAt(0);
        rest = rest.substring(1);
        return c;
    }

    private Filled value() {
        int bar = rest.indexOf('|');
        int end = rest.indexOf('»');
        Filled value;
        if (bar >= 0 && bar < end) {
            String how = rest.substring(0, bar);
            rest = rest.substring(bar + 1);
            value = encoded(how, text());
        } else {
            String kind = rest.substring(0, end);
            rest = rest.substring(end);
            value = kind.startsWith("~") ? Filled.plain(values.of(kind.substring(1))) : Filled.secret(values.of(kind));
        }
        take();
        return value;
    }

    private static Filled encoded(String how, Filled inner) {
        return switch (how) {
            case "json1" -> inner.encoded(SecretForms::inJson);
            case "json2" -> encoded("json1", inner).encoded(SecretForms::inJson);
            case "json3" -> encoded("json2", inner).encoded(SecretForms::inJson);
            case "pct" -> inner.encoded(SecretForms::percent);
            case "?" -> inner.asWhole();
            case "b64" -> base64(inner);
            default -> throw new IllegalArgumentException("Encoding a value: no encoding " + how);
        };
    }

    private static String inJson(String text) {
        String quoted = JSON.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The secret is what of the encoded text tells of it alone. */
    private static Filled base64(Filled inner) {
        String text = Base64.getEncoder().encodeToString(inner.text.getBytes(StandardCharsets.UTF_8));
        List<String> secrets = inner.secrets.stream()
                .map(secret -> {
                    int from = inner.text.indexOf(secret);
                    return text.substring((from + 2) / 3 * 4, (from + secret.length()) / 3 * 4);
                })
                .toList();
        return new Filled(text, secrets, List.of(text));
    }
}
