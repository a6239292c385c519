package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What went wrong with TLS, told so that the reader knows what to do. */
final class TlsFailures {
    private TlsFailures() {}

    static McpFailure failure(Endpoint endpoint, Throwable cause) {
        Optional<Untrusted> untrusted = in(cause, Untrusted.class);
        if (untrusted.isPresent()) {
            return certificate(endpoint, untrusted.get(), cause);
        }
        String said = String.valueOf(cause.getMessage());
        String word = said.toLowerCase(Locale.ROOT);
        if (word.contains("unrecognized ssl message")) {
            return failed(
                    endpoint.place() + " does not speak TLS, it answers in plain text",
                    cause,
                    "write http:// instead of https://, or check the port.");
        }
        if (word.contains("certificate_required") || word.contains("bad_certificate")) {
            return key(endpoint, cause);
        }
        if (word.contains("terminated the handshake") || word.contains("eof")) {
            return cut(endpoint, cause);
        }
        return failed(
                "TLS with " + endpoint.place() + " failed: " + said,
                cause,
                "check whether the endpoint wants http or https, and which versions of TLS it allows.");
    }

    /** It wants to know who we are. */
    static McpFailure key(Endpoint endpoint, Throwable cause) {
        return failed(
                endpoint.place()
                        + " asked for a certificate of ours, got none that it accepts, and cut the connection ("
                        + cause.getMessage() + ")",
                cause,
                "give one that it accepts with --client-cert and --client-key, or with --client-keystore.");
    }

    /** Nothing came after the connection. */
    static McpFailure silent(Endpoint endpoint, Throwable cause) {
        return failed(
                endpoint.place() + " took the connection, but did not answer the beginning of TLS within the limit",
                cause,
                "check whether the endpoint wants http or https; the node may hang.");
    }

    static McpFailure cut(Endpoint endpoint, Throwable cause) {
        return failed(
                endpoint.place() + " cut the connection at the beginning of TLS (" + cause.getMessage() + ")",
                cause,
                "check whether the endpoint wants http or https.");
    }

    /** Plain HTTP was spoken to a port that speaks TLS. */
    static McpFailure wanted(Endpoint endpoint, @Nullable Throwable cause) {
        return failed(endpoint.place() + " speaks TLS", cause, "write https:// instead of http://.");
    }

    private static McpFailure certificate(Endpoint endpoint, Untrusted untrusted, Throwable cause) {
        String whose = "the certificate of " + endpoint.place() + " ";
        String mark = " (its SHA-256 is " + untrusted.fingerprint() + ")";
        String pin =
                "if you know by another way that this is the node's certificate, accept just this one with --cert-sha256 "
                        + untrusted.fingerprint() + ".";
        if (in(untrusted, CertificateExpiredException.class).isPresent()) {
            return failed(
                    whose + "expired at " + untrusted.until() + mark,
                    cause,
                    "have it renewed, or check the clock of this machine; " + pin);
        }
        if (in(untrusted, CertificateNotYetValidException.class).isPresent()) {
            return failed(
                    whose + "is valid only from " + untrusted.from() + " on" + mark,
                    cause,
                    "check the clock of this machine; " + pin);
        }
        String said = String.valueOf(untrusted.getMessage());
        if (said.startsWith("No ")) {
            return failed(
                    whose + "is not for that name: it names " + untrusted.names() + mark,
                    cause,
                    "write the URL with a name that it names; " + pin);
        }
        if (said.startsWith("not one of")) {
            return failed(whose + "is none of those given with --cert-sha256" + mark, cause, pin);
        }
        return failed(
                whose + "was not issued by anyone this machine trusts" + mark,
                cause,
                "give the certificate of its issuer with --ca-file; " + pin);
    }

    private static McpFailure failed(String message, @Nullable Throwable cause, String advice) {
        return new McpFailure(Kind.CONNECTION, 0, message, cause, Stage.TLS, advice);
    }

    private static <T extends Throwable> Optional<T> in(Throwable failure, Class<T> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return Optional.of(wanted.cast(cause));
            }
        }
        return Optional.empty();
    }
}
