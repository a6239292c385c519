package ergodiag.report;

import ergodiag.bundle.UserError;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rendering of the findings; the lower-case name is what the command line takes. */
public enum Format {
    HTML,
    PDF,
    JSON,
    MD,
    SARIF,
    JUNIT;

    /** The word of the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the file that is written. */
    public String fileName() {
        return switch (this) {
            case HTML, PDF, MD -> "report." + word();
            case JSON -> "findings.json";
            case SARIF -> "report.sarif.json";
            case JUNIT -> "junit.xml";
        };
    }

    /**
     * The format of that word.
     *
     * @throws UserError when there is none
     */
    public static Format of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UserError("Reading the option --format: there is no format '" + word
                        + "'; choose from "
                        + Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", ")) + "."));
    }
}
