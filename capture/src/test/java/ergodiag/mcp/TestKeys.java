package ergodiag.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and self-signed certificates for tests, made by the JDK's keytool when they are wanted. */
final class TestKeys {
    static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    TestKeys(Path folder) {
        this.folder = folder;
    }

    /** @param names as keytool's SAN takes them; @param options more words for keytool */
    Path make(String file, String names, String... options) throws IOException, InterruptedException {
        Path store = folder.resolve(file);
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-ext",
                "san=" + names,
                "-keystore",
                store.toString()));
        words.addAll(List.of(options));
        Process keytool = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(file + ".log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve(file + ".log")));
        }
        return store;
    }

    static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    static X509Certificate certificate(Path store) throws IOException, GeneralSecurityException {
        return (X509Certificate) load(store).getCertificate("it");
    }

    /** What a server with this key needs; it trusts clients with the same. */
    static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD);
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        clients.setCertificateEntry("client", certificate(store));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The certificate as a PEM file. */
    Path pem(Path store) throws IOException, GeneralSecurityException {
        return pem(store + ".crt", "CERTIFICATE", certificate(store).getEncoded());
    }

    /** The key as a PEM file with PKCS#8. */
    Path key(Path store) throws IOException, GeneralSecurityException {
        return pem(
                store + ".key",
                "PRIVATE KEY",
                load(store).getKey("it", PASSWORD).getEncoded());
    }

    static Path pem(String file, String kind, byte[] bytes) throws IOException {
        return Files.writeString(
                Path.of(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }
}
