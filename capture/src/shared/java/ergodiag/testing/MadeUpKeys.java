package ergodiag.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.util.Base64;
import java.util.Locale;

/**
 * A pair of keys, made up, as programs write them. It is made without what is tested.
 *
 * @param told what others may know, as it is given to {@code --encrypt-to}
 * @param kept the text of the file with the secret key
 */
public record MadeUpKeys(String told, String kept) {
    private static final int BYTES = 32;
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final String KIND = "ssh-ed25519";

    /** As {@code age-keygen} makes them. */
    public static MadeUpKeys age() {
        KeyPair pair = pair("X25519");
        byte[] point = littleEndian(((XECPublicKey) pair.getPublic()).getU());
        String told = bech32("age", point);
        byte[] scalar = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
        return new MadeUpKeys(
                told,
                "# created: 2026-11-28T17:00:00Z\n# public key: " + told + "\n"
                        + bech32("age-secret-key-", scalar).toUpperCase(Locale.ROOT) + "\n");
    }

    /** As {@code ssh-keygen -t ed25519} makes them. */
    public static MadeUpKeys ssh() {
        return ssh(KIND, "none");
    }

    /** The same protected by a passphrase, as far as that can be seen from outside. */
    public static MadeUpKeys lockedSsh() {
        return ssh(KIND, "aes256-ctr");
    }

    /** The same of another kind, as far as that can be seen from outside. */
    public static MadeUpKeys otherSsh(String kind) {
        return ssh(kind, "none");
    }

    private static MadeUpKeys ssh(String kind, String cipher) {
        KeyPair pair = pair("Ed25519");
        EdECPublicKey told = (EdECPublicKey) pair.getPublic();
        byte[] point = littleEndian(told.getPoint().getY());
        point[BYTES - 1] |= (byte) (told.getPoint().isXOdd() ? 0x80 : 0);
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] wire = joined(string(text(kind)), string(point));
        byte[] secret = joined(
                number(4711),
                number(4711),
                string(text(kind)),
                string(point),
                string(joined(seed, point)),
                string(text("joe@host")),
                new byte[] {1, 2, 3});
        boolean open = cipher.equals("none");
        byte[] file = joined(
                text("openssh-key-v1\0"),
                string(text(cipher)),
                string(text(open ? "none" : "bcrypt")),
                string(new byte[open ? 0 : 24]),
                number(1),
                string(wire),
                string(secret));
        return new MadeUpKeys(
                kind + " " + Base64.getEncoder().encodeToString(wire) + " joe@host",
                "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file)
                        + "\n-----END OPENSSH PRIVATE KEY-----\n");
    }

    /** A recipient of age with these bytes. */
    public static String recipient(byte[] point) {
        return bech32("age", point);
    }

    /** A line as in {@code id_ed25519.pub} with these bytes. */
    public static String sshLine(byte[] point) {
        return KIND + " " + Base64.getEncoder().encodeToString(joined(string(text(KIND)), string(point)));
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] string(byte[] bytes) {
        return joined(number(bytes.length), bytes);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Bech32 of BIP 173. */
    private static String bech32(String prefix, byte[] data) {
        StringBuilder words = new StringBuilder();
        int check = 1;
        for (char each : prefix.toCharArray()) {
            check = step(check, each >> 5);
        }
        check = step(check, 0);
        for (char each : prefix.toCharArray()) {
            check = step(check, each & 31);
        }
        int bits = 0;
        int held = 0;
        for (byte each : data) {
            held = held << 8 | each & 0xff;
            for (bits += 8; bits >= 5; bits -= 5) {
                check = step(check, letter(words, held >> bits - 5));
            }
        }
        if (bits > 0) {
            check = step(check, letter(words, held << 5 - bits));
        }
        for (int i = 0; i < 6; i++) {
            check = step(check, 0);
        }
        for (int i = 0; i < 6; i++) {
            letter(words, (check ^ 1) >> 5 * (5 - i));
        }
        return prefix + "1" + words;
    }

    private static int letter(StringBuilder words, int value) {
        words.append(BECH32.charAt(value & 31));
        return value & 31;
    }

    private static int step(int check, int value) {
        int next = (check & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (check >> 25 + i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
