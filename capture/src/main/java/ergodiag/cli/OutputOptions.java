package ergodiag.cli;

import ergodiag.bundle.SafePath;
import ergodiag.bundle.UserError;
import ergodiag.capture.Labels;
import ergodiag.mcp.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the bundle goes, and what is written on it. */
final class OutputOptions {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "The bundle to write (.zip), or the folder to put it in. Default: the current folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name for the cluster in the file's name. Default: the host.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--ticket",
            paramLabel = "TICKET",
            description = "Ticket this bundle belongs to; kept in the manifest.")
    private Optional<String> ticket = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "A note for the reader; kept in the manifest.")
    private Optional<String> note = Optional.empty();

    Labels labels(String command) {
        return new Labels(command, ticket, note);
    }

    /** @param hides whether the file's name must not name the host */
    Path target(Endpoint endpoint, boolean hides) {
        String label = name.orElse(hides ? "cluster" : endpoint.url().getHost().replaceAll("[\\[\\]]", ""));
        if (label.isBlank() || !SafePath.part(label).equals(label)) {
            if (name.isPresent()) {
                throw new UserError("Reading --name: '" + label
                        + "' cannot be part of a file's name; use letters, digits, dots and dashes.");
            }
            label = SafePath.part(label);
        }
        Path place = out.orElse(Path.of("."));
        boolean file = place.toString().toLowerCase(Locale.ROOT).endsWith(".zip") && !Files.isDirectory(place);
        return file
                ? place.toAbsolutePath()
                : place.toAbsolutePath()
                        .normalize()
                        .resolve("ergodiag-" + label + "-" + STAMP.format(Instant.now()) + ".zip");
    }
}
