package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The steps before the first HTTP byte, each with its own words: name, port, TLS. */
public final class Connections {
    private Connections() {}

    /** The proxy that stands between, as the JDK knows it; empty when the endpoint is connected to directly. */
    public static Optional<String> proxy(Endpoint endpoint) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector == null
                ? Optional.empty()
                : selector.select(endpoint.url()).stream()
                        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                        .map(proxy -> String.valueOf(proxy.address()))
                        .findFirst();
    }

    /**
     * Looks the name up.
     *
     * @throws McpFailure when nobody knows it
     */
    public static void name(Endpoint endpoint) throws McpFailure {
        try {
            address(endpoint);
        } catch (IOException e) {
            throw failure(endpoint, e);
        }
    }

    /**
     * Opens and closes one connection.
     *
     * @throws McpFailure saying why none came about
     */
    public static void tcp(Endpoint endpoint, Duration limit) throws McpFailure {
        try (Socket socket = connected(endpoint, limit)) {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw failure(endpoint, e);
        }
    }

    /**
     * Opens a connection, agrees on encryption, checks the certificate, and closes it.
     *
     * @throws McpFailure saying what is wrong with it
     */
    public static void tls(Endpoint endpoint, Duration limit) throws McpFailure {
        try (Socket socket = connected(endpoint, limit);
                SSLSocket secure = (SSLSocket) endpoint.tls()
                        .context()
                        .getSocketFactory()
                        .createSocket(socket, host(endpoint), endpoint.port(), true)) {
            secure.setSoTimeout((int) limit.toMillis());
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        } catch (SocketTimeoutException e) {
            throw TlsFailures.silent(endpoint, e);
        } catch (SSLException e) {
            throw TlsFailures.failure(endpoint, e);
        } catch (IOException e) {
            throw TlsFailures.cut(endpoint, e);
        }
    }

    private static Socket connected(Endpoint endpoint, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address(endpoint), endpoint.port()), (int) limit.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static InetAddress address(Endpoint endpoint) throws IOException {
        return InetAddress.getByName(host(endpoint));
    }

    private static String host(Endpoint endpoint) {
        String host = endpoint.url().getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static McpFailure failure(Endpoint endpoint, Throwable cause) {
        String place = endpoint.place();
        if (cause instanceof UnknownHostException || rootOf(cause) instanceof UnresolvedAddressException) {
            return new McpFailure(
                    Kind.CONNECTION,
                    0,
                    "the name '" + endpoint.url().getHost() + "' is not known to DNS",
                    cause,
                    Stage.NAME,
                    "check the host in the URL.");
        }
        if (cause instanceof SSLException secure && !endpoint.tls().lacksKey()) {
            return TlsFailures.failure(endpoint, secure);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
            return unreachable(
                    "no connection to " + place + " within the limit (a firewall may drop it silently)", cause);
        }
        if (cause instanceof NoRouteToHostException) {
            return unreachable("there is no route to " + place, cause);
        }
        if (cause instanceof ConnectException) {
            return unreachable("nothing listens at " + place + " (connection refused)", cause);
        }
        if (endpoint.secure() && endpoint.tls().lacksKey()) {
            return TlsFailures.key(endpoint, cause);
        }
        return PlainText.toTls(cause)
                ? TlsFailures.wanted(endpoint, cause)
                : new McpFailure(
                        Kind.CONNECTION,
                        0,
                        "the connection to " + place + " broke: " + cause.getMessage(),
                        cause,
                        Stage.HTTP,
                        "check that an MCP endpoint of Ergo listens there (usually at port 9911 or 9922), whether it wants http or"
                                + " https, and that no firewall cuts the connection.");
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static McpFailure unreachable(String message, Throwable cause) {
        return new McpFailure(Kind.CONNECTION, 0, message, cause);
    }
}
