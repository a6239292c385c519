package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.mcp.ClientKey;
import ergodiag.mcp.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whom to trust with https, and how to show who we are. */
public final class TlsOptions {
    @Option(
            names = "--ca-file",
            paramLabel = "PEM",
            description = "Certificates of the issuers to trust for https, instead of those of this machine.")
    private Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--cert-sha256",
            paramLabel = "HEX",
            description =
                    "Accept exactly the certificate with this SHA-256, whoever issued it and for whatever name, as for nodes that make"
                            + " their own. Repeatable.")
    private List<String> fingerprints = new ArrayList<>();

    @Option(
            names = "--client-cert",
            paramLabel = "PEM",
            description = "Our own certificate, for endpoints that want one.")
    private Optional<Path> clientCert = Optional.empty();

    @Option(
            names = "--client-key",
            paramLabel = "PEM",
            description =
                    "Its private key: PKCS#8, plain or encrypted; the password is typed, or in ERGODIAG_KEY_PASSWORD.")
    private Optional<Path> clientKey = Optional.empty();

    @Option(names = "--client-keystore", paramLabel = "P12", description = "Both in one PKCS#12 file instead.")
    private Optional<Path> clientKeystore = Optional.empty();

    /** Whether any of them is given. */
    public boolean given() {
        return caFile.isPresent()
                || !fingerprints.isEmpty()
                || clientCert.isPresent()
                || clientKey.isPresent()
                || clientKeystore.isPresent();
    }

    /** @throws UserError when a file of them cannot be used, or one stands beside another that says the same */
    public Tls tls() {
        if (!fingerprints.isEmpty() && caFile.isPresent()) {
            throw new UserError("Reading --cert-sha256: there is --ca-file as well; leave one of them out.");
        }
        return Tls.of(caFile, marks(), key());
    }

    private Set<String> marks() {
        Set<String> marks = new HashSet<>();
        for (String given : fingerprints) {
            String hex = given.replace(":", "").strip().toLowerCase(Locale.ROOT);
            if (!hex.matches("[0-9a-f]{64}")) {
                throw new UserError(
                        "Reading --cert-sha256: '" + given + "' is not a SHA-256; give its 64 hexadecimal digits,"
                                + " as 'openssl x509 -fingerprint -sha256' prints them.");
            }
            marks.add(hex);
        }
        return marks;
    }

    private Optional<ClientKey> key() {
        if (clientKeystore.isPresent() && (clientCert.isPresent() || clientKey.isPresent())) {
            throw new UserError(
                    "Reading --client-keystore: there is --client-cert or --client-key as well; leave one of them out.");
        }
        if (clientCert.isPresent() != clientKey.isPresent()) {
            throw new UserError(
                    "Reading --client-cert and --client-key: only one of them is given; give both, or --client-keystore.");
        }
        if (clientKeystore.isPresent()) {
            return clientKeystore.map(file -> ClientKey.ofStore(file, () -> password(file)));
        }
        return clientCert.map(
                file -> ClientKey.ofPem(file, clientKey.orElseThrow(), () -> password(clientKey.orElseThrow())));
    }

    private static char[] password(Path file) {
        return Optional.ofNullable(System.getenv("ERGODIAG_KEY_PASSWORD"))
                .map(String::toCharArray)
                .or(() -> Terminal.console()
                        .flatMap(console ->
                                Optional.ofNullable(console.readPassword("%s", "Password of " + file + ": "))))
                .orElseThrow(() -> new UserError("Reading " + file
                        + ": it wants a password and there is no terminal to ask at; set ERGODIAG_KEY_PASSWORD."));
    }
}
