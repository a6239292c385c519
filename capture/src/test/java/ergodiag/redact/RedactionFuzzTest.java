package ergodiag.redact;

import ergodiag.testing.RedactionFuzz;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What has to hold of redaction, for inputs made up by a seed; {@code .ci/fuzz} looks for those that take unknown ways through it. */
class RedactionFuzzTest {
    private static final int INPUTS = Integer.getInteger("redaction.inputs", 2_000);
    private static final int LONGEST_INPUT = 400;

    @Test
    void itHoldsForAnyInput() throws IOException {
        long seed = Long.getLong("redaction.seed", 7);
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = new byte[random.nextInt(LONGEST_INPUT)];
            random.nextBytes(input);
            // text more often than not
            for (int at = 0; at < input.length && random.nextBoolean(); at += 1 + random.nextInt(8)) {
                input[at] = (byte) (' ' + random.nextInt(95));
            }
            try {
                RedactionFuzz.fuzzerTestOneInput(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Trying the redaction with the seed " + seed + ", input " + i, e);
            }
        }
    }
}
