package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.mcp.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where to ask, and with which credentials. */
final class EntryOptions {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "MCP endpoint of any node of the cluster, usually http://localhost:9922/mcp.")
    private String url = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the endpoint's token.")
    private Optional<Path> tokenFile = Optional.empty();

    List<Endpoint> endpoints() {
        return List.of(Endpoint.of(url, token()));
    }

    private Optional<String> token() {
        if (tokenFile.isEmpty()) {
            return Optional.ofNullable(System.getenv("ERGODIAG_TOKEN"))
                    .map(String::strip)
                    .filter(token -> !token.isEmpty());
        }
        try (var lines = Files.lines(tokenFile.get())) {
            String token = lines.findFirst().orElse("").strip();
            if (token.isEmpty()) {
                throw new UserError(
                        "Reading --token-file " + tokenFile.get() + ": its first line is empty; put the token there.");
            }
            return Optional.of(token);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    "Reading --token-file " + tokenFile.get() + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }
}
