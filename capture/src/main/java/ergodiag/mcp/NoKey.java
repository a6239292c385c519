package ergodiag.mcp;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows no certificate of ours, and remembers that one was asked for. */
final class NoKey extends X509ExtendedKeyManager {
    private final AtomicBoolean asked;

    NoKey(AtomicBoolean asked) {
        this.asked = asked;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        asked.set(true);
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        asked.set(true);
        return null; // what the interface says for none
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        asked.set(true);
        return null; // what the interface says for none
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null; // what the interface says for none
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[0];
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return null; // what the interface says for none
    }
}
