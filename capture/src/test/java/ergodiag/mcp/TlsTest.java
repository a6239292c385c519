package ergodiag.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import ergodiag.bundle.UserError;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom we trust, what is said when we do not, and how we show who we are. */
class TlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] READY =
            "{\"result\":{\"protocolVersion\":\"2025-06-18\"}}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path folder;

    private static TestKeys keys;
    private static Path good;
    private static Path old;
    private static Path elsewhere;

    private HttpServer server;

    @BeforeAll
    static void make() throws Exception {
        keys = new TestKeys(folder);
        good = keys.make("good.p12", "ip:127.0.0.1,dns:localhost", "-validity", "30");
        old = keys.make("old.p12", "ip:127.0.0.1", "-startdate", "2020/01/01", "-validity", "10");
        elsewhere = keys.make("elsewhere.p12", "dns:elsewhere.example", "-validity", "30");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anOwnIssuerIsTrustedWhenItIsNamed() throws Exception {
        serve(good, false);

        assertThat(initialize(trusting(good))).isEqualTo("2025-06-18");
    }

    @Test
    void anIssuerThatNobodyKnowsIsToldWithTheFingerprint() throws Exception {
        serve(good, false);

        McpFailure failure = failure(Tls.usual());

        assertThat(failure).hasMessageContainingAll("not issued by anyone", fingerprint(good));
        assertThat(failure.advice()).get().asString().contains("--ca-file", "--cert-sha256 " + fingerprint(good));
    }

    @Test
    void anExpiredCertificateIsToldWithItsDateEvenIfItIsItselfTrusted() throws Exception {
        serve(old, false);

        assertThat(failure(trusting(old))).hasMessageContaining("expired at 2020-01-1");
        assertThat(failure(Tls.usual())).hasMessageContaining("expired at 2020-01-1");
    }

    @Test
    void aCertificateForAnotherNameIsToldWithTheNamesItIsFor() throws Exception {
        serve(elsewhere, false);

        McpFailure failure = failure(trusting(elsewhere));

        assertThat(failure).hasMessageContainingAll("not for that name", "elsewhere.example");
    }

    @Test
    void aCertificateThatIsNamedByItsFingerprintIsAcceptedWhateverIsWrongWithIt() throws Exception {
        serve(old, false);

        assertThat(initialize(Tls.of(Optional.empty(), Set.of(fingerprint(old)), Optional.empty())))
                .isEqualTo("2025-06-18");
        assertThat(failure(Tls.of(Optional.empty(), Set.of(fingerprint(good)), Optional.empty())))
                .hasMessageContainingAll("none of those given", fingerprint(old));
    }

    @Test
    void anEndpointThatWantsOurCertificateGetsItInPemOrPkcs12AndElseSaysSo() throws Exception {
        serve(good, true);
        ClientKey pem = ClientKey.ofPem(keys.pem(good), keys.key(good), () -> new char[0]);
        ClientKey encrypted = ClientKey.ofPem(keys.pem(good), encrypted(good), () -> "secret".toCharArray());
        ClientKey store = ClientKey.ofStore(good, () -> TestKeys.PASSWORD);

        for (ClientKey key : new ClientKey[] {pem, encrypted, store}) {
            assertThat(initialize(Tls.of(Optional.of(keys.pem(good)), Set.of(), Optional.of(key))))
                    .isEqualTo("2025-06-18");
        }
        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> initialize(trusting(good)));
        assertThat(failure.stage()).isEqualTo(Stage.TLS);
        assertThat(failure.advice()).get().asString().contains("--client-cert");
    }

    @Test
    void plainHttpToAPortWithTlsIsToldToUseHttps() throws Exception {
        serve(good, false);
        Endpoint plain = Endpoint.of("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp", Optional.empty());

        McpFailure failure = catchThrowableOfType(McpFailure.class, () -> initialize(plain));

        assertThat(failure.kind()).isEqualTo(McpFailure.Kind.CONNECTION);
        assertThat(failure.advice()).get().asString().contains("https");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreTold() throws Exception {
        serve(good, false);
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        Path old = TestKeys.pem(folder.resolve("pkcs1.pem").toString(), "RSA PRIVATE KEY", new byte[3]);

        assertThatThrownBy(() -> Tls.of(Optional.of(nothing), Set.of(), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--ca-file");
        assertThatThrownBy(() -> ClientKey.ofPem(keys.pem(good), old, () -> new char[0]))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> ClientKey.ofPem(keys.pem(good), nothing, () -> new char[0]))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no private key");
        assertThatThrownBy(() -> ClientKey.ofStore(good, () -> "wrong".toCharArray()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--client-keystore")
                .hasMessageNotContaining("wrong;");
        assertThatThrownBy(() -> ClientKey.ofPem(keys.pem(good), encrypted(good), () -> "wrong".toCharArray()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--client-key");
    }

    private static Path encrypted(Path store) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec("secret".toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] bytes = cipher.doFinal(
                TestKeys.load(store).getKey("it", TestKeys.PASSWORD).getEncoded());
        byte[] pbes2 = HexFormat.of().parseHex("06092a864886f70d01050d");
        byte[] how = der(0x30, pbes2, cipher.getParameters().getEncoded());
        return TestKeys.pem(store + ".enc", "ENCRYPTED PRIVATE KEY", der(0x30, how, der(0x04, bytes)));
    }

    /** A value of ASN.1 with its length; the JDK cannot write an encrypted key as openssl does. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            inside.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (inside.size() > 127) {
            out.write(0x82);
            out.write(inside.size() >> 8);
        }
        out.write(inside.size());
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }

    private static String fingerprint(Path store) throws Exception {
        return Untrusted.fingerprint(TestKeys.certificate(store));
    }

    private static Tls trusting(Path store) throws Exception {
        return Tls.of(Optional.of(keys.pem(store)), Set.of(), Optional.empty());
    }

    private McpFailure failure(Tls tls) {
        McpFailure early = catchThrowableOfType(McpFailure.class, () -> Connections.tls(endpoint(tls), LIMIT));
        McpFailure late = catchThrowableOfType(McpFailure.class, () -> initialize(tls));
        assertThat(early.stage()).isEqualTo(Stage.TLS);
        assertThat(late).hasMessage(early.getMessage());
        return early;
    }

    private String initialize(Tls tls) throws McpFailure {
        return initialize(endpoint(tls));
    }

    private static String initialize(Endpoint endpoint) throws McpFailure {
        try (McpClient client = McpClient.to(endpoint, LIMIT, UnaryOperator.identity())) {
            return client.initialize("test", "1", LIMIT).path("protocolVersion").asString();
        }
    }

    private Endpoint endpoint(Tls tls) {
        return Endpoint.of("https://127.0.0.1:" + server.getAddress().getPort() + "/mcp", Optional.empty(), tls);
    }

    private void serve(Path store, boolean wantsClient) throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = TestKeys.context(store);
        secure.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(wantsClient);
                parameters.setSSLParameters(wanted);
            }
        });
        secure.createContext("/mcp", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, READY.length);
            exchange.getResponseBody().write(READY);
            exchange.close();
        });
        secure.start();
        server = secure;
    }
}
