package ergodiag.testing;

import java.nio.charset.StandardCharsets;

/** Bytes that choose: each the next of several ways to go on, or a part of a text. When they end, it is always the first way. */
final class Choices {
    private final byte[] bytes;
    private int at;

    Choices(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Below {@code of}. */
    int choice(int of) {
        return at < bytes.length ? Math.floorMod(bytes[at++], of) : 0;
    }

    /** Any text of at most so many bytes. */
    String noise(int longest) {
        int length = Math.min(Math.min(choice(256), longest), bytes.length - at);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }
}
