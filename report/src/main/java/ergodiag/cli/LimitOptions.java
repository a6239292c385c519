package ergodiag.cli;

import ergodiag.analyze.ThresholdFile;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Limits of the user's own. */
final class LimitOptions {
    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "Limits to judge by in place of the built-in ones, one 'key = value unit' a line;"
                    + " 'ergodiag playbooks --thresholds' prints all of them as such a file.")
    private Optional<Path> file = Optional.empty();

    /** The changed limits by key; empty when none are. */
    Map<String, Double> limits() {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return ThresholdFile.read(
                    file.get().toString(),
                    GivenFile.text(file.get(), GivenFile.OF_A_PERSON).lines().toList(),
                    Playbooks.thresholds());
        } catch (IOException e) {
            throw new UserError(
                    "Reading --thresholds " + file.get() + ": the file cannot be read as UTF-8 text (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
    }
}
