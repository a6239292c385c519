package ergodiag.capture.cli;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SecretPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What must not be in the bundle, besides the secrets that never are. */
public final class PrivacyOptions {
    @Option(
            names = "--redact-key",
            paramLabel = "NAME",
            description =
                    "Values under keys of this name go too, in JSON and in texts like NAME=value; may be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--redact-pattern",
            paramLabel = "NAME=REGEX",
            description =
                    "What matches goes too, or the first group where there is one; counted under NAME; may be repeated.")
    private List<String> patterns = new ArrayList<>();

    @Option(
            names = "--redact-file",
            paramLabel = "FILE",
            description = "File with a line 'key NAME' or 'pattern NAME=REGEX' for each; # begins a comment.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--pseudonymise",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "hosts, names or hosts,names: call hosts and addresses, or nodes, processes, applications and events, by other"
                            + " names; the map is written beside the bundle (.names.json), for you only.")
    private Set<Pseudonymised> pseudonymise = EnumSet.noneOf(Pseudonymised.class);

    @Mixin
    private SiteKeyOption siteKey = new SiteKeyOption();

    /** Checks that none of the files that go into the bundle is the site key. */
    void refuseKeyIn(List<Path> files) {
        siteKey.refuseIn(files);
    }

    public Privacy privacy() {
        List<String> allKeys = new ArrayList<>();
        List<SecretPattern> allPatterns = new ArrayList<>();
        keys.forEach(key -> allKeys.add(key(key, "--redact-key")));
        patterns.forEach(pattern -> allPatterns.add(SecretPattern.of(pattern, "--redact-pattern")));
        files.forEach(file -> read(file, allKeys, allPatterns));
        return new Privacy(allKeys, allPatterns, pseudonymise, siteKey.key());
    }

    private static String key(String key, String where) {
        if (!Privacy.usableKey(key)) {
            throw new UserError("Reading " + where + ": '" + key
                    + "' is no name of a key; give a word of letters or digits, for example customer_id.");
        }
        return key;
    }

    private static void read(Path file, List<String> keys, List<SecretPattern> patterns) {
        List<String> lines;
        try {
            lines = GivenFile.text(file, GivenFile.OF_A_PERSON).lines().toList();
        } catch (IOException e) {
            throw new UserError(
                    "Reading --redact-file " + file + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights.",
                    e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String where = "--redact-file " + file + ", line " + (i + 1);
            if (line.startsWith("key ")) {
                keys.add(key(line.substring(4).strip(), where));
            } else if (line.startsWith("pattern ")) {
                patterns.add(SecretPattern.of(line.substring(8).strip(), where));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new UserError("Reading " + where + ": '" + line
                        + "' is not understood; a line is 'key NAME', 'pattern NAME=REGEX' or a comment with #.");
            }
        }
    }
}
