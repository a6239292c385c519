package ergodiag.bundle.seal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** The curve under both kinds of keys: those of ed25519 sign with it, and by its other form (RFC 7748) a secret is shared. */
final class Curve25519 {
    /** Bytes of a number, of a coordinate and of a scalar. */
    static final int BYTES = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** Of the equation of ed25519: -121665/121666. */
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private static final String XDH = "X25519";

    /** Where everybody begins. */
    static final byte[] BASE = littleEndian(BigInteger.valueOf(9));

    private Curve25519() {}

    /**
     * X25519 of RFC 7748.
     *
     * @throws InvalidKeyException when the result says nothing, because the coordinate is of a point of small order
     */
    static byte[] multiplied(byte[] scalar, byte[] coordinate) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(XDH);
        KeyAgreement agreement = KeyAgreement.getInstance(XDH);
        agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
        agreement.doPhase(
                keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(coordinate))), true);
        return agreement.generateSecret();
    }

    /**
     * The coordinate u of a point that is written as RFC 8032 does it.
     *
     * @throws InvalidKeyException when there is no such point
     */
    static byte[] coordinate(byte[] point) throws InvalidKeyException {
        BigInteger y = number(point);
        BigInteger ySquared = y.multiply(y).mod(P);
        BigInteger xSquared = ySquared.subtract(BigInteger.ONE)
                .multiply(D.multiply(ySquared).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        boolean onCurve =
                xSquared.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
        if (y.compareTo(P) >= 0 || !onCurve) {
            throw new InvalidKeyException("no point of the curve");
        }
        return littleEndian(BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(P))
                .mod(P));
    }

    /** The scalar that a key of ed25519 is, from the bytes it is made of (RFC 8032, section 5.1.5). X25519 fixes its bits. */
    static byte[] scalar(byte[] seed) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), BYTES);
    }

    /** The highest bit is not part of the number: in RFC 8032 it is the sign of x, and RFC 7748 leaves it out. */
    private static BigInteger number(byte[] littleEndian) {
        byte[] bytes = reversed(littleEndian);
        bytes[0] &= 0x7f;
        return new BigInteger(1, bytes);
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[BYTES];
        for (int i = 0; i < Math.min(bytes.length, BYTES); i++) {
            padded[i] = bytes[bytes.length - 1 - i];
        }
        return padded;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
