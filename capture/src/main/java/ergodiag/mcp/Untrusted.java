package ergodiag.mcp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificate of the other side was not accepted; remembers which, so that the user can be told. */
final class Untrusted extends CertificateException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMES = 6;

    private final transient X509Certificate certificate;

    Untrusted(X509Certificate certificate, String message) {
        super(message);
        this.certificate = certificate;
    }

    Untrusted(X509Certificate certificate, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.certificate = certificate;
    }

    /** SHA-256 of a certificate, lower-case hex. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String fingerprint() {
        return fingerprint(certificate);
    }

    String from() {
        return certificate.getNotBefore().toInstant().toString();
    }

    String until() {
        return certificate.getNotAfter().toInstant().toString();
    }

    /** The hosts it is for. */
    String names() {
        try {
            List<String> names = Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(all -> all.stream())
                    .flatMap(name -> name.size() > 1 ? Stream.of(String.valueOf(name.get(1))) : Stream.empty())
                    .limit(MOST_NAMES)
                    .toList();
            return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", names);
        } catch (CertificateException e) {
            return certificate.getSubjectX500Principal().getName();
        }
    }
}
