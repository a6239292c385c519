package ergodiag.mcp;

import ergodiag.mcp.McpFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** The steps before the first HTTP byte, each with its own words: name, port, TLS. */
public final class Connections {
    private Connections() {}

    /**
     * Looks the name up and opens and closes one TCP connection.
     *
     * @throws McpFailure saying which step failed
     */
    public static void check(Endpoint endpoint, Duration limit) throws McpFailure {
        String host = endpoint.url().getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(bare);
            socket.connect(new InetSocketAddress(address, endpoint.port()), (int) limit.toMillis());
        } catch (IOException e) {
            throw failure(endpoint, e);
        }
    }

    static McpFailure failure(Endpoint endpoint, Throwable cause) {
        String place = endpoint.url().getHost() + ":" + endpoint.port();
        if (cause instanceof UnknownHostException || rootOf(cause) instanceof UnresolvedAddressException) {
            return unreachable("the name '" + endpoint.url().getHost() + "' is not known to DNS", cause);
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
        if (cause instanceof SSLException) {
            return unreachable("TLS with " + place + " failed: " + cause.getMessage(), cause);
        }
        return unreachable("the connection to " + place + " broke: " + cause.getMessage(), cause);
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
