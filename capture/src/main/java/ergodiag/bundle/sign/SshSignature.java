package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.SshReader;
import ergodiag.bundle.ssh.SshWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A signature in the form SSHSIG (PROTOCOL.sshsig of OpenSSH): who signed, for which purpose, and the sum of what. */
final class SshSignature {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final String OUR_HASH = "sha512";
    /** The only two sums that the form allows. */
    private static final Map<String, String> HASHES = Map.of(OUR_HASH, "SHA-512", "sha256", "SHA-256");
    /** Characters of a line, as ssh-keygen writes them. */
    private static final int LINE = 70;

    private final SshKey key;
    private final String namespace;
    private final byte[] reserved;
    private final String hash;
    private final byte[] signature;

    private SshSignature(SshKey key, String namespace, byte[] reserved, String hash, byte[] signature) {
        this.key = key;
        this.namespace = namespace;
        this.reserved = reserved;
        this.hash = hash;
        this.signature = signature;
    }

    /**
     * Signs what a stream has up to its end.
     *
     * @param key the half that everybody may know
     * @param signing what the other half does
     */
    static SshSignature of(InputStream content, SshKey key, UnaryOperator<byte[]> signing) throws IOException {
        byte[] nothing = new byte[0];
        byte[] made = signing.apply(signed(Signed.PURPOSE, nothing, OUR_HASH, content));
        byte[] signature = new SshWriter().text(key.type()).string(made).written();
        return new SshSignature(key, Signed.PURPOSE, nothing, OUR_HASH, signature);
    }

    /** Reads one from its file's text. */
    static SshSignature read(String text) throws MalformedSsh {
        SshReader blob = new SshReader(SshReader.dearmored(text, BEGIN, END)).after(MAGIC);
        long version = blob.number();
        if (version != VERSION) {
            throw new MalformedSsh("its version is " + version + ", and only " + VERSION + " is known");
        }
        SshSignature read =
                new SshSignature(SshKey.of(blob.string()), blob.text(), blob.string(), blob.text(), blob.string());
        blob.end();
        if (!HASHES.containsKey(read.hash)) {
            throw new MalformedSsh("it signs a sum of a kind that is not allowed");
        }
        return read;
    }

    /** As it stands in a file. */
    String text() {
        byte[] blob = new SshWriter()
                .raw(MAGIC)
                .number(VERSION)
                .string(key.blob())
                .text(namespace)
                .string(reserved)
                .text(hash)
                .string(signature)
                .written();
        String lines = Base64.getEncoder().encodeToString(blob).replaceAll(".{1," + LINE + "}", "$0\n");
        return BEGIN + "\n" + lines + END + "\n";
    }

    /** The key that signed, if it did. */
    SshKey key() {
        return key;
    }

    String namespace() {
        return namespace;
    }

    /**
     * Whether it is the signature of what a stream has up to its end.
     *
     * @return empty where it cannot be told, since the kind of key is not known here
     */
    Optional<Boolean> holds(InputStream content) throws IOException {
        SshReader blob = new SshReader(signature);
        return SignatureAlgorithm.holds(key, blob.text(), blob, signed(namespace, reserved, hash, content));
    }

    private static byte[] signed(String namespace, byte[] reserved, String hash, InputStream content)
            throws IOException {
        return new SshWriter()
                .raw(MAGIC)
                .text(namespace)
                .string(reserved)
                .text(hash)
                .string(sum(HASHES.getOrDefault(hash, ""), content))
                .written();
    }

    private static byte[] sum(String algorithm, InputStream content) throws IOException {
        try (DigestInputStream in = new DigestInputStream(content, MessageDigest.getInstance(algorithm))) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }
}
