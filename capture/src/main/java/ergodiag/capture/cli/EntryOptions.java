package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.TokenPrompt;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.Tls;
import ergodiag.mcp.TokenFile;
import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where to ask, whom, and with which credentials. */
final class EntryOptions {
    @Parameters(
            arity = "1..*",
            paramLabel = "URL",
            description =
                    "MCP endpoint of the cluster: that of Ergo 3.3's Observer, usually http://localhost:9911/mcp, or of a node's MCP"
                            + " application, usually http://localhost:9922/mcp. Which it is is found out; without a path the usual"
                            + " ones are tried. Several share the work: each one's node is asked directly, the others through all of"
                            + " them, and when one fails the rest take over.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = "--nodes",
            paramLabel = "NODE",
            split = ",",
            description = "Ask only these nodes, such as a@h,b@h or 'a*@*'. Default: all.")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "NODE",
            split = ",",
            description = "Do not ask these nodes, likewise; nothing is concluded about them.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--max-nodes",
            paramLabel = "N",
            description =
                    "Ask at most so many nodes, in the order in which they are heard of: those of the endpoints, their peers,"
                            + " then those that the cluster names; further ones are counted. Default: ${DEFAULT-VALUE}.")
    private int maxNodes = Approach.MOST_NODES;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the endpoint's token. One for all URLs, or one for each in the order of the URLs."
                            + " The environment variable ERGODIAG_TOKEN may hold it instead.")
    private List<Path> tokenFiles = new ArrayList<>();

    @Option(
            names = "--token-prompt",
            description =
                    "Ask for the token on the terminal at once. Without it only when the endpoint wants one and none was given.")
    private boolean tokenPrompt;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    List<Endpoint> endpoints() {
        if (tokenFiles.size() > 1 && tokenFiles.size() != urls.size()) {
            throw new UserError("Reading --token-file: there are " + tokenFiles.size() + " files for " + urls.size()
                    + " URLs; give one for all, or one for each in the order of the URLs.");
        }
        List<Optional<String>> tokens = tokens();
        Tls trust = tls.tls();
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            endpoints.add(Endpoint.of(urls.get(i), tokens.get(tokens.size() == 1 ? 0 : i), trust));
        }
        if (tls.given() && endpoints.stream().noneMatch(Endpoint::secure)) {
            throw new UserError("Reading the URL: options for TLS were given, but no URL begins with https://;"
                    + " write https:// or leave them out.");
        }
        return endpoints;
    }

    /** @param beforeAsking runs before the user is asked for something */
    Approach approach(Runnable beforeAsking) {
        if (maxNodes < 1) {
            throw new UserError("Reading --max-nodes: " + maxNodes
                    + " is no number of nodes; use 1 or more, or leave it out for " + Approach.MOST_NODES + ".");
        }
        TokenPrompt prompt = endpoint -> {
            beforeAsking.run();
            return ask(Terminal.console(), "Token of " + endpoint + ": ");
        };
        return new Approach(names("--nodes", nodes), names("--exclude", exclude), maxNodes, prompt);
    }

    private static List<String> names(String option, List<String> given) {
        if (given.stream().anyMatch(String::isBlank)) {
            throw new UserError(
                    "Reading " + option + ": a name is empty; write names with commas between, such as a@h,b@h.");
        }
        return given.stream().map(String::strip).toList();
    }

    private List<Optional<String>> tokens() {
        if (!tokenFiles.isEmpty()) {
            if (tokenPrompt) {
                throw new UserError("Reading --token-prompt: there is --token-file as well; leave one of them out.");
            }
            return tokenFiles.stream()
                    .map(file -> TokenFile.read("--token-file", file))
                    .map(Optional::of)
                    .toList();
        }
        if (tokenPrompt) {
            Console console = Terminal.console()
                    .orElseThrow(() -> new UserError("Reading --token-prompt: there is no terminal to ask at; use"
                            + " --token-file or ERGODIAG_TOKEN."));
            return List.of(ask(Optional.of(console), "Token: "));
        }
        return List.of(Optional.ofNullable(System.getenv("ERGODIAG_TOKEN"))
                .map(Endpoint::token)
                .filter(token -> !token.isEmpty()));
    }

    private static Optional<String> ask(Optional<Console> console, String question) {
        return console.flatMap(it -> Optional.ofNullable(it.readPassword("%s", question)))
                .map(typed -> Endpoint.token(new String(typed)))
                .filter(token -> !token.isEmpty());
    }
}
