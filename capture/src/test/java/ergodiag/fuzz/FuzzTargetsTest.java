package ergodiag.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to hold of everything that reads, for inputs damaged by a seed; {@code .ci/fuzz} looks for those that take unknown ways. */
class FuzzTargetsTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);
    private static final String SYNTAX = "0123456789-{}[]\",:<>@ \n";

    enum Target {
        ZIP,
        TAR,
        LEDGER,
        JSON_REPLY,
        TEXT_REPLY;

        List<byte[]> seeds() throws IOException {
            return switch (this) {
                case ZIP -> ZipFuzz.seeds();
                case TAR -> TarFuzz.seeds();
                case LEDGER -> LedgerFuzz.seeds();
                case JSON_REPLY -> JsonReplyFuzz.seeds();
                case TEXT_REPLY -> TextReplyFuzz.seeds();
            };
        }

        void accept(byte[] input) throws IOException {
            switch (this) {
                case ZIP -> ZipFuzz.fuzzerTestOneInput(input);
                case TAR -> TarFuzz.fuzzerTestOneInput(input);
                case LEDGER -> LedgerFuzz.fuzzerTestOneInput(input);
                case JSON_REPLY -> JsonReplyFuzz.fuzzerTestOneInput(input);
                case TEXT_REPLY -> TextReplyFuzz.fuzzerTestOneInput(input);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsReadOrRefusedInWords(Target target) throws IOException {
        long seed = Long.getLong("fuzz.seed", 18);
        Random random = new Random(seed);
        List<byte[]> seeds = target.seeds();
        for (byte[] whole : seeds) {
            target.accept(whole);
        }
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = damaged(seeds.get(random.nextInt(seeds.size())), random);
            try {
                target.accept(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Trying " + target + " with the seed " + seed + ", round " + round, e);
            }
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0 && copy.length > 0; hits--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
                case 2 -> copy = Arrays.copyOf(copy, at);
                default -> System.arraycopy(whole, 0, copy, at, Math.min(random.nextInt(40), copy.length - at));
            }
        }
        return copy;
    }
}
