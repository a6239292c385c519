package ergodiag.bundle.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A public key of any kind, as SSH writes it. Two are the same when their bytes are. */
public final class SshKey {
    private final String type;
    private final byte[] blob;

    private SshKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    public static SshKey of(byte[] blob) throws MalformedSsh {
        String type = new SshReader(blob).text();
        if (!type.matches("[!-~]{1,64}")) {
            throw new MalformedSsh("the kind of its key is no word");
        }
        return new SshKey(type, blob.clone());
    }

    /** Its kind, {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    /** What people compare, as {@code ssh-keygen -l} prints it: {@code SHA256:...}. */
    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha("SHA-256", blob));
    }

    /** Its bytes behind those that tell its kind. */
    public SshReader content() throws MalformedSsh {
        SshReader reader = new SshReader(blob);
        reader.text();
        return reader;
    }

    public byte[] blob() {
        return blob.clone();
    }

    public static byte[] sha(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
