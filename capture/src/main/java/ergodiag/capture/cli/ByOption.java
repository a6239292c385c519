package ergodiag.capture.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.CustodyEntry.Did;
import ergodiag.bundle.Verification;
import ergodiag.redact.Privacy;
import ergodiag.redact.Redaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who makes a bundle of another one. */
public final class ByOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does this; kept in the custody log of the new bundle. Nobody is named when not given.")
    private Optional<String> by = Optional.empty();

    /** The line of the custody log for what is made of a folder. */
    public CustodyEntry did(Did did) {
        return entry(did, Optional.empty());
    }

    /** The line of the custody log for what is made of a bundle. */
    public CustodyEntry did(Did did, Bundle from) {
        return entry(did, Verification.fileSum(from));
    }

    private CustodyEntry entry(Did did, Optional<String> from) {
        Redaction redaction = new Redaction(Privacy.USUAL);
        return CustodyEntry.of(
                did, Instant.now().truncatedTo(ChronoUnit.MILLIS), Version.number(), from, by.map(redaction::text));
    }
}
