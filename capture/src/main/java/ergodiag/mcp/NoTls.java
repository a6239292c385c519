package ergodiag.mcp;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * For endpoints that are spoken to in the clear. A client of the JDK that is given none reads all certificates this machine trusts before it
 * sends its first byte, which takes longer than a hundred calls; this one has nothing to encrypt with, and says so.
 */
final class NoTls extends SSLContextSpi {
    private static final String PROTOCOL = "TLSv1.3";

    private NoTls() {}

    /** What a client needs to speak to an endpoint: its own where it is spoken to through TLS. */
    static SSLContext unlessWanted(Endpoint endpoint) {
        return endpoint.secure()
                ? endpoint.tls().context()
                : new SSLContext(new NoTls(), Security.getProviders()[0], PROTOCOL) {};
    }

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("encryption was not to be needed for this address");
    }

    /** The client asks for this before it knows whether it will encrypt anything. */
    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return new SSLParameters(new String[0], new String[] {PROTOCOL});
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return engineGetDefaultSSLParameters();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException(refused());
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        throw refused();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw refused();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        throw refused();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        throw refused();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        throw refused();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        throw refused();
    }
}
