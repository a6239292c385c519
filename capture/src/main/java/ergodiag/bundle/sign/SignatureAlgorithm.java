package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.SshPublicKey;
import ergodiag.bundle.ssh.SshReader;
import ergodiag.bundle.ssh.SshWriter;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a signature of each kind is checked with what the JDK has: {@code ssh-ed25519} (RFC 8709), {@code rsa-sha2} (RFC 8332), {@code ecdsa-sha2}
 * (RFC 5656), and those two of {@code sk-} keys, which live in hardware (PROTOCOL.u2f of OpenSSH).
 */
enum SignatureAlgorithm {
    ED25519(SshPublicKey.KIND, SshPublicKey.KIND, "Ed25519", "", 0),
    SK_ED25519("sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com", "Ed25519", "", 0),
    RSA_SHA512("rsa-sha2-512", "ssh-rsa", "SHA512withRSA", "", 0),
    RSA_SHA256("rsa-sha2-256", "ssh-rsa", "SHA256withRSA", "", 0),
    P256("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format", "secp256r1", 32),
    P384("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", "SHA384withECDSAinP1363Format", "secp384r1", 48),
    P521("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", "SHA512withECDSAinP1363Format", "secp521r1", 66),
    SK_P256(
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "SHA256withECDSAinP1363Format",
            "secp256r1",
            32);

    /** Shorter ones can be broken; longer ones take long. */
    private static final int SHORTEST_RSA = 2048;

    private static final int LONGEST_RSA = 8192;
    private static final int LONGEST_RSA_EXPONENT = 64;
    private static final int ED25519_KEY = 32;
    private static final int UNCOMPRESSED = 4;

    private final String word;
    private final String keyType;
    private final String inJava;
    private final String curve;
    private final int coordinate;

    /** @param coordinate bytes of one coordinate, on a curve */
    SignatureAlgorithm(String word, String keyType, String inJava, String curve, int coordinate) {
        this.word = word;
        this.keyType = keyType;
        this.inJava = inJava;
        this.curve = curve;
        this.coordinate = coordinate;
    }

    /**
     * Whether this key made this signature.
     *
     * @param word the name of the algorithm that the signature gives
     * @param signature its bytes behind that name
     * @param signed what was signed
     * @return empty where it cannot be told, since the kind of key or algorithm is not known here
     * @throws MalformedSsh when key or signature are not what their names say
     */
    static Optional<Boolean> holds(SshKey key, String word, SshReader signature, byte[] signed) throws MalformedSsh {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.word.equals(word) && algorithm.keyType.equals(key.type())) {
                return algorithm.holds(key.content(), signature, signed);
            }
        }
        return Optional.empty();
    }

    private Optional<Boolean> holds(SshReader key, SshReader signature, byte[] signed) throws MalformedSsh {
        try {
            Optional<PublicKey> open = publicKey(key);
            byte[] raw = raw(signature);
            byte[] what = isOfHardware() ? byHardware(key.string(), signature, signed) : signed;
            key.end();
            signature.end();
            return open.isPresent() ? Optional.of(verifies(open.get(), raw, what)) : Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new MalformedSsh("its key is none", e);
        }
    }

    private boolean verifies(PublicKey open, byte[] raw, byte[] what) throws GeneralSecurityException {
        Signature checking = Signature.getInstance(inJava);
        checking.initVerify(open);
        checking.update(what);
        try {
            return checking.verify(raw);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private boolean isOfHardware() {
        return this == SK_ED25519 || this == SK_P256;
    }

    /** Hardware signs the sums of the application and of what is signed, with its flags and its count of signatures between them. */
    private static byte[] byHardware(byte[] application, SshReader signature, byte[] signed) throws MalformedSsh {
        byte flags = signature.octet();
        return new SshWriter()
                .raw(SshKey.sha("SHA-256", application))
                .raw(new byte[] {flags})
                .number((int) signature.number())
                .raw(SshKey.sha("SHA-256", signed))
                .written();
    }

    /** The key; empty when it is one that proves nothing or takes too long. */
    private Optional<PublicKey> publicKey(SshReader key) throws MalformedSsh, GeneralSecurityException {
        return switch (this) {
            case ED25519, SK_ED25519 -> Optional.of(edwards(key.string()));
            case RSA_SHA512, RSA_SHA256 -> rsa(key.integer(), key.integer());
            case P256, P384, P521, SK_P256 -> Optional.of(onCurve(key.text(), key.string()));
        };
    }

    private static PublicKey edwards(byte[] point) throws MalformedSsh, GeneralSecurityException {
        if (point.length != ED25519_KEY) {
            throw new MalformedSsh("its key is none");
        }
        byte[] number = new byte[ED25519_KEY];
        for (int i = 0; i < ED25519_KEY; i++) {
            number[i] = point[ED25519_KEY - 1 - i];
        }
        boolean odd = number[0] < 0;
        number[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, number))));
    }

    private static Optional<PublicKey> rsa(BigInteger exponent, BigInteger modulus) throws GeneralSecurityException {
        int bits = modulus.bitLength();
        return bits < SHORTEST_RSA || bits > LONGEST_RSA || exponent.bitLength() > LONGEST_RSA_EXPONENT
                ? Optional.empty()
                : Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    private PublicKey onCurve(String name, byte[] point) throws MalformedSsh, GeneralSecurityException {
        if (!keyType.contains("ecdsa-sha2-" + name) || point.length != 1 + 2 * coordinate || point[0] != UNCOMPRESSED) {
            throw new MalformedSsh("its key is none");
        }
        AlgorithmParameters curves = AlgorithmParameters.getInstance("EC");
        curves.init(new ECGenParameterSpec(curve));
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + coordinate));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + coordinate, point.length));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curves.getParameterSpec(ECParameterSpec.class)));
    }

    /** The signature as Java takes it. A curve's two numbers must not be zero: some releases of Java 17 took that for a signature of anything. */
    private byte[] raw(SshReader signature) throws MalformedSsh {
        byte[] raw = signature.string();
        if (coordinate == 0) {
            return raw;
        }
        SshReader numbers = new SshReader(raw);
        BigInteger r = numbers.integer();
        BigInteger s = numbers.integer();
        numbers.end();
        return new SshWriter().raw(fixed(r)).raw(fixed(s)).written();
    }

    private byte[] fixed(BigInteger number) throws MalformedSsh {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        int length = bytes.length - sign;
        if (number.signum() == 0 || length > coordinate) {
            throw new MalformedSsh("its numbers are none of that curve");
        }
        byte[] fixed = new byte[coordinate];
        System.arraycopy(bytes, sign, fixed, coordinate - length, length);
        return fixed;
    }
}
