package ergodiag.capture.metrics;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.capture.scope.MetricsSource;
import ergodiag.mcp.McpFailure;
import ergodiag.mcp.WebPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** Fetches one page of metrics from where it stands, bounded in bytes and time. */
interface MetricsReader {
    /** More than this is no page of metrics of nodes: a node's has some hundred lines. */
    int MOST_BYTES = 16 << 20;

    /** Version 0.0.4 is what every server of metrics speaks. */
    String ACCEPT = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5, */*;q=0.1";

    /** A page that did not come, and why. */
    final class NotRead extends Exception {
        private static final long serialVersionUID = 1L;

        private final Outcome outcome;
        private final int code;

        NotRead(Outcome outcome, int code, String message) {
            super(message);
            this.outcome = outcome;
            this.code = code;
        }

        Outcome outcome() {
            return outcome;
        }

        /** HTTP status, where there was one. */
        OptionalInt code() {
            return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
        }
    }

    /**
     * Fetches it.
     *
     * @param limit from asking to the last byte
     * @param givenUp down when nobody waits for it any more
     */
    byte[] read(Duration limit, CountDownLatch givenUp) throws NotRead;

    static MetricsReader of(MetricsSource source) {
        return source instanceof MetricsSource.Served served
                ? served(new WebPage(served.endpoint(), MOST_BYTES, Duration.ofSeconds(5)))
                : (limit, givenUp) -> file((MetricsSource.Filed) source);
    }

    private static MetricsReader served(WebPage page) {
        return (limit, givenUp) -> {
            try {
                return page.get(limit, givenUp, ACCEPT);
            } catch (McpFailure e) {
                throw new NotRead(outcome(e.kind()), e.code().orElse(0), String.valueOf(e.getMessage()));
            }
        };
    }

    private static Outcome outcome(McpFailure.Kind kind) {
        return switch (kind) {
            case CONNECTION -> Outcome.UNREACHABLE;
            case UNAUTHORIZED -> Outcome.UNAUTHORIZED;
            case TIMEOUT -> Outcome.TIMEOUT;
            case READER -> Outcome.TOO_LARGE;
            case LATER -> Outcome.BUSY;
            case HTTP, GARBLED, REFUSED -> Outcome.GARBLED;
            case ABANDONED -> Outcome.CANCELLED;
        };
    }

    private static byte[] file(MetricsSource.Filed source) throws NotRead {
        try (InputStream in = opened(source)) {
            byte[] page = in.readNBytes(MOST_BYTES + 1);
            if (page.length > MOST_BYTES) {
                throw new NotRead(
                        Outcome.TOO_LARGE,
                        0,
                        "the file is longer than " + DataSize.text(MOST_BYTES) + ", which is not accepted");
            }
            return page;
        } catch (IOException e) {
            throw new NotRead(Outcome.GARBLED, 0, "the file cannot be read: " + e.getMessage());
        }
    }

    /** It may have become another file since the command line was read. */
    private static InputStream opened(MetricsSource.Filed source) throws IOException {
        GivenFile.check(source.file());
        return Files.newInputStream(source.file());
    }
}
