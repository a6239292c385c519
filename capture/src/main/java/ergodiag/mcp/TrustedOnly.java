package ergodiag.mcp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts what the JDK's own check accepts (issuer, name, dates), or, where the user named fingerprints, exactly those certificates.
 * Always says which certificate it did not accept.
 */
final class TrustedOnly extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager usual;
    private final Set<String> fingerprints;

    TrustedOnly(X509ExtendedTrustManager usual, Set<String> fingerprints) {
        this.usual = usual;
        this.fingerprints = Set.copyOf(fingerprints);
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        X509Certificate certificate = chain[0];
        if (!fingerprints.isEmpty()) {
            if (!fingerprints.contains(Untrusted.fingerprint(certificate))) {
                throw new Untrusted(certificate, "not one of the certificates that were named");
            }
            return;
        }
        try {
            // the usual check takes a certificate that is itself in --ca-file without looking at its dates
            certificate.checkValidity();
            check.run();
        } catch (CertificateException e) {
            throw new Untrusted(certificate, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> usual.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> usual.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> usual.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        usual.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        usual.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        usual.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual.getAcceptedIssuers();
    }
}
