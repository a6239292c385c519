package ergodiag.capture.scope;

import ergodiag.mcp.Endpoint;
import java.nio.file.Path;
import java.util.List;

/** Where the metrics of nodes stand. */
public sealed interface MetricsSource {
    /** What must not be seen anywhere. */
    List<String> credentials();

    /** Served by Radar, by the metrics actor of a node, or by a Prometheus server, and read again and again. */
    record Served(Endpoint endpoint) implements MetricsSource {
        @Override
        public List<String> credentials() {
            return endpoint.credentials();
        }

        /** Without credentials. */
        @Override
        public String toString() {
            return endpoint.toString();
        }
    }

    /** Kept in a file, which is read once. */
    record Filed(Path file) implements MetricsSource {
        @Override
        public List<String> credentials() {
            return List.of();
        }

        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }
}
