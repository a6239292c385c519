package ergodiag.redact;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ways in which a secret may be written without standing there: in Base64, in an address, in JSON inside JSON. */
final class Encodings {
    /** A shorter piece of Base64 is found in innocent places. */
    private static final int SHORTEST = 8;

    private Encodings() {}

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(JsonText.encoded(JsonText.encoded(value)));
        for (int before = 0; before < 3; before++) {
            String piece = base64(value, before);
            if (piece.length() >= SHORTEST) {
                forms.add(piece);
                forms.add(piece.replace('+', '-').replace('/', '_'));
            }
        }
        forms.remove(value);
        return forms;
    }

    /** The characters that do not depend on what stands around it, when that many bytes of a group of three stand before it. */
    private static String base64(String value, int before) {
        byte[] bytes = (" ".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
        String all = Base64.getEncoder().encodeToString(bytes);
        return all.substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }
}
