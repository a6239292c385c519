package ergodiag.capture.cli;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Labels.Label;
import ergodiag.bundle.SafePath;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
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
            description = "The bundle to write (.zip, .tar.gz), the folder to put it in, or - for a tar.gz on standard"
                    + " output. Nothing is ever overwritten. Default: the current folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name for the cluster in the file's name; of a long one the beginning is kept. Default: the host.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--ticket",
            paramLabel = "TICKET",
            description = "Ticket this bundle belongs to; kept in the bundle and printed on the report's first page.")
    private Optional<String> ticket = Optional.empty();

    @Option(names = "--by", paramLabel = "NAME", description = "Who makes this bundle; kept and printed likewise.")
    private Optional<String> by = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "A note for the reader; kept and printed likewise.")
    private Optional<String> note = Optional.empty();

    Labels labels(String command) {
        return Labels.of(command).with(Label.BY, by).with(Label.TICKET, ticket).with(Label.NOTE, note);
    }

    /**
     * @param wrapping what the bundle is wrapped in, which its name tells
     * @param hides whether the file's name must not name the host
     */
    Path target(Endpoint endpoint, Wrapping wrapping, boolean hides) {
        return wrapping.named(target(endpoint, hides));
    }

    private Path target(Endpoint endpoint, boolean hides) {
        String label = name.orElse(hides ? "cluster" : endpoint.url().getHost().replaceAll("[\\[\\]]", ""));
        if (name.isPresent() && !SafePath.isPart(label)) {
            throw new UserError("Reading --name: '" + label
                    + "' cannot be part of a file's name; use letters, digits, dots and dashes.");
        }
        String file = "ergodiag-" + SafePath.part(label, SafePath.LONGEST_LABEL) + "-" + STAMP.format(Instant.now());
        if (streams()) {
            return StandardOutput.folder().resolve(file + ".tar.gz");
        }
        Path place = out.orElse(Path.of(".")).toAbsolutePath();
        return BundleWriter.isBundleName(place) && !Files.isDirectory(place)
                ? place
                : place.normalize().resolve(file + ".zip");
    }

    /**
     * What the bundle is wrapped in.
     *
     * @throws UserError when it is to be signed, and there is no place beside it
     */
    Wrapping checked(Wrapping wrapping) {
        if (streams() && wrapping.signer().isPresent()) {
            throw new UserError(
                    "Reading --sign-with: a signature is a file beside the bundle, and nothing is beside standard output;"
                            + " give --out a file.");
        }
        return wrapping;
    }

    /** Whether the bundle goes to standard output, where then nothing else may go. */
    boolean streams() {
        return out.filter(place -> place.toString().equals("-")).isPresent();
    }
}
