package ergodiag.mcp;

import java.util.Locale;

/** Signs that plain HTTP was spoken to a port that speaks TLS. */
final class PlainText {
    /** How a TLS alert begins, seen where a status line was awaited. */
    private static final String ALERT = "\u0015\u0003";

    private PlainText() {}

    static boolean toTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(ALERT)) {
                return true;
            }
        }
        return false;
    }

    /** What Go's server, nginx and Apache say with status 400. */
    static boolean toTls(String said) {
        String text = said.toLowerCase(Locale.ROOT);
        return text.contains("http request to an https server")
                || text.contains("plain http request was sent to https port")
                || text.contains("speaking plain http to an ssl-enabled server port");
    }
}
