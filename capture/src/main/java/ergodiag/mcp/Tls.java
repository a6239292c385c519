package ergodiag.mcp;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom we trust, and how we show who we are. There is no way to trust everyone. */
public final class Tls {
    private final Optional<KeyStore> issuers;
    private final Set<String> fingerprints;
    private final Optional<ClientKey> key;

    /** Whether an endpoint asked for a certificate of ours when we had none: TLS 1.3 goes on first and breaks later, without a word. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private Tls(Optional<KeyStore> issuers, Set<String> fingerprints, Optional<ClientKey> key) {
        this.issuers = issuers;
        this.fingerprints = Set.copyOf(fingerprints);
        this.key = key;
    }

    /** What this machine trusts, without a certificate of ours. */
    public static Tls usual() {
        return new Tls(Optional.empty(), Set.of(), Optional.empty());
    }

    /**
     * Trusts the issuers in a file instead of those of this machine, or exactly the certificates with these fingerprints.
     *
     * @param issuers file of certificates in PEM
     * @param fingerprints SHA-256 of certificates, lower-case hex without colons
     * @param key our own certificate and key
     * @throws UserError when the file cannot be used
     */
    public static Tls of(Optional<Path> issuers, Set<String> fingerprints, Optional<ClientKey> key) {
        return new Tls(issuers.map(Tls::issuers), fingerprints, key);
    }

    boolean lacksKey() {
        return asked.get();
    }

    /** What a client is made with. */
    public SSLContext context() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(issuers.orElse(null));
            X509ExtendedTrustManager usual = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key.map(ClientKey::managers).orElseGet(() -> new KeyManager[] {new NoKey(asked)}),
                    new TrustManager[] {new TrustedOnly(usual, fingerprints)},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore issuers(Path file) {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(GivenFile.bytes(file, GivenFile.OF_A_PERSON)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("issuer" + number++, certificate);
            }
            if (number == 0) {
                throw unusable(file, "no certificate is in it", null);
            }
            return store;
        } catch (IOException e) {
            throw unusable(file, "the file cannot be read (" + e.getMessage() + ")", e);
        } catch (GeneralSecurityException e) {
            throw unusable(file, "it holds no certificates in PEM (" + e.getMessage() + ")", e);
        }
    }

    private static UserError unusable(Path file, String why, @Nullable Exception cause) {
        return new UserError(
                "Reading --ca-file " + file + ": " + why
                        + "; give a file with '-----BEGIN CERTIFICATE-----' blocks, as 'openssl x509' writes them.",
                cause);
    }
}
