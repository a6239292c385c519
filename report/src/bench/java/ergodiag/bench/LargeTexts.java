package ergodiag.bench;

import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What redaction makes of much: a line of ten million characters, and more secrets than anybody would write down.
 *
 * @param lineSeconds for the line
 * @param lineGone whether the secret at its end is gone and the rest is there
 * @param manySeconds for the secrets
 * @param left of those that occur again with nothing beside them that tells
 */
record LargeTexts(double lineSeconds, boolean lineGone, double manySeconds, long left) {
    private static final String HARMLESS = "all is well and nothing happens here ";
    private static final int LINE = 10_000_000;
    private static final int SECRETS = 100_000;
    private static final int EACH = 100;

    static LargeTexts tried() throws IOException {
        String line = HARMLESS.repeat(LINE / HARMLESS.length()) + "password=" + secret(7) + " end\n";
        long began = System.nanoTime();
        String now = copied(new Redaction(), line);
        double lineSeconds = (System.nanoTime() - began) / 1e9;
        boolean gone = !now.contains(secret(7)) && now.startsWith(HARMLESS) && now.endsWith(" end\n");

        Redaction redaction = new Redaction();
        StringBuilder log = new StringBuilder();
        IntStream.range(0, SECRETS)
                .forEach(i -> log.append("login password=").append(secret(i)).append('\n'));
        began = System.nanoTime();
        copied(redaction, log.toString());
        double manySeconds = (System.nanoTime() - began) / 1e9;
        long left = IntStream.range(0, SECRETS / EACH)
                .filter(i -> redaction
                        .text("worker said " + secret(i * EACH) + " twice")
                        .contains(secret(i * EACH)))
                .count();
        return new LargeTexts(lineSeconds, gone, manySeconds, left);
    }

    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "a line of %,d characters: %.1f s, %s",
                        LINE,
                        lineSeconds,
                        lineGone ? "the secret at its end gone and the rest kept" : "NOT as it should be"),
                String.format(
                        Locale.ROOT,
                        "%,d secrets: %.1f s; of those that occur later, %d of %d are left",
                        SECRETS,
                        manySeconds,
                        left,
                        SECRETS / EACH));
    }

    List<String> faults() {
        return lineGone && left == 0 ? List.of() : List.of("large texts");
    }

    private static String secret(int number) {
        return "Zq" + Integer.toString(number * 7919 + 1_000_000, 36) + "xK" + number;
    }

    private static String copied(Redaction redaction, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        redaction.copyLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, Carrier.APPLICATION);
        return out.toString(StandardCharsets.UTF_8);
    }
}
