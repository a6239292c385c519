package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The result of a bundle, or of a {@code findings.json} that was made of one. */
final class Judged {
    private Judged() {}

    /** Whether a file is a result already, by its name. */
    static boolean is(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /**
     * The result.
     *
     * @param limits those in place of the playbooks' own, where it is a bundle
     * @throws UserError when it cannot be read
     */
    static Findings of(Path file, Map<String, Double> limits, TrustOption trust) {
        if (is(file)) {
            return FindingsJson.read(file.toString(), text(file));
        }
        try (Bundle bundle = trust.openRedacted(file)) {
            return Playbooks.judge(bundle, limits);
        }
    }

    private static String text(Path file) {
        try {
            GivenFile.check(file);
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(
                    "Reading " + file + ": it cannot be read (" + e.getMessage() + "); check the path and the rights.",
                    e);
        }
    }
}
