package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Source;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DamagedRepliesTest {
    private static final int ROUNDS = 300;
    private static final String SYNTAX = "0123456789-{}[]\",:<>@ \n";

    @Test
    void aDamagedReplyIsReadOrUnreadableAndNothingElse() {
        Map<Tool, byte[]> replies = new EnumMap<>(Tool.class);
        Recordings.replies(Recordings.named("overload-and-stuck-call"), "", (call, in) -> {
            Optional<Tool> tool = Tool.of(call).filter(Readers.OF_TOOLS::containsKey);
            if (tool.isPresent() && !replies.containsKey(tool.get())) {
                replies.put(tool.get(), in.readAllBytes());
            }
        });
        Set<Tool> read = EnumSet.copyOf(Readers.OF_TOOLS.keySet());
        read.removeAll(Recordings.NO_RECORDING_HAS);
        assertThat(replies).containsOnlyKeys(read);
        Random random = new Random(17);
        int unreadable = 0;
        for (Map.Entry<Tool, byte[]> reply : replies.entrySet()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage(reply.getValue(), random);
                try {
                    Readers.OF_TOOLS
                            .get(reply.getKey())
                            .read(new ByteArrayInputStream(damaged), Source.file("damaged"));
                } catch (UnreadableReply e) {
                    unreadable++;
                    assertThat(e).hasMessageContaining("damaged");
                }
            }
        }
        assertThat(unreadable).isBetween(ROUNDS, replies.size() * ROUNDS);
    }

    /** One byte changed, or the end cut off, or a piece repeated, or some bytes of the syntax changed; near the head. */
    private static byte[] damage(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        int near = Math.min(copy.length, 2000);
        switch (random.nextInt(4)) {
            case 0 -> copy[random.nextInt(near)] = (byte) random.nextInt(256);
            case 1 -> copy = Arrays.copyOf(copy, random.nextInt(near));
            case 2 -> System.arraycopy(whole, random.nextInt(near), copy, 0, Math.min(near / 4, whole.length - near));
            default -> {
                for (int hit = 0; hit < 8; hit++) {
                    copy[random.nextInt(near)] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
                }
            }
        }
        return copy;
    }
}
