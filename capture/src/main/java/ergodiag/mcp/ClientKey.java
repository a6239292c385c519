package ergodiag.mcp;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The certificate and private key with which we show an endpoint who we are. */
public final class ClientKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "RSASSA-PSS");

    private final KeyManager[] managers;

    private ClientKey(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        managers = factory.getKeyManagers();
    }

    KeyManager[] managers() {
        return managers.clone();
    }

    /**
     * Reads certificate and key in PEM; the key in PKCS#8, plain or encrypted.
     *
     * @param password asked only for an encrypted key
     * @throws UserError when they cannot be used
     */
    public static ClientKey ofPem(Path certificates, Path key, Supplier<char[]> password) {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(GivenFile.bytes(certificates, GivenFile.OF_A_PERSON)))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new UserError("Reading --client-cert " + certificates
                        + ": no certificate is in it; give a PEM file that begins with '-----BEGIN CERTIFICATE-----'.");
            }
            char[] inside = "inside".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", privateKey(key, password), inside, chain);
            return new ClientKey(store, inside);
        } catch (IOException e) {
            throw unusable("--client-cert and --client-key", certificates + ", " + key, e);
        } catch (GeneralSecurityException e) {
            throw unusable("--client-cert", certificates.toString(), e);
        }
    }

    /**
     * Reads a PKCS#12 file.
     *
     * @throws UserError when it cannot be used, a wrong password included
     */
    public static ClientKey ofStore(Path file, Supplier<char[]> password) {
        try (InputStream in = new ByteArrayInputStream(GivenFile.bytes(file, GivenFile.OF_A_PERSON))) {
            char[] secret = password.get();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, secret);
            return new ClientKey(store, secret);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("--client-keystore", file.toString(), e);
        }
    }

    private static PrivateKey privateKey(Path file, Supplier<char[]> password) throws IOException {
        Matcher pem =
                PEM.matcher(new String(GivenFile.bytes(file, GivenFile.OF_A_PERSON), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new UserError("Reading --client-key " + file
                    + ": no private key in PEM is in it; give a file with '-----BEGIN PRIVATE KEY-----'.");
        }
        String kind = pem.group(1);
        if (!kind.equals("PRIVATE KEY") && !kind.equals("ENCRYPTED PRIVATE KEY")) {
            throw new UserError(
                    "Reading --client-key " + file + ": it holds a '" + kind
                            + "', and only PKCS#8 is read; convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY.p8'.");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
            return key(kind.startsWith("ENC") ? decrypted(bytes, password.get()) : new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw unusable("--client-key", file.toString(), e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, char[] password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
        // "PBES2" names a family; the parameters name the member that the JDK knows
        String algorithm =
                info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840")
                        ? info.getAlgParameters().toString()
                        : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // not a key of that kind: the next is tried
            }
        }
        throw new InvalidKeySpecException("it is a key of a kind that is not known here");
    }

    private static UserError unusable(String option, String file, Exception cause) {
        return new UserError(
                "Reading " + option + " " + file + ": it cannot be used (" + cause.getMessage()
                        + "); check the path, the rights, the format and the password.",
                cause);
    }
}
