package ergodiag.testing;

import ergodiag.redact.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What redaction makes of lines in a carrier.
 *
 * @param secrets in all lines
 * @param gone of them, with nothing left
 * @param harmless lines without a secret
 * @param kept of them, unchanged
 * @param words besides the secrets
 * @param wordsLeft of them
 * @param leaks what became of a line of each form of which something is left
 * @param changes what became of each harmless line that is not what it was
 * @param broken lines whose carrier did not stay whole
 */
public record SecretScore(
        long secrets,
        long gone,
        long harmless,
        long kept,
        long words,
        long wordsLeft,
        Map<String, String> leaks,
        Map<String, String> changes,
        long broken) {

    public SecretScore {
        leaks = Map.copyOf(leaks);
        changes = Map.copyOf(changes);
    }

    /** All lines that such a carrier can carry, through one redaction as in a capture. */
    public static SecretScore of(List<SecretLine> lines, SecretCarrier carrier) throws IOException {
        Redaction redaction = new Redaction();
        long[] counts = new long[7];
        Map<String, String> leaks = new LinkedHashMap<>();
        Map<String, String> changes = new LinkedHashMap<>();
        for (SecretLine line : lines) {
            if (!carrier.carries(line.line())) {
                continue;
            }
            String now = carried(redaction, carrier, line.line(), counts);
            List<String> left = line.leftIn(now);
            counts[0] += line.secrets().size();
            counts[1] += line.secrets().size() - left.size();
            if (!left.isEmpty()) {
                leaks.putIfAbsent(line.form(), now);
            }
            if (line.isHarmless()) {
                counts[2]++;
                counts[3] += now.equals(line.line()) ? 1 : 0;
                if (!now.equals(line.line())) {
                    changes.put(line.form(), now);
                }
            }
            counts[4] += line.words().size();
            counts[5] += line.words().stream().filter(now::contains).count();
        }
        return new SecretScore(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], leaks, changes, counts[6]);
    }

    /** What cannot be scanned is left out of a bundle. */
    private static String carried(Redaction redaction, SecretCarrier carrier, String line, long[] counts) {
        try {
            return carrier.carried(redaction, line);
        } catch (SecretCarrier.NotWhole e) {
            counts[6]++;
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return "";
        }
    }
}
