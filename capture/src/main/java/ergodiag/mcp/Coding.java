package ergodiag.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How the body of an answer is coded. An Observer is asked to zip, a node is not, and something on the way may zip all the same. */
final class Coding {
    private Coding() {}

    /**
     * The body as it was before it was coded.
     *
     * @throws McpFailure naming a coding that is not known here
     */
    static InputStream plain(HttpResponse<?> response, InputStream body) throws IOException, McpFailure {
        String coding = response.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> unzipped(new PushbackInputStream(body));
            default ->
                throw Envelope.garbled(new Quote(
                        "the answer is coded as '",
                        coding,
                        Quote.SNIPPET,
                        "', which was not asked for; something in front of the node does so"));
        };
    }

    /** An answer without a body may say that it is zipped all the same. */
    private static InputStream unzipped(PushbackInputStream body) throws IOException {
        int first = body.read();
        if (first < 0) {
            return body;
        }
        body.unread(first);
        return new GZIPInputStream(body);
    }
}
