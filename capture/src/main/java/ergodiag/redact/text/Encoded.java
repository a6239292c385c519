package ergodiag.redact.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Base64 of a text that holds a secret: {@code cGFzc3dvcmQ9...}. The whole goes. */
final class Encoded implements Notation {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 1 << 20;
    private static final int FIRST_LOOK = 12;

    private final Predicate<String> holdsSecret;

    /** @param holdsSecret whether a decoded text holds one */
    Encoded(Predicate<String> holdsSecret) {
        this.holdsSecret = holdsSecret;
    }

    @Override
    public void find(String text, LineWords words, Found found) {
        if (!words.run()) {
            return;
        }
        Runs.each(text, Encoded::isPart, (at, end) -> {
            int from = Runs.afterEscape(text, at, end);
            if (end - from < SHORTEST || end - from > LONGEST || !secret(text.substring(from, end))) {
                return end;
            }
            int padded = Runs.afterPadding(text, end);
            found.add(from, padded, SecretKind.ENCODED);
            return padded;
        });
    }

    private static boolean isPart(char c) {
        return Runs.alphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_';
    }

    private boolean secret(String run) {
        String first = decoded(run.substring(0, FIRST_LOOK));
        if (first.isEmpty()) {
            return false;
        }
        String text = decoded(run.substring(0, run.length() - (run.length() % 4 == 1 ? 1 : 0)));
        return !text.isEmpty() && holdsSecret.test(text);
    }

    /** The text in it; empty when it is none. */
    private static String decoded(String run) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(run.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return "";
        }
        for (byte b : bytes) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 127) {
                return "";
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
